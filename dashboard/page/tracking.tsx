import { type Account, api, ask, ids } from '../client.ts';
import { Address } from '../component/address.tsx';
import { type Code, CodeStatus } from '../component/code-status.tsx';
import { Go } from '../component/go.tsx';
import { Page, Section } from '../component/page.tsx';
import { SilenceNotice } from '../component/silence-notice.tsx';
import { Problem, Skeleton } from '../component/state.tsx';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';
import { TrackingCodes } from './tracking-codes.tsx';
import { TrackingDoctor } from './tracking-doctor.tsx';
import { TrackingFindings } from './tracking-findings.tsx';
import { TrackingLoss } from './tracking-loss.tsx';
import { TrackingEvents } from './tracking-tables.tsx';

function CodeCard({ title, code, account }: { title: string; code: Code; account: Account }) {
  const { t, format } = useI18n();
  const time = (at: number | null) => (at === null ? '–' : format.dateTime(at, account.timeZone));
  return (
    <section class="code-card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <CodeStatus status={code.status} />
      </header>
      <p class="hint">
        {code.status === 'never_seen'
          ? t('code.never_seenText')
          : t(`code.${code.status}Text`, { time: format.hours(code.silentAfter) })}
      </p>
      <dl class="facts">
        <div>
          <dt>{t('tracking.count')}</dt>
          <dd>{format.number(code.count)}</dd>
        </div>
        <div>
          <dt>{t('tracking.first')}</dt>
          <dd>{time(code.firstAt)}</dd>
        </div>
        <div>
          <dt>{t('tracking.last')}</dt>
          <dd>{time(code.lastAt)}</dd>
        </div>
        <div class="wide">
          <dt>{t('tracking.where')}</dt>
          <dd>
            <Address text={code.lastUrl} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The codes to paste, and how the installation is doing. */
export function TrackingPage({ account }: { account: Account }) {
  const { t } = useI18n();
  const { data, error, reload, retry } = useLoad('tracking', () =>
    ask(api.accounts[':account'].tracking.$get({ param: ids(account.id) })),
  );
  // So that "never seen" turns to "active" by itself while the code is being pasted.
  useLive(account.id, reload);

  return (
    <Page title={t('nav.tracking')} of={account.name} lead={t('tracking.lead')}>
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={12} />
      ) : (
        <>
          {data.silence ? <SilenceNotice silence={data.silence} account={account} /> : null}
          <div class="panel code-cards">
            <CodeCard title={t('code.base')} code={data.base} account={account} />
            <CodeCard title={t('code.conversion')} code={data.conversion} account={account} />
          </div>
          {data.findings.length > 0 ? <TrackingFindings tracking={data} account={account} /> : null}
          <TrackingCodes tracking={data} account={account} />
          <TrackingDoctor account={account} told={data} />
          <Section title={t('tracking.events')} help={t('tracking.eventsHelp')} class="panel">
            <TrackingEvents tracking={data} account={account} />
          </Section>
          <TrackingLoss account={account} />
          <Section title={t('tracking.outcomes')} class="panel">
            <p class="panel-note">
              <Go to={accountPath(account.id, 'health')} class="button small">
                {t('tracking.toHealth')}
              </Go>
            </p>
          </Section>
        </>
      )}
    </Page>
  );
}
