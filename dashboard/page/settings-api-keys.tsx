import { useState } from 'hono/jsx/dom';
import { type Account, type ApiKey, api, ask, ids } from '../client.ts';
import { Code } from '../component/code.tsx';
import { type Column, DataTable } from '../component/data-table.tsx';
import { Dialog, FormDialog } from '../component/dialog.tsx';
import { TextField } from '../component/field.tsx';
import { Icon } from '../component/icon.tsx';
import { Section } from '../component/page.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { Status } from '../component/status.tsx';
import { toast } from '../component/toast.tsx';
import { When } from '../component/when.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { textOf } from '../lib/form.ts';

interface DialogProps {
  account: Account;
  onClose: () => void;
  onDone: () => void;
}

/** Makes a key, and shows it this once. */
function NewApiKey({ account, onClose, onDone }: DialogProps) {
  const { t } = useI18n();
  const [key, setKey] = useState<string | null>(null);
  const { busy, error, run } = useAction();
  const onSubmit = (data: FormData) =>
    run(async () => {
      const keys = api.accounts[':account']['api-keys'];
      const made = await ask(keys.$post({ param: ids(account.id), json: { name: textOf(data, 'name') } }));
      setKey(made.key);
      onDone();
    });
  if (key !== null) {
    return (
      <Dialog key="made" title={t('keys.made')} onClose={onClose}>
        <div class="dialog-body">
          <p>{t('keys.once')}</p>
          <Code text={key} what={t('keys.secret')} />
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {t('keys.done')}
          </button>
        </footer>
      </Dialog>
    );
  }
  return (
    <FormDialog
      key="new"
      title={t('keys.new')}
      size="small"
      submit={t('keys.create')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextField
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        name="name"
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
    </FormDialog>
  );
}

function RevokeApiKey({ account, apiKey, onClose, onDone }: DialogProps & { apiKey: ApiKey }) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const { name } = apiKey;
  const onSubmit = () =>
    run(async () => {
      const keys = api.accounts[':account']['api-keys'];
      await ask(keys[':id'].$delete({ param: ids(account.id, apiKey.id) }));
      toast(t('keys.revoked', { name }));
      onDone();
      onClose();
    });
  return (
    <FormDialog
      title={t('keys.revoke')}
      size="small"
      submit={t('keys.revoke')}
      danger
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p>{t('keys.revokeText', { name })}</p>
    </FormDialog>
  );
}

function State({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useI18n();
  if (apiKey.revokedAt !== null) return <Status tone="bad">{t('keys.gone')}</Status>;
  if (apiKey.lastUsedAt === null) return <Status tone="idle">{t('keys.unused')}</Status>;
  return <Status tone="good">{t('keys.active')}</Status>;
}

function columnsOf({ t }: I18n, { timeZone }: Account, revoke: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    { key: 'name', title: t('keys.name'), head: true, cell: ({ name }) => name, sort: ({ name }) => name },
    {
      key: 'prefix',
      title: t('keys.prefix'),
      cell: ({ prefix }) => <code class="id nowrap">{prefix}…</code>,
    },
    {
      key: 'scopes',
      title: t('keys.scopes'),
      cell: ({ scopes }) => (
        <span class="nowrap">{scopes.map((scope) => t(`scope.${scope}`)).join(' · ')}</span>
      ),
    },
    {
      key: 'created',
      title: t('keys.created'),
      cell: ({ createdAt }) => <When at={createdAt} timeZone={timeZone} />,
      sort: ({ createdAt }) => createdAt,
    },
    {
      key: 'used',
      title: t('keys.used'),
      help: t('keys.usedHelp'),
      cell: ({ lastUsedAt }) => <When at={lastUsedAt} timeZone={timeZone} />,
      sort: ({ lastUsedAt }) => lastUsedAt,
    },
    { key: 'state', title: t('keys.state'), cell: (apiKey) => <State apiKey={apiKey} /> },
    {
      key: 'revoke',
      title: '',
      cell: (apiKey) =>
        apiKey.revokedAt === null ? (
          <button
            type="button"
            class="button small"
            aria-label={t('keys.revokeOf', { name: apiKey.name })}
            onClick={() => revoke(apiKey)}
          >
            {t('keys.revoke')}
          </button>
        ) : null,
    },
  ];
}

/** The keys by which servers speak for an account. */
export function SettingsApiKeys({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<'new' | ApiKey | null>(null);
  const { data, error, reload, retry } = useLoad(`keys ${account.id}`, () =>
    ask(api.accounts[':account']['api-keys'].$get({ param: ids(account.id) })),
  );
  const create = (
    <button type="button" class="button" onClick={() => setOpen('new')}>
      <Icon name="plus" />
      {t('keys.new')}
    </button>
  );
  const dialog = { account, onClose: () => setOpen(null), onDone: reload };
  return (
    <Section title={t('keys.title')} lead={t('keys.lead')} actions={create} class="panel">
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={2} />
      ) : data.length === 0 ? (
        <Empty title={t('keys.empty')} text={t('keys.emptyText')} />
      ) : (
        <DataTable
          label={t('keys.title')}
          columns={columnsOf(i18n, account, setOpen)}
          rows={data}
          rowKey={({ id }) => id}
          sort={{ column: 'created', descending: true }}
          param="sortKeys"
        />
      )}
      {open === 'new' ? (
        <NewApiKey {...dialog} />
      ) : open !== null ? (
        <RevokeApiKey {...dialog} apiKey={open} />
      ) : null}
    </Section>
  );
}
