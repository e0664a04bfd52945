import type { Account, LiveHit } from '../client.ts';
import { Address } from '../component/address.tsx';
import { Status, type Tone } from '../component/status.tsx';
import { isFlag } from '../i18n/flag.ts';
import { isReason } from '../i18n/reason.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { isolated } from '../lib/isolated.ts';
import { readableAddress, shortAddress } from '../lib/web-address.ts';

const TONES: Record<LiveHit['outcome'], Tone> = {
  stored: 'good',
  duplicate: 'idle',
  dropped: 'warning',
  rejected: 'bad',
  failed: 'bad',
};

/** A hit of a browser in test mode is as it should be. */
function isTest({ reason }: LiveHit): boolean {
  return reason === 'test';
}

function nameOf({ seen }: LiveHit, { t, format }: I18n): string {
  if (seen === null) return t('live.unread');
  const name = seen.event ?? t('live.pageView');
  return seen.value === null ? name : `${isolated(name)} · ${format.money(seen.value)}`;
}

function reasonOf({ reason }: LiveHit, { t }: I18n): string | null {
  if (reason === null) return null;
  return isReason(reason) ? t(`reason.${reason}`) : reason;
}

function Fact({ name, children }: { name: string; children: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children === null || children === '' ? <span class="quiet">–</span> : children}</dd>
    </div>
  );
}

/** Everything that may be seen of a hit. */
function Facts({ hit, account }: { hit: LiveHit; account: Account }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { seen } = hit;
  if (seen === null) return <p class="quiet live-nothing">{reasonOf(hit, i18n) ?? t('live.unread')}</p>;
  const browser = [seen.browser, seen.os].filter((part) => part).join(' · ');
  const device = seen.device === null ? null : t(`device.${seen.device}`);
  const source = seen.source === '' ? t('overview.direct') : seen.source;
  return (
    <dl class="facts live-facts">
      <div class="wide">
        <dt>{t('live.page')}</dt>
        <dd>
          <Address text={seen.url} />
        </dd>
      </div>
      <Fact name={t('live.pageTitle')}>{seen.title}</Fact>
      <Fact name={t('live.outcome')}>{reasonOf(hit, i18n) ?? t(`outcome.${hit.outcome}`)}</Fact>
      <Fact name={t('live.source')}>{source}</Fact>
      <Fact name={t('live.visitor')}>{seen.visitor}</Fact>
      <Fact name={t('live.browser')}>{browser}</Fact>
      <Fact name={t('live.device')}>
        {device !== null && seen.lineApp ? t('overview.inLine', { device }) : device}
      </Fact>
      <Fact name={t('live.channel')}>{t(`live.channel_${hit.channel}`)}</Fact>
      <Fact name={t('live.at')}>{format.clock(hit.at, account.timeZone)}</Fact>
      <Fact name={t('live.flags')}>
        {seen.flags.map((flag) => (isFlag(flag) ? t(`flag.${flag}`) : flag)).join(' · ')}
      </Fact>
    </dl>
  );
}

/** One hit on a line, which opens to all that may be seen of it. */
export function LiveRow({ hit, account }: { hit: LiveHit; account: Account }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { seen, outcome } = hit;
  const reason = isTest(hit) ? null : reasonOf(hit, i18n);
  return (
    <li class={isTest(hit) ? 'live-row test' : 'live-row'}>
      <details>
        <summary>
          <time class="live-time">{format.clock(hit.receivedAt, account.timeZone)}</time>
          <span class="live-what">
            {nameOf(hit, i18n)}
            {reason === null ? null : <small class="live-reason">{reason}</small>}
          </span>
          <span class="live-page">{seen?.url ? shortAddress(readableAddress(seen.url)) : '–'}</span>
          <span class="live-who">
            {seen?.lineApp ? <span class="live-mark">LINE</span> : null}
            {hit.channel === 'server' ? <span class="live-mark">{t('live.channel_server')}</span> : null}
            {seen && seen.flags.length > 0 ? <span class="live-mark odd">{t('live.odd')}</span> : null}
          </span>
          <span class="live-outcome">
            <Status tone={isTest(hit) ? 'good' : TONES[outcome]}>
              {isTest(hit) ? t('live.test') : t(`outcome.${outcome}`)}
            </Status>
          </span>
        </summary>
        <Facts hit={hit} account={account} />
      </details>
    </li>
  );
}
