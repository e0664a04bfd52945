import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, ids } from '../client.ts';
import { DataTable } from '../component/data-table.tsx';
import { Icon } from '../component/icon.tsx';
import { Page } from '../component/page.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { accountPath, navigate } from '../router.ts';
import { broadcastColumns } from './broadcast-columns.tsx';
import { BroadcastDialog } from './broadcast-dialog.tsx';

/** Every sending and what it earned. */
export function BroadcastsPage({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [creating, setCreating] = useState(false);
  const { data, error, reload, retry } = useLoad('broadcasts', () =>
    ask(api.accounts[':account'].broadcasts.$get({ param: ids(account.id) })),
  );
  useLive(account.id, reload);
  const create = (
    <button type="button" class="button primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {t('broadcasts.new')}
    </button>
  );
  return (
    <Page title={t('nav.broadcasts')} of={account.name} lead={t('broadcasts.lead')} actions={create}>
      <div class="panel">
        {error ? (
          <Problem error={error} retry={retry} />
        ) : data === null ? (
          <Skeleton rows={8} />
        ) : data.length === 0 ? (
          <Empty title={t('broadcasts.empty')} text={t('broadcasts.emptyText')}>
            <button type="button" class="button primary" onClick={() => setCreating(true)}>
              {t('broadcasts.new')}
            </button>
          </Empty>
        ) : (
          <DataTable
            label={t('nav.broadcasts')}
            columns={broadcastColumns(i18n, account)}
            rows={data}
            rowKey={(row) => row.id}
            sort={{ column: '', descending: false }}
            file="broadcasts"
          />
        )}
      </div>
      {creating ? (
        <BroadcastDialog
          account={account}
          broadcast={null}
          onClose={() => setCreating(false)}
          onDone={(made) => navigate(accountPath(account.id, 'broadcasts', made.id))}
        />
      ) : null}
    </Page>
  );
}
