import type { Account, Tracking } from '../client.ts';
import { Address } from '../component/address.tsx';
import { Go } from '../component/go.tsx';
import { Icon } from '../component/icon.tsx';
import { Section } from '../component/page.tsx';
import { useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';

type Finding = Tracking['findings'][number];

/** Findings whose mend stands in the settings. */
const IN_SETTINGS: readonly Finding['finding'][] = ['all_sites_taken', 'unlisted_site'];
/** Worth knowing, nothing is lost. */
const NOTES: readonly Finding['finding'][] = ['all_sites_taken'];

/** What is wrong with the installation, in plain words, each with its mend. */
export function TrackingFindings({ findings, account }: { findings: readonly Finding[]; account: Account }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('tracking.findings')} class="panel">
      <ul class="findings">
        {findings.map(({ finding, count, lastAt, lastUrl }) => {
          const isNote = NOTES.includes(finding);
          return (
            <li key={finding} class={isNote ? 'finding minor' : 'finding'}>
              <Icon name={isNote ? 'info' : 'warning'} />
              <div>
                <p class="finding-title">{t(`finding.${finding}`)}</p>
                <p>{t(`finding.${finding}Mend`)}</p>
                {lastAt === null ? null : (
                  <p class="quiet finding-seen">
                    <span>
                      {t('finding.seen', {
                        count: format.number(count),
                        at: format.dateTime(lastAt, account.timeZone),
                      })}
                    </span>
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
        })}
      </ul>
    </Section>
  );
}
