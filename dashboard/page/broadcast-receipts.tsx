import { type Account, api, ask, type BroadcastDetail, ids, type Receipt } from '../client.ts';
import { Address } from '../component/address.tsx';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { MoneyList } from '../component/money.tsx';
import { When } from '../component/when.tsx';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { moneyCsv } from '../lib/money-csv.ts';

interface Props {
  data: BroadcastDetail;
  account: Account;
}

/** Each conversion of a broadcast, opened down to its hit and the click that earned it. */
export function BroadcastReceipts({ data, account }: Props) {
  const { t, format } = useI18n();
  const { data: conversions } = useLoad('names', () =>
    ask(api.accounts[':account'].conversions.$get({ param: ids(account.id) })),
  );
  const time = (at: number) => format.dateTime(at, account.timeZone);
  const nameOf = ({ conversionId }: Receipt) =>
    conversions?.find((candidate) => candidate.id === conversionId)?.name ?? String(conversionId);
  const linkOf = ({ click }: Receipt) =>
    data.links.find((candidate) => candidate.id === click.linkId) ?? null;
  const moneyOf = ({ value }: Receipt) => (value ? [value] : []);
  const columns: Column<Receipt>[] = [
    {
      key: 'at',
      title: t('receipts.at'),
      head: true,
      cell: (row) => <When at={row.at} timeZone={account.timeZone} />,
      sort: (row) => row.at,
      csv: (rows) => [
        { title: t('receipts.at'), value: (row) => time(row.at) },
        ...(rows.length > 0 ? [{ title: t('receipts.hit'), value: (row: Receipt) => row.hitId }] : []),
      ],
    },
    {
      key: 'conversion',
      title: t('receipts.conversion'),
      cell: nameOf,
      sort: nameOf,
      csv: plain(t('receipts.conversion'), nameOf),
    },
    {
      key: 'link',
      title: t('receipts.link'),
      cell: (row) => linkOf(row)?.name ?? '–',
      sort: (row) => linkOf(row)?.name ?? null,
      csv: plain(t('receipts.link'), (row) => linkOf(row)?.name ?? null),
    },
    {
      key: 'clickAt',
      title: t('receipts.clickAt'),
      cell: (row) => <When at={row.click.at} timeZone={account.timeZone} />,
      sort: (row) => row.click.at,
      csv: plain(t('receipts.clickAt'), (row) => time(row.click.at)),
    },
    {
      key: 'rung',
      title: t('receipts.rung'),
      help: t('receipts.rungHelp'),
      cell: (row) => t(`rung.${row.rung}`),
      sort: (row) => row.rung,
      csv: plain(t('receipts.rung'), (row) => t(`rung.${row.rung}`)),
    },
    {
      key: 'value',
      title: t('figure.value'),
      number: true,
      cell: (row) => <MoneyList value={moneyOf(row)} />,
      csv: moneyCsv(t('figure.value'), moneyOf),
    },
  ];
  return (
    <DataTable
      label={t('receipts.title')}
      columns={columns}
      rows={data.receipts}
      rowKey={(row) => `${row.conversionId} ${row.hitId}`}
      sort={{ column: '', descending: false }}
      param="sortReceipts"
      file={`broadcast-${data.id}-receipts`}
      limit={50}
      detailLabel={(row) => t('receipts.open', { conversion: nameOf(row), at: time(row.at) })}
      detail={(row) => (
        <div class="receipt">
          <dl class="facts stacked">
            <div>
              <dt>{t('receipts.click')}</dt>
              <dd>
                {time(row.click.at)} · {linkOf(row)?.name ?? '–'}
                <Address text={linkOf(row)?.destination ?? null} />
              </dd>
            </div>
            <div>
              <dt>{t('receipts.hit')}</dt>
              <dd>
                {time(row.at)} · {t(`channel.${row.channel}`)}
                <Address text={row.url} />
                <code class="id">{row.hitId}</code>
                {row.folded > 0 ? (
                  <span class="quiet">{t('receipts.folded', { count: format.number(row.folded) })}</span>
                ) : null}
              </dd>
            </div>
            <div>
              <dt>{t('receipts.why')}</dt>
              <dd>{t('receipts.whyText')}</dd>
            </div>
            <div>
              <dt>{t('receipts.rung')}</dt>
              <dd>{t(`rung.${row.rung}Text`)}</dd>
            </div>
          </dl>
        </div>
      )}
    />
  );
}
