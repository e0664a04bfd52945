import type { Account, Silence } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';
import { Go } from './go.tsx';
import { Icon } from './icon.tsx';

/** Says that the tag went silent, and what to look at. */
export function SilenceNotice({
  silence,
  account,
  toTracking = false,
}: {
  silence: Silence;
  account: Account;
  toTracking?: boolean;
}) {
  const { t, format } = useI18n();
  const { since, expected, hours } = silence;
  return (
    <div class="problem notice" role="status">
      <Icon name="bad" />
      <div>
        <p class="problem-title">{t('silence.title')}</p>
        <p>
          {t('silence.text', {
            at: format.dateTime(since, account.timeZone),
            expected: format.number(expected),
            hours: format.hours(hours),
          })}
        </p>
        <p>{t('silence.mend')}</p>
        {toTracking ? (
          <Go to={accountPath(account.id, 'tracking')} class="button small">
            {t('silence.toTracking')}
          </Go>
        ) : null}
      </div>
    </div>
  );
}
