import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, type Conversion, ids } from '../client.ts';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Icon } from '../component/icon.tsx';
import { MoneyList } from '../component/money.tsx';
import { Page } from '../component/page.tsx';
import { ruleText } from '../component/rule.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { Status } from '../component/status.tsx';
import { toast } from '../component/toast.tsx';
import { When } from '../component/when.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { describe } from '../i18n/problem.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { moneyCsv } from '../lib/money-csv.ts';
import { setQuery, useLocation } from '../router.ts';
import { NewConversion, RenameConversion } from './conversion-dialog.tsx';

type Open = { what: 'new' } | { what: 'rename'; conversion: Conversion } | null;

function valueText({ value }: Conversion, { t, format }: I18n): string {
  if (value.from === 'hit') return t('conversions.valueHit');
  return value.from === 'none' ? t('conversions.valueNone') : format.money(value.money);
}

function columnsOf(
  i18n: I18n,
  account: Account,
  rename: (conversion: Conversion) => void,
  archive: (conversion: Conversion) => void,
): Column<Conversion>[] {
  const { t, format } = i18n;
  const time = (at: number | null) => (at === null ? '–' : format.dateTime(at, account.timeZone));
  const state = (conversion: Conversion) =>
    conversion.archivedAt === null ? t('conversions.active') : t('conversions.archived');
  return [
    {
      key: 'name',
      title: t('conversions.name'),
      head: true,
      cell: (conversion) => (
        <span class="name-cell">
          {conversion.name}
          {conversion.archivedAt === null ? null : <Status tone="idle">{t('conversions.archived')}</Status>}
        </span>
      ),
      sort: (conversion) => conversion.name,
      csv: (rows) => [
        { title: t('conversions.name'), value: (row) => row.name },
        ...(rows.some((row) => row.archivedAt !== null)
          ? [{ title: t('conversions.state'), value: state }]
          : []),
      ],
    },
    {
      key: 'rule',
      title: t('conversions.rule'),
      cell: (conversion) => ruleText(conversion.rule, i18n),
      sort: (conversion) => ruleText(conversion.rule, i18n),
      csv: plain(t('conversions.rule'), (conversion) => ruleText(conversion.rule, i18n)),
    },
    {
      key: 'value',
      title: t('conversions.value'),
      cell: (conversion) => valueText(conversion, i18n),
      csv: plain(t('conversions.value'), (conversion) => valueText(conversion, i18n)),
    },
    {
      key: 'count',
      title: t('conversions.count'),
      help: t('conversions.countHelp'),
      number: true,
      cell: (conversion) => format.number(conversion.conversions),
      sort: (conversion) => conversion.conversions,
      csv: plain(t('conversions.count'), (conversion) => conversion.conversions),
    },
    {
      key: 'worth',
      title: t('conversions.worth'),
      help: t('conversions.worthHelp'),
      number: true,
      cell: (conversion) => <MoneyList value={conversion.worth} />,
      csv: moneyCsv(t('conversions.worth'), (conversion) => conversion.worth),
    },
    {
      key: 'last',
      title: t('conversions.last'),
      cell: (conversion) => <When at={conversion.lastAt} timeZone={account.timeZone} />,
      sort: (conversion) => conversion.lastAt,
      csv: plain(t('conversions.last'), (conversion) => time(conversion.lastAt)),
    },
    {
      key: 'actions',
      title: '',
      cell: (conversion) => {
        const { name } = conversion;
        const isArchived = conversion.archivedAt !== null;
        return (
          <span class="row-actions">
            <button
              type="button"
              class="icon-button"
              aria-label={t('conversions.renameOf', { name })}
              title={t('conversions.rename')}
              onClick={() => rename(conversion)}
            >
              <Icon name="edit" />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={
                isArchived ? t('conversions.restoreOf', { name }) : t('conversions.archiveOf', { name })
              }
              title={isArchived ? t('conversions.restore') : t('conversions.archive')}
              onClick={() => archive(conversion)}
            >
              <Icon name={isArchived ? 'restore' : 'archive'} />
            </button>
          </span>
        );
      },
    },
  ];
}

/** The custom conversions of an account. */
export function ConversionsPage({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { query } = useLocation();
  const withArchived = query.get('archived') === 'shown';
  const [open, setOpen] = useState<Open>(null);
  const { run } = useAction();
  const { data, error, reload, retry } = useLoad('conversions', () =>
    ask(api.accounts[':account'].conversions.$get({ param: ids(account.id) })),
  );
  useLive(account.id, reload);
  const archive = (conversion: Conversion) => {
    const archived = conversion.archivedAt === null;
    run(async () => {
      const { conversions } = api.accounts[':account'];
      try {
        await ask(conversions[':id'].$patch({ param: ids(account.id, conversion.id), json: { archived } }));
        const { name } = conversion;
        toast(archived ? t('conversions.archivedToast', { name }) : t('conversions.restoredToast', { name }));
      } catch (thrown) {
        toast(describe(thrown, t), { bad: true });
      }
      reload();
    });
  };
  const rows = (data ?? []).filter((conversion) => withArchived || conversion.archivedAt === null);
  const anyArchived = (data ?? []).some((conversion) => conversion.archivedAt !== null);
  const create = (
    <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
      <Icon name="plus" />
      {t('conversions.new')}
    </button>
  );
  return (
    <Page title={t('nav.conversions')} of={account.name} lead={t('conversions.lead')} actions={create}>
      {anyArchived ? (
        <div class="filters">
          <button
            type="button"
            class="button toggle-button"
            aria-pressed={withArchived ? 'true' : 'false'}
            onClick={() => setQuery({ archived: withArchived ? null : 'shown' })}
          >
            {t('conversions.showArchived')}
          </button>
        </div>
      ) : null}
      <div class="panel">
        {error ? (
          <Problem error={error} retry={retry} />
        ) : data === null ? (
          <Skeleton rows={4} />
        ) : rows.length === 0 ? (
          <Empty title={t('conversions.empty')} text={t('conversions.emptyText')}>
            <button type="button" class="button primary" onClick={() => setOpen({ what: 'new' })}>
              {t('conversions.new')}
            </button>
          </Empty>
        ) : (
          <DataTable
            label={t('nav.conversions')}
            columns={columnsOf(
              i18n,
              account,
              (conversion) => setOpen({ what: 'rename', conversion }),
              archive,
            )}
            rows={rows}
            rowKey={(conversion) => conversion.id}
            sort={{ column: '', descending: false }}
            file="conversions"
          />
        )}
      </div>
      {open?.what === 'new' ? (
        <NewConversion account={account} onClose={() => setOpen(null)} onDone={reload} />
      ) : open ? (
        <RenameConversion
          account={account}
          conversion={open.conversion}
          onClose={() => setOpen(null)}
          onDone={reload}
        />
      ) : null}
    </Page>
  );
}
