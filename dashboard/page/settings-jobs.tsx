import { type Account, api, ask, type Job } from '../client.ts';
import { type Column, DataTable } from '../component/data-table.tsx';
import { Section } from '../component/page.tsx';
import { FormProblem, Problem, Skeleton } from '../component/state.tsx';
import { Status } from '../component/status.tsx';
import { When } from '../component/when.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';

const HOUR = 3_600_000;

const DEEDS = ['hits', 'clicks', 'identityLinks', 'visitors', 'texts', 'hops', 'silent', 'back'] as const;

/** Whether there are words for what a job counted; a newer server may count more. */
function isDeed(text: string): text is (typeof DEEDS)[number] {
  return DEEDS.some((deed) => deed === text);
}

/** How the latest run of a job went. */
function Result({ job }: { job: Job }) {
  const { t, format } = useI18n();
  if (job.running) return <Status tone="idle">{t('jobs.running')}</Status>;
  if (job.endedAt === null) return <span class="quiet">–</span>;
  if (job.error === null) {
    const did = Object.entries(job.result ?? {}).flatMap(([what, count]) =>
      count > 0 && isDeed(what) ? t(`did.${what}`, { count: format.number(count) }) : [],
    );
    return (
      <>
        <Status tone="good">{t('jobs.well')}</Status>
        {did.length > 0 ? <span class="wrap quiet">{did.join(' · ')}</span> : null}
      </>
    );
  }
  return (
    <>
      <Status tone="bad">{t('jobs.failed')}</Status>
      <span class="wrap quiet">{job.error}</span>
    </>
  );
}

/** The scheduled jobs of the server, whichever account is open. */
export function SettingsJobs({ account }: { account: Account }) {
  const { t, format } = useI18n();
  const { data, error, reload, retry } = useLoad('jobs', () => ask(api.jobs.$get()));
  const action = useAction();
  const runNow = ({ name }: Job) =>
    action.run(async () => {
      await ask(api.jobs[':name'].run.$post({ param: { name } }));
      reload();
    });
  const columns: Column<Job>[] = [
    {
      key: 'name',
      title: t('jobs.job'),
      head: true,
      cell: (job) => t(`job.${job.name}`),
      sort: (job) => job.name,
    },
    {
      key: 'period',
      title: t('jobs.every'),
      number: true,
      cell: (job) => format.hours(job.period / HOUR),
      sort: (job) => job.period,
    },
    {
      key: 'last',
      title: t('jobs.last'),
      cell: (job) => <When at={job.startedAt} timeZone={account.timeZone} />,
      sort: (job) => job.startedAt,
    },
    { key: 'result', title: t('jobs.result'), cell: (job) => <Result job={job} /> },
    {
      key: 'run',
      title: '',
      cell: (job) => (
        <button
          type="button"
          class="button small"
          aria-label={t('jobs.runWhat', { job: t(`job.${job.name}`) })}
          disabled={action.busy}
          onClick={() => runNow(job)}
        >
          {t('jobs.run')}
        </button>
      ),
    },
  ];
  return (
    <Section title={t('jobs.title')} lead={t('jobs.lead')} class="panel">
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={2} />
      ) : (
        <DataTable
          label={t('jobs.title')}
          columns={columns}
          rows={data}
          rowKey={(job) => job.name}
          sort={{ column: 'name', descending: false }}
          param="sortJobs"
        />
      )}
      <FormProblem error={action.error} />
    </Section>
  );
}
