import type { Account, Overview } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { deviceName, filterText } from '../component/filter.tsx';
import { Go } from '../component/go.tsx';
import { MoneyList } from '../component/money.tsx';
import { Section } from '../component/page.tsx';
import { Empty } from '../component/state.tsx';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { deviceChoice, type Filter, type FilterName, namesOf, toggled } from '../lib/filter.ts';
import { moneyCsv } from '../lib/money-csv.ts';
import { accountPath, addressWith } from '../router.ts';

interface BarProps {
  name: string;
  value: number;
  largest: number;
  colour: string;
  /** What a choice of the name filters by; without it the name is a name only. */
  by?: { filter: Filter; name: FilterName; value: string } | null;
}

/** A name on a bar as long as its part of the largest. */
function Bar({ name, value, largest, colour, by }: BarProps) {
  const i18n = useI18n();
  const kind = `bar ${colour}`;
  const fill =
    value > 0 ? <span class="bar-fill" style={{ '--value': value, '--largest': largest }} /> : null;
  if (!by) {
    return (
      <span class={kind}>
        {fill}
        <span class="bar-name" title={name}>
          {name}
        </span>
      </span>
    );
  }
  const chosen = by.filter[by.name] === by.value;
  const what = filterText(i18n, by.name, by.value);
  const does = chosen ? i18n.t('filter.remove', { what }) : what;
  return (
    <Go
      class={kind}
      to={addressWith(toggled(by.filter, by.name, by.value))}
      chosen={chosen}
      label={does.includes(name) ? does : `${name}: ${does}`}
    >
      {fill}
      <span class="bar-name">{name}</span>
    </Go>
  );
}

interface Traffic<Row> {
  title: string;
  nameOf: (row: Row) => string;
  /** What a row filters by. */
  by: { name: FilterName; valueOf: (row: Row) => string };
  /** How often: page views, or arrivals from elsewhere. */
  often: { key: string; title: string; of: (row: Row) => number };
}

function trafficColumns<Row extends { visitors: number }>(
  { t, format }: I18n,
  { title, nameOf, by, often }: Traffic<Row>,
  rows: readonly Row[],
  filter: Filter,
): Column<Row>[] {
  const largest = Math.max(0, ...rows.map((row) => row.visitors));
  const visitors = t('overview.visitors');
  return [
    {
      key: 'name',
      title,
      head: true,
      cell: (row) => (
        <Bar
          name={nameOf(row)}
          value={row.visitors}
          largest={largest}
          colour="visitors"
          by={{ filter, name: by.name, value: by.valueOf(row) }}
        />
      ),
      sort: nameOf,
      csv: plain(title, nameOf),
    },
    {
      key: 'visitors',
      title: visitors,
      number: true,
      cell: (row) => format.number(row.visitors),
      sort: (row) => row.visitors,
      csv: plain(visitors, (row) => row.visitors),
    },
    {
      key: often.key,
      title: often.title,
      number: true,
      cell: (row) => format.number(often.of(row)),
      sort: often.of,
      csv: plain(often.title, often.of),
    },
  ];
}

function conversionColumns(
  { t, format }: I18n,
  rows: Overview['conversions'],
  filter: Filter,
): Column<Overview['conversions'][number]>[] {
  const largest = Math.max(0, ...rows.map((row) => row.conversions));
  const title = t('conversions.name');
  const conversions = t('overview.conversions');
  const value = t('overview.value');
  return [
    {
      key: 'name',
      title,
      head: true,
      cell: (row) => (
        <Bar
          name={row.name}
          value={row.conversions}
          largest={largest}
          colour="conversions"
          by={row.event === null ? null : { filter, name: 'event', value: row.event }}
        />
      ),
      sort: (row) => row.name,
      csv: plain(title, (row) => row.name),
    },
    {
      key: 'conversions',
      title: conversions,
      number: true,
      cell: (row) => format.number(row.conversions),
      sort: (row) => row.conversions,
      csv: plain(conversions, (row) => row.conversions),
    },
    {
      key: 'value',
      title: value,
      number: true,
      cell: (row) => <MoneyList value={row.value} />,
      csv: moneyCsv(value, (row) => row.value),
    },
  ];
}

interface Shown<Row> {
  traffic: Traffic<Row>;
  title: string;
  help: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Its name in the address and in the name of the file. */
  name: 'Devices' | 'Sources' | 'Countries' | 'Pages';
  filter: Filter;
  range: Overview['range'];
  wide?: boolean;
}

/** One list of where the traffic comes from or goes to. */
function TrafficSection<Row extends { visitors: number }>(props: Shown<Row>) {
  const i18n = useI18n();
  const { title, rows, name, filter, range } = props;
  return (
    <Section title={title} help={props.help} class={props.wide ? 'panel wide' : 'panel'}>
      {rows.length === 0 ? (
        <Empty title={i18n.t(namesOf(filter).length > 0 ? 'filter.noRows' : 'overview.noRows')} />
      ) : (
        <DataTable
          label={title}
          columns={trafficColumns(i18n, props.traffic, rows, filter)}
          rows={rows}
          rowKey={props.rowKey}
          sort={{ column: 'visitors', descending: true }}
          limit={10}
          param={`sort${name}`}
          file={`${name.toLowerCase()}-${range.from}-${range.to}`}
        />
      )}
    </Section>
  );
}

interface Props {
  report: Overview;
  account: Account;
  filter: Filter;
}

/** Where the figures come from: custom conversions that counted, devices, sources, countries, pages. */
export function OverviewTables({ report, account, filter }: Props) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { range } = report;
  const views = {
    key: 'pageViews',
    title: t('overview.pageViews'),
    of: (row: { pageViews: number }) => row.pageViews,
  };
  const arrivals = {
    key: 'arrivals',
    title: t('overview.arrivals'),
    of: (row: { arrivals: number }) => row.arrivals,
  };
  return (
    <div class="grid">
      <Section title={t('overview.conversionsBy')} help={t('overview.conversionsHelp')} class="panel">
        {report.conversions.length === 0 ? (
          <Empty title={t('overview.noConversions')} text={t('overview.noConversionsText')}>
            <Go to={accountPath(account.id, 'conversions')} class="button">
              {t('overview.noConversionsAction')}
            </Go>
          </Empty>
        ) : (
          <DataTable
            label={t('overview.conversionsBy')}
            columns={conversionColumns(i18n, report.conversions, filter)}
            rows={report.conversions}
            rowKey={(row) => row.id}
            sort={{ column: 'conversions', descending: true }}
            param="sortConversions"
            file={`conversions-${range.from}-${range.to}`}
          />
        )}
      </Section>
      <TrafficSection<Overview['devices'][number]>
        title={t('overview.devices')}
        help={t('overview.devicesHelp')}
        name="Devices"
        traffic={{
          title: t('overview.device'),
          nameOf: (row) => deviceName(i18n, row),
          by: { name: 'device', valueOf: deviceChoice },
          often: views,
        }}
        rows={report.devices}
        rowKey={deviceChoice}
        filter={filter}
        range={range}
      />
      <TrafficSection<Overview['sources'][number]>
        title={t('overview.sources')}
        help={t('overview.sourcesHelp')}
        name="Sources"
        traffic={{
          title: t('overview.source'),
          nameOf: (row) => row.name ?? t('overview.direct'),
          by: { name: 'source', valueOf: (row) => row.name ?? '' },
          often: arrivals,
        }}
        rows={report.sources}
        rowKey={(row) => row.name ?? ''}
        filter={filter}
        range={range}
      />
      <TrafficSection<Overview['countries'][number]>
        title={t('overview.countries')}
        help={t('overview.countriesHelp')}
        name="Countries"
        traffic={{
          title: t('overview.country'),
          nameOf: (row) => (row.name === null ? t('overview.unknown') : format.country(row.name)),
          by: { name: 'country', valueOf: (row) => row.name ?? '' },
          often: views,
        }}
        rows={report.countries}
        rowKey={(row) => row.name ?? ''}
        filter={filter}
        range={range}
      />
      <TrafficSection<Overview['pages'][number]>
        title={t('overview.pages')}
        help={t('overview.pagesHelp')}
        name="Pages"
        traffic={{
          title: t('overview.page'),
          nameOf: (row) => row.name,
          by: { name: 'page', valueOf: (row) => row.name },
          often: views,
        }}
        rows={report.pages}
        rowKey={(row) => row.name}
        filter={filter}
        range={range}
        wide
      />
    </div>
  );
}
