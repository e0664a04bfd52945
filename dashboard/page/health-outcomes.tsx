import type { Account, Health } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Empty } from '../component/state.tsx';
import { Status, type Tone } from '../component/status.tsx';
import { When } from '../component/when.tsx';
import { isReason } from '../i18n/reason.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { marked } from '../lib/marked.ts';

type Outcome = Health['outcomes'][number];

const TONES: Record<Outcome['outcome'], Tone> = {
  stored: 'good',
  duplicate: 'idle',
  dropped: 'warning',
  rejected: 'bad',
  failed: 'bad',
};

/** What became of every hit received. */
export function HealthOutcomes({
  outcomes,
  account,
  nobody = false,
}: {
  outcomes: readonly Outcome[];
  account: Account;
  /** These are hits of no account. */
  nobody?: boolean;
}) {
  const { t, format } = useI18n();
  if (outcomes.length === 0) return <Empty title={t('tracking.noHits')} text={t('tracking.noHitsText')} />;
  const reasonOf = ({ reason }: Outcome) =>
    reason === null ? '–' : isReason(reason) ? t(`reason.${reason}`) : reason;
  const columns: Column<Outcome>[] = [
    {
      key: 'outcome',
      title: t('tracking.outcome'),
      head: true,
      cell: (row) => <Status tone={TONES[row.outcome]}>{t(`outcome.${row.outcome}`)}</Status>,
      csv: plain(t('tracking.outcome'), (row) => t(`outcome.${row.outcome}`)),
    },
    {
      key: 'reason',
      title: t('tracking.reason'),
      cell: (row) => <span class="wrap reason">{reasonOf(row)}</span>,
      csv: plain(t('tracking.reason'), reasonOf),
    },
    {
      key: 'count',
      title: t('tracking.hits'),
      number: true,
      cell: (row) => format.number(row.count),
      sort: (row) => row.count,
      csv: plain(t('tracking.hits'), (row) => row.count),
    },
    {
      key: 'last',
      title: t('tracking.last'),
      cell: (row) => <When at={row.lastAt} timeZone={account.timeZone} />,
      sort: (row) => row.lastAt,
      csv: plain(t('tracking.last'), (row) => format.dateTime(row.lastAt, account.timeZone)),
    },
  ];
  return (
    <DataTable
      label={t(nobody ? 'tracking.nobody' : 'tracking.outcomes')}
      columns={columns}
      rows={outcomes}
      rowKey={(row) => `${row.outcome} ${row.reason}`}
      sort={{ column: 'count', descending: true }}
      param={nobody ? 'sortNobody' : 'sortOutcomes'}
      file={nobody ? 'outcomes-of-nobody' : 'outcomes'}
      detailLabel={(row) => t('tracking.sampleOf', { what: t(`outcome.${row.outcome}`) })}
      detail={(row) =>
        row.sample === null ? (
          <p class="quiet">{t('tracking.noSample')}</p>
        ) : (
          <>
            <p class="quiet">{t('tracking.sample')}</p>
            <pre class="sample">{marked(row.sample)}</pre>
          </>
        )
      }
    />
  );
}
