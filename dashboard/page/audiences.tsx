import { useState } from 'hono/jsx/dom';
import { type Account, type Audience, api, ask, download, ids, tell } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { FormDialog } from '../component/dialog.tsx';
import { Icon } from '../component/icon.tsx';
import { Page } from '../component/page.tsx';
import { ruleText } from '../component/rule.tsx';
import { SizeMark } from '../component/size-mark.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { AudienceDialog } from './audience-dialog.tsx';

type Open = { what: 'new' } | { what: 'delete'; audience: Audience } | null;

function columnsOf(i18n: I18n, account: Account, remove: (audience: Audience) => void): Column<Audience>[] {
  const { t, format } = i18n;
  const people = t('audiences.people');
  const users = t('audiences.users');
  return [
    {
      key: 'name',
      title: t('audiences.name'),
      head: true,
      cell: (audience) => (
        <span class="name-cell">
          {audience.name}
          <SizeMark size={audience.size} />
        </span>
      ),
      sort: (audience) => audience.name,
      csv: plain(t('audiences.name'), (audience) => audience.name),
    },
    {
      key: 'rule',
      title: t('audiences.rule'),
      cell: (audience) => ruleText(audience.rule, i18n),
      sort: (audience) => ruleText(audience.rule, i18n),
      csv: plain(t('audiences.rule'), (audience) => ruleText(audience.rule, i18n)),
    },
    {
      key: 'days',
      title: t('audiences.days'),
      number: true,
      cell: (audience) => format.number(audience.days),
      sort: (audience) => audience.days,
      csv: plain(t('audiences.days'), (audience) => audience.days),
    },
    {
      key: 'people',
      title: people,
      help: t('audiences.peopleHelp'),
      number: true,
      cell: (audience) => format.number(audience.size.people),
      sort: (audience) => audience.size.people,
      csv: plain(people, (audience) => audience.size.people),
    },
    {
      key: 'users',
      title: users,
      help: t('audiences.usersHelp'),
      number: true,
      cell: (audience) => format.number(audience.size.users),
      sort: (audience) => audience.size.users,
      csv: plain(users, (audience) => audience.size.users),
    },
    {
      key: 'created',
      title: t('audiences.created'),
      cell: (audience) => <span class="nowrap">{format.date(audience.createdAt, account.timeZone)}</span>,
      sort: (audience) => audience.createdAt,
      csv: plain(t('audiences.created'), (audience) => format.date(audience.createdAt, account.timeZone)),
    },
    {
      key: 'actions',
      title: '',
      cell: ({ name, ...audience }) => (
        <span class="row-actions">
          <a
            class="icon-button"
            href={download(
              api.accounts[':account'].audiences[':id']['users.txt'].$path({
                param: ids(account.id, audience.id),
              }),
            )}
            download={`audience-${audience.id}.txt`}
            aria-label={t('audiences.downloadOf', { name })}
            title={t('audiences.download')}
          >
            <Icon name="download" />
          </a>
          <button
            type="button"
            class="icon-button"
            aria-label={t('audiences.deleteOf', { name })}
            title={t('audiences.delete')}
            onClick={() => remove({ name, ...audience })}
          >
            <Icon name="trash" />
          </button>
        </span>
      ),
    },
  ];
}

interface DeleteProps {
  account: Account;
  audience: Audience;
  onClose: () => void;
  onDone: () => void;
}

function DeleteAudience({ account, audience, onClose, onDone }: DeleteProps) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const { name } = audience;
  const onSubmit = () =>
    run(async () => {
      await tell(api.accounts[':account'].audiences[':id'].$delete({ param: ids(account.id, audience.id) }));
      toast(t('audiences.deleted', { name }));
      onDone();
      onClose();
    });
  return (
    <FormDialog
      title={t('audiences.delete')}
      size="small"
      submit={t('audiences.delete')}
      danger
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p>{t('audiences.deleteText', { name })}</p>
    </FormDialog>
  );
}

/** The audiences of an account. */
export function AudiencesPage({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<Open>(null);
  const { data, error, reload, retry } = useLoad('audiences', () =>
    ask(api.accounts[':account'].audiences.$get({ param: ids(account.id) })),
  );
  useLive(account.id, reload);
  const create = (
    <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
      <Icon name="plus" />
      {t('audiences.new')}
    </button>
  );
  return (
    <Page title={t('nav.audiences')} of={account.name} lead={t('audiences.lead')} actions={create}>
      <div class="panel">
        {error ? (
          <Problem error={error} retry={retry} />
        ) : data === null ? (
          <Skeleton rows={5} />
        ) : data.length === 0 ? (
          <Empty title={t('audiences.empty')} text={t('audiences.emptyText')}>
            <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
              {t('audiences.new')}
            </button>
          </Empty>
        ) : (
          <DataTable
            label={t('nav.audiences')}
            columns={columnsOf(i18n, account, (audience) => setOpen({ what: 'delete', audience }))}
            rows={data}
            rowKey={(audience) => audience.id}
            sort={{ column: '', descending: false }}
            file="audiences"
          />
        )}
      </div>
      {data?.some((audience) => audience.size.small) ? <p class="note">{t('audiences.smallText')}</p> : null}
      {open?.what === 'new' ? (
        <AudienceDialog account={account} onClose={() => setOpen(null)} onDone={reload} />
      ) : open ? (
        <DeleteAudience
          account={account}
          audience={open.audience}
          onClose={() => setOpen(null)}
          onDone={reload}
        />
      ) : null}
    </Page>
  );
}
