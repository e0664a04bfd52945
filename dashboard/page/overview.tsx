import { useMemo } from 'hono/jsx/dom';
import type { Lines } from '../chart.ts';
import { type Account, api, ask, ids, type Live, type Overview } from '../client.ts';
import { Figure, Figures } from '../component/figure.tsx';
import { FilterChips, takeAway } from '../component/filter.tsx';
import { FilterMenu } from '../component/filter-menu.tsx';
import { Go } from '../component/go.tsx';
import { Help } from '../component/help.tsx';
import { MoneyList } from '../component/money.tsx';
import { Page } from '../component/page.tsx';
import { RangePicker, rangeOf } from '../component/range-picker.tsx';
import { SilenceNotice } from '../component/silence-notice.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { TimeChart } from '../component/time-chart.tsx';
import { useFilter } from '../hook/use-filter.ts';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { FILTERS, type Filter, namesOf } from '../lib/filter.ts';
import { now } from '../lib/now.ts';
import { wallTime } from '../lib/zoned-time.ts';
import { accountPath, setQuery, useLocation } from '../router.ts';
import { OverviewTables } from './overview-tables.tsx';

/** Figures that can be drawn over time, with the colour each has on every page. */
const METRICS = {
  pageViews: { kind: 'line', colour: '--chart-views' },
  visitors: { kind: 'line', colour: '--chart-visitors' },
  conversions: { kind: 'bar', colour: '--chart-conversions' },
} as const;
type Metric = keyof typeof METRICS;
const METRIC_NAMES = ['pageViews', 'visitors', 'conversions'] as const satisfies readonly Metric[];

function linesOf(report: Overview, metric: Metric, { t, format }: I18n): Lines {
  const { series, previous } = report;
  const clock = wallTime(now(), report.timeZone);
  const begun = ({ at }: { at: string }) => at <= clock;
  return {
    ...METRICS[metric],
    labels: series.map((point) => format.point(point.at)),
    titles: series.map((point) => format.point(point.at, true)),
    name: t(`overview.${metric}`),
    values: series.map((point) => (begun(point) ? point[metric] : null)),
    unfinished: report.range.to >= clock.slice(0, 10),
    before: previous && {
      name: t('overview.beforeOf', { what: t(`overview.${metric}`) }),
      titles: previous.series.map((point) => format.point(point.at, true)),
      values: previous.series.map((point) => point[metric]),
    },
    number: format.number,
    short: format.short,
  };
}

/** Who is there now. */
function LiveNow({ live, lost }: { live: Live | null; lost: boolean }) {
  const { t, format } = useI18n();
  return (
    <div class={`live ${lost ? 'lost' : live && live.people > 0 ? 'some' : ''}`}>
      <span class="live-dot" aria-hidden="true" />
      {lost ? (
        <span>{t('overview.lost')}</span>
      ) : (
        <span>
          <b>{live ? format.number(live.people) : '–'}</b> {t('overview.now')}
        </span>
      )}
      <Help about={t('overview.now')} text={t('overview.nowHelp')} />
    </div>
  );
}

function Headline({ report, metric }: { report: Overview; metric: Metric }) {
  const { t, format } = useI18n();
  const { totals, previous } = report;
  return (
    <Figures label={t('overview.figures')}>
      {METRIC_NAMES.map((name) => (
        <Figure
          key={name}
          label={t(`overview.${name}`)}
          help={
            name === 'pageViews' && totals.imageOnly > 0
              ? `${t('overview.pageViewsHelp')} ${t('overview.imageOnly', { count: format.number(totals.imageOnly) })}`
              : t(`overview.${name}Help`)
          }
          value={format.number(totals[name])}
          {...(previous
            ? { change: previous.change[name], before: format.number(previous.totals[name]) }
            : {})}
          chosen={name === metric}
          onChoose={() => setQuery({ metric: name === 'pageViews' ? null : name })}
          colour={name}
        />
      ))}
      <Figure
        label={t('overview.value')}
        help={t('overview.valueHelp')}
        value={<MoneyList value={totals.value} />}
        {...(previous
          ? {
              change: previous.change.value.length === 1 ? previous.change.value[0]?.ratio : null,
              before: <MoneyList value={previous.totals.value} />,
            }
          : {})}
      />
    </Figures>
  );
}

interface ReportProps {
  report: Overview;
  account: Account;
  metric: Metric;
  filter: Filter;
}

function Report({ report, account, metric, filter }: ReportProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const lines = useMemo(() => linesOf(report, metric, i18n), [report, metric, i18n]);
  return (
    <>
      <div class="panel headline">
        <Headline report={report} metric={metric} />
        <TimeChart label={t('overview.chart', { what: t(`overview.${metric}`) })} lines={lines} />
      </div>
      <OverviewTables report={report} account={account} filter={filter} />
    </>
  );
}

/** Nothing in these days; where a filter is on, nothing that passes it. */
function Nothing({ account, filter }: { account: Account; filter: Filter }) {
  const { t } = useI18n();
  return (
    <div class="panel">
      {namesOf(filter).length > 0 ? (
        <Empty title={t('filter.empty')} text={t('filter.emptyText')}>
          <button type="button" class="button" onClick={() => takeAway(FILTERS)}>
            {t('filter.clearAll')}
          </button>
        </Empty>
      ) : (
        <Empty title={t('overview.empty')} text={t('overview.emptyText')}>
          <Go to={accountPath(account.id, 'tracking')} class="button primary">
            {t('overview.emptyAction')}
          </Go>
        </Empty>
      )}
    </div>
  );
}

function LoadingReport() {
  return (
    <div class="panel headline loading" aria-hidden="true">
      <div class="figures">
        {['a', 'b', 'c', 'd'].map((name) => (
          <div key={name} class="figure">
            <span class="skeleton-row short" />
            <span class="skeleton-row tall" />
          </div>
        ))}
      </div>
      <div class="chart">
        <div class="chart-canvas" />
      </div>
    </div>
  );
}

/** What happened on the account's sites, up to this second. */
export function OverviewPage({ account }: { account: Account }) {
  const { t } = useI18n();
  const { query } = useLocation();
  const range = rangeOf(query, account.timeZone);
  const { from, to } = range.days;
  const compare = range.compare ? 'true' : 'false';
  const metric = METRIC_NAMES.find((name) => name === query.get('metric')) ?? 'pageViews';
  const { filter, waiting, broadcasts, wantBroadcasts } = useFilter(account, query);
  const asked = { from, to, compare, ...filter } as const;
  const { data, error, loading, reload, retry } = useLoad(JSON.stringify(asked), () =>
    ask(api.accounts[':account'].overview.$get({ param: ids(account.id), query: asked })),
  );
  const { live, lost } = useLive(account.id, reload);
  const nothing = data !== null && data.totals.pageViews === 0 && data.totals.conversions === 0;

  return (
    <Page title={t('nav.overview')} of={account.name} actions={<RangePicker range={range} />}>
      <div class="overview-bar">
        <LiveNow live={live} lost={lost} />
        <FilterMenu account={account} filter={filter} broadcasts={broadcasts} onOpen={wantBroadcasts} />
      </div>
      <FilterChips filter={filter} broadcasts={waiting ? null : (broadcasts.data ?? [])} />
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null || waiting ? (
        <>
          <LoadingReport />
          <Skeleton />
        </>
      ) : (
        <div class={loading ? 'stale' : ''} aria-busy={loading ? 'true' : 'false'}>
          {data.silence ? <SilenceNotice silence={data.silence} account={account} toTracking /> : null}
          {nothing ? (
            <Nothing account={account} filter={filter} />
          ) : (
            <Report report={data} account={account} metric={metric} filter={filter} />
          )}
        </div>
      )}
    </Page>
  );
}
