import type { Account, Tracking } from '../client.ts';
import { Address } from '../component/address.tsx';
import { type Code, CodeStatus } from '../component/code-status.tsx';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Empty } from '../component/state.tsx';
import { When } from '../component/when.tsx';
import { useI18n } from '../i18n/use-i18n.ts';

/** The events seen, and the image. */
export function TrackingEvents({ tracking, account }: { tracking: Tracking; account: Account }) {
  const { t, format } = useI18n();
  const rows = tracking.image.count > 0 ? [...tracking.events, tracking.image] : tracking.events;
  if (rows.length === 0) return <Empty title={t('tracking.noEvents')} text={t('tracking.noEventsText')} />;
  const nameOf = (code: Code) => code.event ?? t('code.image');
  const channelsOf = ({ channels }: Code) =>
    channels.map((channel) => t(`live.channel_${channel}`)).join(' · ');
  const time = (at: number | null) => (at === null ? '–' : format.dateTime(at, account.timeZone));
  const columns: Column<Code>[] = [
    {
      key: 'event',
      title: t('tracking.event'),
      head: true,
      cell: nameOf,
      sort: nameOf,
      csv: plain(t('tracking.event'), nameOf),
    },
    {
      key: 'status',
      title: t('tracking.status'),
      cell: (code) => <CodeStatus status={code.status} />,
      sort: (code) => code.status,
      csv: plain(t('tracking.status'), (code) => t(`code.${code.status}`)),
    },
    {
      key: 'channels',
      title: t('live.channel'),
      // A word of Thai may be broken anywhere, and would be where the table is narrow.
      cell: (code) => <span class="nowrap">{channelsOf(code)}</span>,
      csv: plain(t('live.channel'), channelsOf),
    },
    {
      key: 'count',
      title: t('tracking.count'),
      number: true,
      cell: (code) => format.number(code.count),
      sort: (code) => code.count,
      csv: plain(t('tracking.count'), (code) => code.count),
    },
    {
      key: 'first',
      title: t('tracking.first'),
      cell: (code) => <When at={code.firstAt} timeZone={account.timeZone} />,
      sort: (code) => code.firstAt,
      csv: plain(t('tracking.first'), (code) => time(code.firstAt)),
    },
    {
      key: 'last',
      title: t('tracking.last'),
      cell: (code) => <When at={code.lastAt} timeZone={account.timeZone} />,
      sort: (code) => code.lastAt,
      csv: plain(t('tracking.last'), (code) => time(code.lastAt)),
    },
    {
      key: 'where',
      title: t('tracking.where'),
      cell: (code) => <Address text={code.lastUrl} />,
      csv: plain(t('tracking.where'), (code) => code.lastUrl),
    },
  ];
  return (
    <DataTable
      label={t('tracking.events')}
      columns={columns}
      rows={rows}
      rowKey={(code) => code.event ?? ''}
      sort={{ column: 'count', descending: true }}
      param="sortEvents"
      file="events"
    />
  );
}
