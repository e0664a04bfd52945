import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, type Broadcast, ids, type Link } from '../client.ts';
import { CopyButton } from '../component/copy-button.tsx';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Go } from '../component/go.tsx';
import { Icon } from '../component/icon.tsx';
import { Page } from '../component/page.tsx';
import { QrDialog } from '../component/qr-code.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { When } from '../component/when.tsx';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { shortAddress } from '../lib/web-address.ts';
import { accountPath } from '../router.ts';
import { LinkDialog } from './link-dialog.tsx';
import { linkNameColumn } from './link-name-column.tsx';

type Open = { what: 'new' } | { what: 'edit' | 'qr'; link: Link } | null;

function columnsOf(
  { t, format }: I18n,
  account: Account,
  broadcasts: readonly Broadcast[],
  open: (next: Open) => void,
): Column<Link>[] {
  const broadcastOf = (link: Link) =>
    broadcasts.find((candidate) => candidate.id === link.broadcastId) ?? null;
  const time = (at: number | null) => (at === null ? '–' : format.dateTime(at, account.timeZone));
  return [
    linkNameColumn({ t }),
    {
      key: 'url',
      title: t('links.url'),
      help: t('links.urlHelp'),
      cell: (link) => (
        <span class="copy-cell">
          <span class="link-url">{shortAddress(link.url)}</span>
          <CopyButton small text={link.url} what={t('links.urlOf', { name: link.name })} />
          <button
            type="button"
            class="icon-button"
            aria-label={t('links.qrOf', { name: link.name })}
            title={t('links.qr')}
            onClick={() => open({ what: 'qr', link })}
          >
            <Icon name="qr" />
          </button>
        </span>
      ),
      csv: plain(t('links.url'), (link) => link.url),
    },
    {
      key: 'broadcast',
      title: t('links.broadcast'),
      cell: (link) => {
        const broadcast = broadcastOf(link);
        return broadcast ? (
          <Go to={accountPath(account.id, 'broadcasts', broadcast.id)}>{broadcast.name}</Go>
        ) : (
          <span class="quiet">–</span>
        );
      },
      sort: (link) => broadcastOf(link)?.name ?? null,
      csv: plain(t('links.broadcast'), (link) => broadcastOf(link)?.name ?? null),
    },
    {
      key: 'clicks',
      title: t('figure.clicks'),
      help: t('figure.clicksHelp'),
      number: true,
      cell: (link) => format.number(link.clicks),
      sort: (link) => link.clicks,
      csv: plain(t('figure.clicks'), (link) => link.clicks),
    },
    {
      key: 'people',
      title: t('figure.people'),
      help: t('figure.peopleHelp'),
      number: true,
      cell: (link) => format.number(link.people),
      sort: (link) => link.people,
      csv: plain(t('figure.people'), (link) => link.people),
    },
    {
      key: 'last',
      title: t('links.last'),
      cell: (link) => <When at={link.lastClickAt} timeZone={account.timeZone} />,
      sort: (link) => link.lastClickAt,
      csv: plain(t('links.last'), (link) => time(link.lastClickAt)),
    },
    {
      key: 'actions',
      title: '',
      cell: (link) => (
        <button
          type="button"
          class="icon-button"
          aria-label={t('links.editOf', { name: link.name })}
          title={t('dialog.edit')}
          onClick={() => open({ what: 'edit', link })}
        >
          <Icon name="edit" />
        </button>
      ),
    },
  ];
}

/** The tracked links of an account. */
export function LinksPage({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<Open>(null);
  const param = ids(account.id);
  const { data, error, reload, retry } = useLoad('links', async () => {
    const [links, broadcasts] = await Promise.all([
      ask(api.accounts[':account'].links.$get({ param })),
      ask(api.accounts[':account'].broadcasts.$get({ param })),
    ]);
    return { links, broadcasts };
  });
  useLive(account.id, reload);
  const create = (
    <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
      <Icon name="plus" />
      {t('links.new')}
    </button>
  );
  return (
    <Page title={t('nav.links')} of={account.name} lead={t('links.lead')} actions={create}>
      <div class="panel">
        {error ? (
          <Problem error={error} retry={retry} />
        ) : data === null ? (
          <Skeleton rows={8} />
        ) : data.links.length === 0 ? (
          <Empty title={t('links.empty')} text={t('links.emptyText')}>
            <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
              {t('links.new')}
            </button>
          </Empty>
        ) : (
          <DataTable
            label={t('nav.links')}
            columns={columnsOf(i18n, account, data.broadcasts, setOpen)}
            rows={data.links}
            rowKey={(link) => link.id}
            sort={{ column: '', descending: false }}
            file="links"
          />
        )}
      </div>
      {open?.what === 'qr' ? (
        <QrDialog url={open.link.url} name={open.link.name} onClose={() => setOpen(null)} />
      ) : open ? (
        <LinkDialog
          account={account}
          link={open.what === 'edit' ? open.link : null}
          broadcasts={data?.broadcasts ?? []}
          onClose={() => setOpen(null)}
          onDone={reload}
        />
      ) : null}
    </Page>
  );
}
