import type { Account } from '../../db/model.ts';
import { CONVERSION_CODE_EVENT } from '../../db/model.ts';
import { baseCode } from '../../tag/snippet.ts';
import { CLICK_PARAM, PATH } from '../../tag/wire.ts';
import { isListed } from '../lib/listed.ts';
import { type Directive, isPermitted } from './csp.ts';
import type { FetchedPage } from './fetch.ts';
import { type Finding, finding, WEIGHTS } from './finding.ts';
import type { Found, PageCodes } from './read.ts';

/** What is known beside the page itself. */
export interface Owner {
  /** Whose page it should be; null where no account is known. */
  account: Pick<Account, 'tagId' | 'domains' | 'consent'> | null;
  /** Tag ids of every account of this server; null where they could not be read. */
  tagIds: readonly string[] | null;
  /** Where the collector is for browsers; null where that is not known. */
  origin: string | null;
}

/** All that the rules look at. */
interface Evidence extends Owner {
  page: Pick<FetchedPage, 'hops' | 'status' | 'headers' | 'cut'>;
  url: URL;
  codes: PageCodes;
  /** What runs, now or when a consent tool or a click lets it. */
  live: Found[];
  /** Page views and events among it. */
  calls: Found[];
  starts: Found[];
  scripts: { found: Found; address: URL }[];
}

const TAG_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EVENT_NAME = /^[A-Za-z0-9_-]{1,20}$/;
/** The name that stands in LINE's template of the custom event code, and in ours, until somebody changes it. */
const TEMPLATE_EVENT = 'CustomEvent';
const LINES_HOST = /(?:^|\.)(?:line-scdn\.net|line-cdn\.net|line-apps\.com|line\.me)$/;
/** Pages that are likely to be where a conversion belongs. */
const AFTERWARDS = /thank|complet|success|finish|done|confirm|received|registered|kanryo|%E5%AE%8C%E4%BA%86/i;

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function tagged(found: readonly Found[]): string[] {
  return distinct(found.flatMap(({ tagIds }) => tagIds));
}

function answer({ page, url }: Evidence): Finding[] {
  const { status, hops } = page;
  const found = status >= 200 && status < 300 ? [] : [finding('http_status', { names: [String(status)] })];
  // With the page itself the click id was sent; the first answer that led on without it lost it.
  const lost = hops.findIndex((hop, index) => index > 0 && !new URL(hop.url).searchParams.has(CLICK_PARAM));
  const [from, to] = [hops[lost - 1], hops[lost]];
  if (!from || !to) return found;
  const plain = (address: string) => address.split(/[?#]/, 1)[0] ?? '';
  const names = url.searchParams.has(CLICK_PARAM) ? [] : [`${plain(from.url)} → ${plain(to.url)}`];
  return names.length > 0 ? [...found, finding('clicks_lost', { names })] : found;
}

function whole({ account, origin }: Evidence): string[] {
  if (account === null || origin === null) return [];
  return [baseCode({ origin, tagId: account.tagId, consent: account.consent })];
}

/** There is nothing that runs: why. */
function missing(evidence: Evidence): Finding[] {
  const { codes, live, calls, starts } = evidence;
  if (calls.length > 0 || starts.length > 0) return [];
  const lines = whole(evidence);
  if (live.some(({ kind }) => kind === 'image')) return [finding('image_only', { lines })];
  const dead = codes.found.filter(({ kind }) => kind !== 'script');
  if (dead.some(({ where }) => where === 'comment')) return [finding('commented_out', { lines })];
  if (dead.length > 0) return [finding('code_as_text', { lines })];
  if (codes.containers.length > 0) return [finding('in_container', { names: codes.containers })];
  return [finding('no_code', { lines })];
}

function damaged(evidence: Evidence): Finding[] {
  const faults = distinct(evidence.live.flatMap((found) => found.faults));
  const lines = whole(evidence);
  return faults.map((fault) => finding(fault, { lines }));
}

function ids({ live, account, tagIds }: Evidence): Finding[] {
  const all = tagged(live);
  const left = all.filter((id) => !TAG_ID.test(id));
  const found =
    left.length > 0 ? [finding('template_text', { names: left, lines: account ? [account.tagId] : [] })] : [];
  if (tagIds === null) return found;
  const mine = account !== null && all.includes(account.tagId);
  // Several accounts may measure one page; but whose page it is must be among them.
  const weight = mine ? 'note' : 'grave';
  const lines = account && !mine ? [account.tagId] : [];
  const others = all.filter((id) => TAG_ID.test(id) && id !== account?.tagId);
  const known = others.filter((id) => tagIds.includes(id));
  const unknown = others.filter((id) => !tagIds.includes(id));
  if (known.length > 0) found.push(finding('other_account', { names: known, lines, weight }));
  if (unknown.length > 0) found.push(finding('unknown_tag', { names: unknown, lines, weight }));
  return found;
}

function script({ scripts, calls, starts, origin, url }: Evidence): Finding[] {
  if (origin === null || calls.length + starts.length === 0) return [];
  const ours = scripts.filter(({ address }) => address.host === new URL(origin).host);
  const others = scripts.filter((one) => !ours.includes(one));
  const lines = [`${origin}${PATH.script}`];
  const ofLine = others.some(({ address }) => LINES_HOST.test(address.hostname));
  if (ours.length === 0) {
    const names = distinct(others.map(({ address }) => address.host));
    return [
      finding(ofLine ? 'line_script' : names.length > 0 ? 'other_script' : 'no_script', { names, lines }),
    ];
  }
  const found = ofLine ? [finding('both_scripts')] : [];
  if (url.protocol === 'https:' && ours.every(({ address }) => address.protocol === 'http:')) {
    found.push(
      finding('insecure_script', { names: distinct(ours.map(({ address }) => address.href)), lines }),
    );
  }
  return found;
}

/** Keys of what stands there more than once and runs each time. */
function twice(found: readonly Found[], keyOf: (one: Found) => string): Found[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    const isAgain = seen.has(keyOf(one));
    seen.add(keyOf(one));
    return isAgain && one.where !== 'action';
  });
}

function base(evidence: Evidence): Finding[] {
  const { calls, starts, account } = evidence;
  const views = calls.filter(({ kind }) => kind === 'view');
  const events = calls.filter(({ kind }) => kind === 'event');
  const lines = whole(evidence);
  const found: Finding[] = [];
  if (starts.length === 0 && views.length === 0 && events.length > 0) {
    found.push(finding('base_code_missing', { names: [], lines }));
  } else if (starts.length === 0 && calls.length > 0) found.push(finding('no_init', { lines }));
  else if (starts.length > 0 && views.length === 0) found.push(finding('no_page_view', { lines }));
  const again = twice(starts, ({ tagIds }) => tagIds.join());
  if (again.length > 0) found.push(finding('base_code_twice', { names: tagged(again) }));
  const running = events.filter(({ where }) => where !== 'action');
  const repeated = twice(running, ({ event, tagIds }) => JSON.stringify([event, tagIds]));
  const names = distinct(repeated.flatMap(({ event }) => event ?? []));
  if (names.length > 0) found.push(finding('event_twice', { names }));
  if (calls.some(({ hasTags }) => !hasTags))
    found.push(finding('no_tags', { lines: account ? [account.tagId] : [] }));
  return found;
}

function names({ calls }: Evidence): Finding[] {
  const events = calls.filter(({ kind }) => kind === 'event');
  const called = distinct(events.flatMap(({ event }) => event ?? []));
  const odd = called.filter((name) => !EVENT_NAME.test(name));
  return [
    ...(called.includes(TEMPLATE_EVENT) ? [finding('template_name', { names: [TEMPLATE_EVENT] })] : []),
    ...(odd.length > 0 ? [finding('odd_name', { names: odd })] : []),
    ...(events.some(({ hasName }) => !hasName) ? [finding('no_name')] : []),
  ];
}

function conversion({ calls, starts, live, url }: Evidence): Finding[] {
  const first = calls.find(
    ({ kind, event, where }) => kind === 'event' && event === CONVERSION_CODE_EVENT && where !== 'action',
  );
  const start = starts[0];
  if (!first || !start) return [];
  const together = first.block === start.block;
  const found = live.indexOf(first) < live.indexOf(start) ? [finding('conversion_first')] : [];
  if (!together && AFTERWARDS.test(url.pathname)) return found;
  // In one piece with the base code it is on every page that has that.
  return [
    ...found,
    finding('conversion_here', { names: [first.event ?? ''], weight: together ? 'grave' : 'warning' }),
  ];
}

/** What the page's policies refuse to the collector. */
function policy({ page, codes, origin, url, starts, calls, scripts }: Evidence): Finding[] {
  const policies = [...(page.headers['content-security-policy'] ?? '').split(','), ...codes.policies];
  if (origin === null) return [];
  const weight = starts.length + calls.length > 0 ? 'grave' : 'warning';
  const inPage = scripts.find(({ found }) => found.kind === 'script' && found.where === 'page');
  const parserInserted = inPage !== undefined && (inPage.found.inline?.hash ?? '') === '';
  const paths: [Directive, string][] = [
    ['script-src', PATH.script],
    ['connect-src', PATH.hit],
    ['img-src', PATH.image],
  ];
  const host = new URL(origin).origin; // where the codes say, there may be a path behind it
  const refused = paths.filter(([directive, path]) => {
    if (directive === 'script-src' && parserInserted && inPage?.found.inline?.nonce) return false;
    const wanted = { load: new URL(origin + path), parserInserted };
    return !isPermitted(policies, directive, wanted, url);
  });
  const lines = refused.map(([directive]) => `${directive} ${host}`);
  const found = lines.length > 0 ? [finding('csp', { lines, weight })] : [];
  const inline = [...starts, ...calls].find(({ where, inline }) => where === 'page' && inline?.hash)?.inline;
  if (inline && !isPermitted(policies, 'script-src', { inline }, url)) {
    found.push(finding('csp_inline', { lines: [`script-src 'sha256-${inline.hash}'`] }));
  }
  return found;
}

function site({ account, url }: Evidence): Finding[] {
  if (account === null) return [];
  if (account.domains.length === 0) return [finding('all_sites_taken')];
  const host = url.hostname.replace(/\.$/, '');
  return isListed(account.domains, host) ? [] : [finding('unlisted_page', { names: [host], lines: [host] })];
}

function rest({ page, live, calls, starts }: Evidence): Finding[] {
  const all = [...starts, ...calls];
  const held = all.length > 0 && all.every(({ where }) => where === 'held');
  return [
    ...(held ? [finding('held_back')] : []),
    ...(page.cut && live.length === 0 ? [finding('page_cut')] : []),
  ];
}

const RULES = [answer, missing, damaged, ids, script, base, names, conversion, policy, site, rest];

function isHtml({ headers, html }: FetchedPage): boolean {
  const type = headers['content-type'];
  return type === undefined ? /^\s*</.test(html) : /html|xml/i.test(type);
}

/** Every finding about a page, the grave first. */
export function examine(page: FetchedPage, codes: PageCodes, owner: Owner): Finding[] {
  const url = new URL(page.url);
  const live = codes.found.filter(({ where }) => where !== 'comment' && where !== 'text');
  const scripts = live.flatMap((found) => {
    const { kind, address } = found;
    if (kind !== 'script' || address === null || !URL.canParse(address, url)) return [];
    return [{ found, address: new URL(address, url) }];
  });
  const evidence: Evidence = {
    ...owner,
    page,
    url,
    codes,
    live,
    calls: live.filter(({ kind }) => kind === 'view' || kind === 'event'),
    starts: live.filter(({ kind }) => kind === 'start'),
    scripts,
  };
  const found = isHtml(page)
    ? RULES.flatMap((rule) => rule(evidence))
    : [...answer(evidence), finding('not_html', { names: [page.headers['content-type'] ?? ''] })];
  return found.sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}
