import type { Account, Tracking } from '../client.ts';
import { Address } from '../component/address.tsx';
import { FindingItem } from '../component/finding-item.tsx';
import { Section } from '../component/page.tsx';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';

type Finding = Tracking['findings'][number];

/** How often it was seen, of how many, and when last; null where there is nothing to say. */
function seenText({ finding, count, of, hours, lastAt }: Finding, account: Account, i18n: I18n) {
  const { t, format } = i18n;
  if (lastAt === null) return null;
  const at = format.dateTime(lastAt, account.timeZone);
  if (count === null) return t('finding.seenLast', { at });
  if (of === null || hours === null) {
    return count === 1
      ? t('finding.seenOnce', { at })
      : t('finding.seen', { count: format.number(count), at });
  }
  const values = { count: format.number(count), of: format.number(of), time: format.hours(hours), at };
  if (finding === 'event_on_every_page') return t('finding.seenOnViews', values);
  if (finding === 'conversion_on_arrival') return t('finding.seenOnArrival', values);
  if (finding === 'event_twice') return t('finding.seenTwice', values);
  if (finding === 'same_key') return t('finding.seenSameKey', values);
  return t('finding.seenLanded', values);
}

function Item({ found, tracking, account }: { found: Finding; tracking: Tracking; account: Account }) {
  const seen = seenText(found, account, useI18n());
  return (
    <FindingItem found={found} told={tracking} account={account}>
      {seen === null ? null : (
        <p class="quiet finding-seen">
          <span>{seen}</span>
          {found.lastUrl === null ? null : <Address text={found.lastUrl} />}
        </p>
      )}
    </FindingItem>
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
