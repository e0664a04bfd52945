import type { Broadcast } from '../client.ts';
import type { I18n } from '../i18n/use-i18n.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { deviceOf, FILTERS, type Filter, type FilterName, namesOf } from '../lib/filter.ts';
import { addressWith, navigate } from '../router.ts';
import { ADD_FILTER } from './filter-menu.tsx';
import { Help } from './help.tsx';
import { Icon } from './icon.tsx';

/** A device as the lists and the filters name it. */
export function deviceName(
  { t }: I18n,
  { device, lineApp }: NonNullable<ReturnType<typeof deviceOf>>,
): string {
  const name = t(`device.${device}`);
  return lineApp ? t('overview.inLine', { device: name }) : name;
}

function nameOf(
  i18n: I18n,
  name: FilterName,
  value: string,
  broadcasts: readonly Broadcast[] | null,
): string {
  const { t, format } = i18n;
  switch (name) {
    case 'device': {
      const device = deviceOf(value);
      return device ? deviceName(i18n, device) : value;
    }
    case 'country':
      return value === '' ? t('overview.unknown') : format.country(value);
    case 'source':
      return value === '' ? t('overview.direct') : value;
    case 'broadcast':
      return broadcasts ? (broadcasts.find(({ id }) => String(id) === value)?.name ?? `#${value}`) : '…';
    default:
      return value;
  }
}

/** What a filter leaves, in words: certain page views, or certain people. */
export function filterText(
  i18n: I18n,
  name: FilterName,
  value: string,
  broadcasts: readonly Broadcast[] | null = [],
): string {
  return i18n.t(`filter.${name}`, { name: nameOf(i18n, name, value, broadcasts) });
}

/** Filters that choose people, with everything they did; the others choose hits. */
function choosesPeople(name: FilterName): boolean {
  return name === 'source' || name === 'event' || name === 'broadcast';
}

/** Takes filters away. The button that did it goes away with them, so the focus moves on. */
export function takeAway(names: readonly FilterName[]): void {
  navigate(addressWith(Object.fromEntries(names.map((name) => [name, null]))));
  document.getElementById(ADD_FILTER)?.focus();
}

interface ChipsProps {
  filter: Filter;
  /** They tell the name of one; null while they are asked for. */
  broadcasts: readonly Broadcast[] | null;
}

/** The filters that are on, each to be taken away. */
export function FilterChips({ filter, broadcasts }: ChipsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const chips = namesOf(filter).map((name) => ({
    name,
    text: filterText(i18n, name, filter[name] ?? '', broadcasts),
  }));
  return (
    <>
      <p class="hidden-text" role="status">
        {chips.map(({ text }) => text).join('; ')}
      </p>
      {chips.length === 0 ? null : (
        <section class="chips" aria-label={t('filter.active')}>
          <ul>
            {chips.map(({ name, text }) => (
              <li key={name} class="chip">
                <span class="chip-text" title={text}>
                  {text}
                </span>
                <Help about={text} text={t(choosesPeople(name) ? 'filter.peopleHelp' : 'filter.hitsHelp')} />
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('filter.remove', { what: text })}
                  onClick={() => takeAway([name])}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="text-button" onClick={() => takeAway(FILTERS)}>
            {t('filter.clear')}
          </button>
        </section>
      )}
    </>
  );
}
