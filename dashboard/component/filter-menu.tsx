import { useId, useRef, useState } from 'hono/jsx/dom';
import { type Account, api, ask, type Broadcast, ids } from '../client.ts';
import { useEffect } from '../hook/use-effect.ts';
import { type Load, useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { type Filter, toggled } from '../lib/filter.ts';
import { addressWith } from '../router.ts';
import { Go } from './go.tsx';
import { Icon } from './icon.tsx';
import { Problem, Skeleton } from './state.tsx';

/** The id of the button that opens the menu: the focus comes back to it. */
export const ADD_FILTER = 'add-filter';

interface ChoicesProps {
  title: string;
  none: string;
  name: 'event' | 'broadcast';
  filter: Filter;
  load: Pick<Load<readonly { value: string; label: string }[]>, 'data' | 'error' | 'retry'>;
  onGo: () => void;
}

/** What can be filtered by, of one kind. */
function Choices({ title, none, name, filter, load: { data, error, retry }, onGo }: ChoicesProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={2} />
      ) : data.length === 0 ? (
        <p class="quiet">{none}</p>
      ) : (
        <ul>
          {data.map(({ value, label }) => (
            <li key={value}>
              <Go to={addressWith(toggled(filter, name, value))} chosen={filter[name] === value} onGo={onGo}>
                <span>{label}</span>
                {filter[name] === value ? <Icon name="check" /> : null}
              </Go>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface Props {
  account: Account;
  filter: Filter;
  /** Broadcasts to choose from; asked for when the menu opens. */
  broadcasts: Load<readonly Broadcast[] | null>;
  onOpen: () => void;
}

function Panel({ account, filter, broadcasts, onGo }: Omit<Props, 'onOpen'> & { onGo: () => void }) {
  const { t } = useI18n();
  const events = useLoad('events', async () => {
    const seen = await ask(api.accounts[':account'].events.$get({ param: ids(account.id) }));
    return seen.map(({ event }) => ({ value: event, label: event }));
  });
  const sendings = broadcasts.data?.map(({ id, name }) => ({ value: String(id), label: name })) ?? null;
  return (
    <>
      <Choices
        title={t('filter.events')}
        none={t('filter.noEvents')}
        name="event"
        filter={filter}
        load={events}
        onGo={onGo}
      />
      <Choices
        title={t('filter.broadcasts')}
        none={t('filter.noBroadcasts')}
        name="broadcast"
        filter={filter}
        load={{ ...broadcasts, data: sendings }}
        onGo={onGo}
      />
      <p class="hint">{t('filter.peopleHelp')}</p>
    </>
  );
}

/** Filters by what stands in no list of the page: events and broadcasts. */
export function FilterMenu({ onOpen, ...props }: Props) {
  const { t } = useI18n();
  const id = useId();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const back = () => {
    setOpen(false);
    document.getElementById(ADD_FILTER)?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const ended = new AbortController();
    const { signal } = ended;
    const onOutside = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') back();
    };
    document.addEventListener('pointerdown', onOutside, { signal });
    document.addEventListener('focusin', onOutside, { signal });
    document.addEventListener('keydown', onKey, { signal });
    return () => ended.abort();
  }, [open]);
  const toggle = () => {
    if (!open) onOpen();
    setOpen(!open);
  };
  return (
    <div class="filter-menu" ref={box}>
      <button
        type="button"
        id={ADD_FILTER}
        class="button"
        aria-expanded={open ? 'true' : 'false'}
        aria-controls={id}
        onClick={toggle}
      >
        <Icon name="plus" />
        {t('filter.add')}
      </button>
      <div id={id} class="filter-panel" hidden={!open}>
        {open ? <Panel {...props} onGo={back} /> : null}
      </div>
    </div>
  );
}
