import type { Account, Tracking } from '../client.ts';
import { Address } from '../component/address.tsx';
import { Go } from '../component/go.tsx';
import { Icon, type IconName } from '../component/icon.tsx';
import { Section } from '../component/page.tsx';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';

type Finding = Tracking['findings'][number];

/** Findings whose mend stands in the settings. */
const IN_SETTINGS: readonly Finding['finding'][] = ['all_sites_taken', 'unlisted_site'];

const ICONS: Record<Finding['weight'], IconName> = { grave: 'bad', warning: 'warning', note: 'info' };

/** How often it was seen, of how many, and when last; null where there is nothing to say. */
function seenText({ finding, count, of, lastAt }: Finding, account: Account, i18n: I18n) {
  const { t, format } = i18n;
  if (lastAt === null) return null;
  const at = format.dateTime(lastAt, account.timeZone);
  if (count === null) return t('finding.seenLast', { at });
  if (of === null) return t('finding.seen', { count: format.number(count), at });
  const values = { count: format.number(count), of: format.number(of), at };
  if (finding === 'event_on_every_page') return t('finding.seenOnViews', values);
  if (finding === 'conversion_on_arrival') return t('finding.seenOnArrival', values);
  return t('finding.seenLanded', values);
}

function Item({ found, tracking, account }: { found: Finding; tracking: Tracking; account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { finding, weight, names, lastUrl } = found;
  const seen = seenText(found, account, i18n);
  const { origin, tagId } = tracking;
  return (
    <li class={`finding ${weight}`}>
      <Icon name={ICONS[weight]} />
      <div>
        <p class="finding-title">
          <span class="hidden-text">{t(`weight.${weight}`)}: </span>
          {t(`finding.${finding}`)}
        </p>
        {names.length === 0 ? null : (
          <p class="finding-names">
            {names.map((name) => (
              <code key={name} class="id">
                {name}
              </code>
            ))}
          </p>
        )}
        <p>{t(`finding.${finding}Mend`, { origin, tagId })}</p>
        {seen === null ? null : (
          <p class="quiet finding-seen">
            <span>{seen}</span>
            {lastUrl === null ? null : <Address text={lastUrl} />}
          </p>
        )}
        {IN_SETTINGS.includes(finding) ? (
          <Go to={accountPath(account.id, 'settings')} class="button small">
            {t('finding.toSettings')}
          </Go>
        ) : null}
      </div>
    </li>
  );
}

/** What is wrong with the installation, in plain words, each with its mend. */
export function TrackingFindings({ tracking, account }: { tracking: Tracking; account: Account }) {
  const { t } = useI18n();
  return (
    <Section title={t('tracking.findings')} class="panel">
      <ul class="findings">
        {tracking.findings.map((found) => (
          <Item
            key={`${found.finding} ${found.names.join(' ')}`}
            found={found}
            tracking={tracking}
            account={account}
          />
        ))}
      </ul>
    </Section>
  );
}
