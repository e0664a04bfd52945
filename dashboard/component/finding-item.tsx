import type { Account, PageReport, Tracking } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { readableAddress } from '../lib/web-address.ts';
import { accountPath } from '../router.ts';
import { Go } from './go.tsx';
import { Icon, type IconName } from './icon.tsx';

type Found = Pick<(Tracking['findings'] | PageReport['findings'])[number], 'finding' | 'weight' | 'names'>;

/** Findings whose mend stands in the settings. */
const IN_SETTINGS: readonly Found['finding'][] = [
  'all_sites_taken',
  'unlisted_site',
  'unlisted_page',
  'consent_never_given',
];

const ICONS: Record<Found['weight'], IconName> = { grave: 'bad', warning: 'warning', note: 'info' };

/** One thing that is wrong: what, about what, and how to mend it; what else is known of it stands as children. */
export function FindingItem({
  found: { finding, weight, names },
  told: { origin, tagId },
  account,
  children,
}: {
  found: Found;
  told: Pick<Tracking, 'origin' | 'tagId'>;
  account: Account;
  children?: unknown;
}) {
  const { t } = useI18n();
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
              <code key={name} class="id" title={name}>
                {finding === 'base_code_missing' ? readableAddress(name) : name}
              </code>
            ))}
          </p>
        )}
        <p>{t(`finding.${finding}Mend`, { origin, tagId })}</p>
        {children}
        {IN_SETTINGS.includes(finding) ? (
          <Go to={accountPath(account.id, 'settings')} class="button small">
            {t('finding.toSettings')}
          </Go>
        ) : null}
      </div>
    </li>
  );
}
