import type { Account, Broadcast } from '../client.ts';
import { type Column, plain } from '../component/data-table.tsx';
import { Go } from '../component/go.tsx';
import { LINE_FIGURES, LineFigure } from '../component/line-figure.tsx';
import { MoneyList } from '../component/money.tsx';
import { When } from '../component/when.tsx';
import type { I18n } from '../i18n/use-i18n.ts';
import { moneyCsv } from '../lib/money-csv.ts';
import { accountPath } from '../router.ts';

/** What we counted for something that has earned: a broadcast, or a link of one. */
export function earnedColumns<Row extends Pick<Broadcast, 'earned'>>({ t, format }: I18n): Column<Row>[] {
  const rate = (row: Row) => row.earned.rate;
  return [
    {
      key: 'clicks',
      title: t('figure.clicks'),
      help: t('figure.clicksHelp'),
      number: true,
      cell: (row) => format.number(row.earned.clicks),
      sort: (row) => row.earned.clicks,
      csv: plain(t('figure.clicks'), (row) => row.earned.clicks),
    },
    {
      key: 'people',
      title: t('figure.people'),
      help: t('figure.peopleHelp'),
      number: true,
      cell: (row) => format.number(row.earned.people),
      sort: (row) => row.earned.people,
      csv: plain(t('figure.people'), (row) => row.earned.people),
    },
    {
      key: 'conversions',
      title: t('figure.conversions'),
      help: t('figure.conversionsHelp'),
      number: true,
      cell: (row) => format.number(row.earned.conversions),
      sort: (row) => row.earned.conversions,
      csv: plain(t('figure.conversions'), (row) => row.earned.conversions),
    },
    {
      key: 'rate',
      title: t('figure.rate'),
      help: t('figure.rateHelp'),
      number: true,
      cell: (row) => {
        const part = rate(row);
        return part === null ? <span class="quiet">–</span> : format.percent(part);
      },
      sort: rate,
      csv: plain(t('figure.rate'), rate),
    },
    {
      key: 'value',
      title: t('figure.value'),
      help: t('figure.valueHelp'),
      number: true,
      cell: (row) => <MoneyList value={row.earned.value} />,
      csv: moneyCsv(t('figure.value'), (row) => row.earned.value),
    },
  ];
}

/** Columns of the list of broadcasts: what it is, what we counted, and LINE's figures apart from ours. */
export function broadcastColumns(i18n: I18n, account: Account): Column<Broadcast>[] {
  const { t, format } = i18n;
  const sent = (row: Broadcast) => format.dateTime(row.sentAt, account.timeZone);
  return [
    {
      key: 'name',
      title: t('broadcasts.name'),
      head: true,
      cell: (row) => (
        <span class="two-lines">
          <Go to={accountPath(account.id, 'broadcasts', row.id)}>{row.name}</Go>
          <small class="quiet">{t(`kind.${row.kind}`)}</small>
        </span>
      ),
      sort: (row) => row.name,
      csv: () => [
        { title: t('broadcasts.name'), value: (row) => row.name },
        { title: t('broadcasts.kind'), value: (row) => t(`kind.${row.kind}`) },
      ],
    },
    {
      key: 'sent',
      title: t('broadcasts.sentAt'),
      cell: (row) => <When at={row.sentAt} timeZone={account.timeZone} />,
      sort: (row) => row.sentAt,
      csv: plain(t('broadcasts.sentAt'), sent),
    },
    ...earnedColumns<Broadcast>(i18n),
    ...LINE_FIGURES.map(
      (name): Column<Broadcast> => ({
        key: name,
        title: t(`line.${name}`),
        help: t(`line.${name}Help`),
        number: true,
        line: true,
        cell: (row) => <LineFigure name={name} value={row.line[name]} />,
        sort: (row) => row.line[name],
        csv: plain(t('line.of', { what: t(`line.${name}`) }), (row) => row.line[name]),
      }),
    ),
  ];
}
