import { type Account, api, ask, type Health, ids } from '../client.ts';
import { Figure, Figures } from '../component/figure.tsx';
import { Go } from '../component/go.tsx';
import { Help } from '../component/help.tsx';
import { Page, Section } from '../component/page.tsx';
import { Problem, Skeleton } from '../component/state.tsx';
import { Status } from '../component/status.tsx';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';
import { HealthOutcomes } from './health-outcomes.tsx';

const PARTS = ['stored', 'duplicate', 'dropped', 'rejected', 'failed'] as const;

/** The five-way account as a bar whose parts add up, with its words and numbers below. */
function AccountBar({ health: { received, sums } }: { health: Health }) {
  const { t, format } = useI18n();
  if (received === 0) return null;
  return (
    <>
      <div class="account-bar" aria-hidden="true">
        {PARTS.filter((part) => sums[part] > 0).map((part) => (
          <span key={part} class={`part-${part}`} style={`flex: ${sums[part]} 0 0`} />
        ))}
      </div>
      <ul class="account-key">
        {PARTS.map((part) => (
          <li key={part}>
            <span class={`swatch part-${part}`} aria-hidden="true" />
            <span>{t(`outcome.${part}`)}</span>
            <span class="sum">{format.number(sums[part])}</span>
            <Help about={t(`outcome.${part}`)} text={t(`health.${part}Help`)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was lost, and what is counted but not on disk yet. */
function Lost({ health, account }: { health: Health; account: Account }) {
  const { t, format } = useI18n();
  const lost = health.lostClicks;
  return (
    <Section title={t('health.lost')} class="panel">
      <div class="health-figures">
        <Figures label={t('health.lost')}>
          <Figure
            label={t('health.lostClicks')}
            help={t('health.lostClicksHelp')}
            value={format.number(lost?.count ?? 0)}
          />
          <Figure
            label={t('health.lostLast')}
            help={t('health.lostLastHelp')}
            value={lost ? format.dateTime(lost.lastAt, account.timeZone) : '–'}
          />
          <Figure label={t('health.owed')} help={t('health.owedHelp')} value={format.number(health.owed)} />
        </Figures>
      </div>
    </Section>
  );
}

/** The process and its disk, which all accounts share. */
function Server({ health, account }: { health: Health; account: Account }) {
  const { t, format } = useI18n();
  const { database, log, free } = health.disk;
  return (
    <Section
      title={t('health.server')}
      lead={t('health.serverLead')}
      class="panel"
      actions={
        <Go to={accountPath(account.id, 'settings')} class="button small">
          {t('health.toJobs')}
        </Go>
      }
    >
      <div class="health-figures">
        <Figures label={t('health.server')}>
          <Figure
            label={t('health.state')}
            help={t('health.stateHelp')}
            value={
              <Status tone={health.healthy ? 'good' : 'bad'}>
                {t(health.healthy ? 'health.well' : 'health.broken')}
              </Status>
            }
          />
          <Figure
            label={t('health.since')}
            help={t('health.sinceHelp')}
            value={format.dateTime(health.startedAt, account.timeZone)}
          />
          <Figure
            label={t('health.rate')}
            help={t('health.rateHelp')}
            value={format.short(health.hitsPerSecond)}
          />
          <Figure
            label={t('health.memory')}
            help={t('health.memoryHelp')}
            value={format.bytes(health.memory)}
          />
          <Figure
            label={t('health.database')}
            help={t('health.databaseHelp')}
            value={format.bytes(database)}
          />
          <Figure label={t('health.log')} help={t('health.logHelp')} value={format.bytes(log)} />
          <Figure
            label={t('health.free')}
            help={t('health.freeHelp')}
            value={free === null ? '–' : format.bytes(free)}
          />
        </Figures>
      </div>
    </Section>
  );
}

/** Whether every hit can be accounted for, and how the server is. */
export function HealthPage({ account }: { account: Account }) {
  const { t } = useI18n();
  const { data, error, reload, retry } = useLoad('health', () =>
    ask(api.accounts[':account'].health.$get({ param: ids(account.id) })),
  );
  useLive(account.id, reload);
  return (
    <Page title={t('nav.health')} of={account.name} lead={t('health.lead')}>
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={12} />
      ) : (
        <>
          <Section
            title={t('tracking.outcomes')}
            help={t('health.receivedHelp')}
            lead={t('tracking.outcomesLead')}
            class="panel"
          >
            <AccountBar health={data} />
            <HealthOutcomes outcomes={data.outcomes} account={account} />
          </Section>
          <Lost health={data} account={account} />
          <Server health={data} account={account} />
          {data.nobody.length > 0 ? (
            <Section title={t('tracking.nobody')} lead={t('tracking.nobodyLead')} class="panel">
              <HealthOutcomes outcomes={data.nobody} account={account} nobody />
            </Section>
          ) : null}
        </>
      )}
    </Page>
  );
}
