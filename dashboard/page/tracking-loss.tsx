import { type Account, api, ask, ids, type Loss } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Go } from '../component/go.tsx';
import { Section } from '../component/page.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { accountPath } from '../router.ts';

type Row = Loss['rows'][number];

function columnsOf({ t, format }: I18n): Column<Row>[] {
  const nameOf = ({ browser, lineApp }: Row) =>
    lineApp ? t('loss.lineApp') : (browser ?? t('loss.unknownBrowser'));
  const percent = (share: number | null) => (share === null ? '–' : format.percent(share));
  return [
    {
      key: 'browser',
      title: t('loss.browser'),
      head: true,
      cell: nameOf,
      sort: nameOf,
      csv: plain(t('loss.browser'), nameOf),
    },
    {
      key: 'received',
      title: t('loss.received'),
      number: true,
      cell: (row) => format.number(row.received),
      sort: (row) => row.received,
      csv: plain(t('loss.received'), (row) => row.received),
    },
    {
      key: 'lost',
      title: t('loss.lost'),
      number: true,
      cell: (row) => format.number(row.lost),
      sort: (row) => row.lost,
      csv: plain(t('loss.lost'), (row) => row.lost),
    },
    {
      key: 'share',
      title: t('loss.share'),
      number: true,
      cell: (row) => percent(row.share),
      sort: (row) => row.share,
      csv: plain(t('loss.share'), (row) => row.share),
    },
  ];
}

function Meter({ loss }: { loss: Loss }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { sent, lost, share, unmeasured, rows } = loss;
  const number = format.number;
  return (
    <>
      {share === null ? (
        <Empty title={t('loss.none')} text={t('loss.noneText')} />
      ) : (
        <>
          <p class="section-lead">
            {t('loss.sum', {
              lost: number(lost),
              all: number(sent),
              share: format.percent(share),
            })}
          </p>
          <DataTable
            label={t('loss.title')}
            columns={columnsOf(i18n)}
            rows={rows}
            rowKey={(row) => `${row.browser} ${row.lineApp}`}
            sort={{ column: 'received', descending: true }}
            param="sortLoss"
            file="loss"
            limit={8}
          />
        </>
      )}
      <p class="panel-note">
        {t('loss.unmeasured', {
          images: number(unmeasured.images),
          unnumbered: number(unmeasured.unnumbered),
        })}
      </p>
    </>
  );
}

/** Hits that never arrived, and what was cut from those that did. */
export function TrackingLoss({ account }: { account: Account }) {
  const { t, format } = useI18n();
  // Not on every news: it reads four weeks, and says little in a second.
  const { data, error, retry } = useLoad('loss', () =>
    ask(api.accounts[':account'].loss.$get({ param: ids(account.id) })),
  );
  return (
    <>
      <Section title={t('loss.title')} help={t('loss.help')} class="panel">
        {error ? (
          <Problem error={error} retry={retry} />
        ) : data === null ? (
          <Skeleton />
        ) : (
          <Meter loss={data} />
        )}
      </Section>
      {data === null ? null : (
        <Section title={t('cuts.title')} help={t('cuts.help')} class="panel">
          <p class="section-lead">
            {data.cuts.hits === 0
              ? t('cuts.none')
              : t('cuts.sum', {
                  pieces: format.number(data.cuts.pieces),
                  hits: format.number(data.cuts.hits),
                })}
          </p>
          <p class="panel-note">
            <Go to={accountPath(account.id, 'settings')} class="button small">
              {t('cuts.toSettings')}
            </Go>
          </p>
        </Section>
      )}
    </>
  );
}
