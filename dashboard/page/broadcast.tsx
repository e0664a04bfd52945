import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, type BroadcastDetail, ids } from '../client.ts';
import { CopyButton } from '../component/copy-button.tsx';
import { type Column, DataTable, plain } from '../component/data-table.tsx';
import { Figure, Figures } from '../component/figure.tsx';
import { Go } from '../component/go.tsx';
import { Icon } from '../component/icon.tsx';
import { LINE_FIGURES, LineFigure } from '../component/line-figure.tsx';
import { MoneyList } from '../component/money.tsx';
import { Page, Section } from '../component/page.tsx';
import { Empty, Problem, Skeleton } from '../component/state.tsx';
import { useLive } from '../hook/use-live.ts';
import { useLoad } from '../hook/use-load.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { shortAddress } from '../lib/web-address.ts';
import { accountPath } from '../router.ts';
import { earnedColumns } from './broadcast-columns.tsx';
import { BroadcastDialog } from './broadcast-dialog.tsx';
import { BroadcastReceipts } from './broadcast-receipts.tsx';
import { linkNameColumn } from './link-name-column.tsx';

type LinkRow = BroadcastDetail['links'][number];

function linkColumns(i18n: I18n): Column<LinkRow>[] {
  const { t } = i18n;
  return [
    linkNameColumn(i18n),
    {
      key: 'url',
      title: t('links.url'),
      cell: (link) => (
        <span class="copy-cell">
          <span class="link-url">{shortAddress(link.url)}</span>
          <CopyButton small text={link.url} what={t('links.urlOf', { name: link.name })} />
        </span>
      ),
      csv: plain(t('links.url'), (link) => link.url),
    },
    ...earnedColumns<LinkRow>(i18n),
  ];
}

function Headline({ data }: { data: BroadcastDetail }) {
  const { t, format } = useI18n();
  const { clicks, people, conversions, rate, value } = data.earned;
  return (
    <div class="panel">
      <Figures label={t('table.ours')}>
        <Figure label={t('figure.clicks')} help={t('figure.clicksHelp')} value={format.number(clicks)} />
        <Figure label={t('figure.people')} help={t('figure.peopleHelp')} value={format.number(people)} />
        <Figure
          label={t('figure.conversions')}
          help={t('figure.conversionsHelp')}
          value={format.number(conversions)}
        />
        <Figure
          label={t('figure.rate')}
          help={t('figure.rateHelp')}
          value={rate === null ? '–' : format.percent(rate)}
        />
        <Figure label={t('figure.value')} help={t('figure.valueHelp')} value={<MoneyList value={value} />} />
      </Figures>
      <section class="line-strip" aria-label={t('table.line')}>
        <p class="line-mark">{t('table.line')}</p>
        <dl class="facts">
          {LINE_FIGURES.map((name) => (
            <div key={name}>
              <dt>{t(`line.${name}`)}</dt>
              <dd>
                <LineFigure name={name} value={data.line[name]} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** One sending: what it earned, through which links, and the receipt of each conversion. */
export function BroadcastPage({ account, id }: { account: Account; id: number }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [editing, setEditing] = useState(false);
  const { data, error, reload, retry } = useLoad('broadcast', () =>
    ask(api.accounts[':account'].broadcasts[':id'].$get({ param: ids(account.id, id) })),
  );
  useLive(account.id, reload);
  const back = (
    <Go to={accountPath(account.id, 'broadcasts')} class="back">
      <Icon name="left" />
      {t('nav.broadcasts')}
    </Go>
  );
  const actions = data ? (
    <button type="button" class="button" onClick={() => setEditing(true)}>
      <Icon name="edit" />
      {t('dialog.edit')}
    </button>
  ) : null;
  const sent = data
    ? `${t(`kind.${data.kind}`)} · ${format.dateTime(data.sentAt, account.timeZone)}`
    : undefined;
  return (
    <Page
      title={data?.name ?? t('broadcasts.one')}
      of={account.name}
      lead={sent}
      before={back}
      actions={actions}
    >
      {error ? (
        <Problem error={error} retry={retry} />
      ) : data === null ? (
        <Skeleton rows={12} />
      ) : (
        <>
          <Headline data={data} />
          <Section title={t('broadcasts.links')} class="panel">
            {data.links.length === 0 ? (
              <Empty title={t('broadcasts.noLinksInside')} text={t('broadcasts.noLinksInsideText')}>
                <button type="button" class="button" onClick={() => setEditing(true)}>
                  {t('broadcasts.addLinks')}
                </button>
              </Empty>
            ) : (
              <DataTable
                label={t('broadcasts.links')}
                columns={linkColumns(i18n)}
                rows={data.links}
                rowKey={(link) => link.id}
                sort={{ column: 'clicks', descending: true }}
                param="sortLinks"
                file={`broadcast-${data.id}-links`}
              />
            )}
          </Section>
          <Section title={t('receipts.title')} lead={t('receipts.lead')} class="panel">
            {data.receipts.length === 0 ? (
              <Empty
                title={t('receipts.empty')}
                text={data.conversionIds.length === 0 ? t('receipts.noConversions') : t('receipts.emptyText')}
              >
                {data.conversionIds.length === 0 ? (
                  <button type="button" class="button" onClick={() => setEditing(true)}>
                    {t('receipts.addConversions')}
                  </button>
                ) : null}
              </Empty>
            ) : (
              <BroadcastReceipts data={data} account={account} />
            )}
          </Section>
        </>
      )}
      {editing && data ? (
        <BroadcastDialog
          account={account}
          broadcast={data}
          onClose={() => setEditing(false)}
          onDone={reload}
        />
      ) : null}
    </Page>
  );
}
