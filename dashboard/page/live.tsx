import type { Account } from '../client.ts';
import { Icon } from '../component/icon.tsx';
import { Page, Section } from '../component/page.tsx';
import { Empty } from '../component/state.tsx';
import { type Hits, useHits } from '../hook/use-hits.ts';
import { describe } from '../i18n/problem.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { LiveRow } from './live-hit.tsx';
import { LiveTest } from './live-test.tsx';

/** Whether the line to the server stands, as a word. */
function Line({ line, paused, error }: Pick<Hits, 'line' | 'paused' | 'error'>) {
  const { t } = useI18n();
  const mark = line === 'open' ? (paused ? 'live' : 'live some') : 'live lost';
  return (
    <span class={mark} role="status">
      <span class="live-dot" />
      <span>
        {line === 'open'
          ? t(paused ? 'live.paused' : 'live.open')
          : line === 'connecting'
            ? t('live.connecting')
            : t(error ? 'live.refused' : 'live.lost')}
      </span>
    </span>
  );
}

/** Hits while they arrive, decoded, each with what became of it. */
export function LivePage({ account }: { account: Account }) {
  const { t, format } = useI18n();
  const hits = useHits(account.id);
  const { rows, waiting, gone, gap, skipped, line, error, paused, setPaused, clear } = hits;
  const refusal = line === 'lost' ? error : null;
  const actions = (
    <>
      <Line {...hits} />
      <button type="button" class="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
        <Icon name={paused ? 'play' : 'pause'} />
        {paused ? t('live.resume') : t('live.pause')}
      </button>
      <button type="button" class="button" disabled={rows.length === 0 && gone === 0 && !gap} onClick={clear}>
        {t('live.clear')}
      </button>
    </>
  );
  return (
    <Page title={t('nav.live')} of={account.name} lead={t('live.lead')}>
      <LiveTest account={account} />
      <Section title={t('live.hits')} actions={actions} class="panel">
        {refusal ? (
          <p class="live-note" role="alert">
            {describe(refusal, t)}
          </p>
        ) : null}
        {waiting > 0 ? <p class="live-note">{t('live.waiting', { count: format.number(waiting) })}</p> : null}
        {gap ? <p class="live-note">{t('live.gap')}</p> : null}
        {gone > 0 ? <p class="live-note">{t('live.gone', { count: format.number(gone) })}</p> : null}
        {skipped > 0 ? <p class="live-note">{t('live.skipped', { count: format.number(skipped) })}</p> : null}
        {rows.length === 0 && !refusal ? <Empty title={t('live.none')} text={t('live.noneText')} /> : null}
        {rows.length === 0 ? null : (
          <ol class="live-rows">
            {rows.map(({ key, hit }) => (
              <LiveRow key={key} hit={hit} account={account} />
            ))}
          </ol>
        )}
      </Section>
    </Page>
  );
}
