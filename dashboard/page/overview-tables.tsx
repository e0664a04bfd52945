import type { Account, Overview } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Go } from '../component/go.tsx';
import { MoneyList } from '../component/money.tsx';
import { Section } from '../component/page.tsx';
import { Empty } from '../component/state.tsx';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { moneyCsv } from '../lib/money-csv.ts';
import { accountPath } from '../router.ts';

/** A name on a bar as long as its part of the largest. */
function Bar({
  name,
  value,
  largest,
  colour,
}: {
  name: string;
  value: number;
  largest: number;
  colour: string;
}) {
  return (
    <span class={`bar ${colour}`}>
      <span class="bar-fill" style={{ '--value': value, '--largest': Math.max(1, largest) }} />
      <span class="bar-name" title={name}>
        {name}
      </span>
    </span>
  );
}

interface Traffic<Row> {
  title: string;
  nameOf: (row: Row) => string;
  /** How often: page views, or arrivals from elsewhere. */
  often: { key: string; title: string; of: (row: Row) => number };
}

function trafficColumns<Row extends { visitors: number }>(
  { t, format }: I18n,
  { title, nameOf, often }: Traffic<Row>,
  rows: readonly Row[],
): Column<Row>[] {
  const largest = Math.max(0, ...rows.map((row) => row.visitors));
  const visitors = t('overview.visitors');
  return [
    {
      key: 'name',
      title,
      head: true,
      cell: (row) => <Bar name={nameOf(row)} value={row.visitors} largest={largest} colour="visitors" />,
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
      cell: (row) => <Bar name={row.name} value={row.conversions} largest={largest} colour="conversions" />,
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

/** Where the figures come from: pages, sources, devices, and the custom conversions that counted. */
export function OverviewTables({ report, account }: { report: Overview; account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { from, to } = report.range;
  const sort = { column: 'visitors', descending: true };
  const views = {
    key: 'pageViews',
    title: t('overview.pageViews'),
    of: (row: { pageViews: number }) => row.pageViews,
  };
  const sources: Traffic<Overview['sources'][number]> = {
    title: t('overview.source'),
    nameOf: (row) => row.name ?? t('overview.direct'),
    often: { key: 'arrivals', title: t('overview.arrivals'), of: (row) => row.arrivals },
  };
  const pages: Traffic<Overview['pages'][number]> = {
    title: t('overview.page'),
    nameOf: (row) => row.name,
    often: views,
  };
  const devices: Traffic<Overview['devices'][number]> = {
    title: t('overview.device'),
    nameOf: (row) =>
      row.lineApp ? t('overview.inLine', { device: t(`device.${row.device}`) }) : t(`device.${row.device}`),
    often: views,
  };
  const none = <Empty title={t('overview.noRows')} />;
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
            columns={conversionColumns(i18n, report.conversions)}
            rows={report.conversions}
            rowKey={(row) => row.id}
            sort={{ column: 'conversions', descending: true }}
            param="sortConversions"
            file={`conversions-${from}-${to}`}
          />
        )}
      </Section>
      <Section title={t('overview.devices')} help={t('overview.devicesHelp')} class="panel">
        {report.devices.length === 0 ? (
          none
        ) : (
          <DataTable
            label={t('overview.devices')}
            columns={trafficColumns(i18n, devices, report.devices)}
            rows={report.devices}
            rowKey={(row) => `${row.device} ${row.lineApp}`}
            sort={sort}
            param="sortDevices"
            file={`devices-${from}-${to}`}
          />
        )}
      </Section>
      <Section title={t('overview.sources')} help={t('overview.sourcesHelp')} class="panel">
        {report.sources.length === 0 ? (
          none
        ) : (
          <DataTable
            label={t('overview.sources')}
            columns={trafficColumns(i18n, sources, report.sources)}
            rows={report.sources}
            rowKey={(row) => row.name ?? ''}
            sort={sort}
            limit={10}
            param="sortSources"
            file={`sources-${from}-${to}`}
          />
        )}
      </Section>
      <Section title={t('overview.pages')} help={t('overview.pagesHelp')} class="panel">
        {report.pages.length === 0 ? (
          none
        ) : (
          <DataTable
            label={t('overview.pages')}
            columns={trafficColumns(i18n, pages, report.pages)}
            rows={report.pages}
            rowKey={(row) => row.name}
            sort={sort}
            limit={10}
            param="sortPages"
            file={`pages-${from}-${to}`}
          />
        )}
      </Section>
    </div>
  );
}
