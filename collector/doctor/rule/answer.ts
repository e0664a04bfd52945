import { CLICK_PARAM } from '../../../tag/wire.ts';
import type { Evidence } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';
import { baseOf } from '../page-codes.ts';

/** What stands before pages and asks who comes. */
interface Wall {
  name: string;
  /** A header that it has only where it asks. */
  header?: { name: string; value: RegExp };
  /** What only the page has that it shows in the place of another; what it adds to those that it lets through is none. */
  mark?: RegExp;
}

const WALLS: readonly Wall[] = [
  { name: 'Cloudflare', header: { name: 'cf-mitigated', value: /challenge/i }, mark: /\b_cf_chl_opt\b/ },
  { name: 'AWS WAF', header: { name: 'x-amzn-waf-action', value: /challenge|captcha/i } },
  { name: 'Imperva', mark: /<iframe\b[^>]{0,500}\b_Incapsula_Resource\b/i },
  { name: 'DataDome', mark: /\bgeo\.captcha-delivery\.com\b/i },
  { name: 'HUMAN', mark: /\bid=["']?px-captcha\b/i },
  { name: 'Sucuri', mark: /\bsucuri_cloudproxy_js\b/ },
  { name: 'Vercel', header: { name: 'x-vercel-mitigated', value: /challenge|deny/i } },
];
/** A page of a wall is short; a longer one may well write about them. */
const WALL_MAX = 100_000;

function wallBefore({ headers, html }: Evidence['page']): string | null {
  const found = WALLS.find(({ header, mark }) => {
    const isMarked = mark !== undefined && html.length <= WALL_MAX && mark.test(html);
    return isMarked || header?.value.test(headers[header.name] ?? '');
  });
  return found?.name ?? null;
}

/** Seconds in which a code counts, as a rule: its script is loaded beside the page. */
const LOADING = 1;

function isFine({ status }: Evidence['page']): boolean {
  return status >= 200 && status < 300;
}

/** Whether the page that visitors get was seen: nothing can be said of the codes on any other. */
export function isSeen({ page, live }: Pick<Evidence, 'page' | 'live'>): boolean {
  return live.length > 0 || (isFine(page) && wallBefore(page) === null);
}

/** What came in the place of the page, and what was lost on the way. */
export function answer({ page, url, live }: Evidence): Finding[] {
  const { status, hops } = page;
  const wall = live.length > 0 ? null : wallBefore(page);
  const found = isFine(page) ? [] : [finding('http_status', { names: [String(status)] })];
  if (wall !== null) return [finding('walled', { names: [wall] })];
  // With the page itself the click id was sent; the first answer that led on without it lost it.
  const lost = hops.findIndex((hop, index) => index > 0 && !new URL(hop.url).searchParams.has(CLICK_PARAM));
  const [from, to] = [hops[lost - 1], hops[lost]];
  if (!from || !to) return found;
  const plain = (address: string) => address.split(/[?#]/, 1)[0] ?? '';
  const names = url.searchParams.has(CLICK_PARAM) ? [] : [`${plain(from.url)} → ${plain(to.url)}`];
  return names.length > 0 ? [...found, finding('clicks_lost', { names })] : found;
}

/** A page that leads to another one by itself, where a visitor is gone before its codes count. */
export function leadsOn({ codes, url, live }: Evidence): Finding[] {
  const { lead } = codes;
  const from = baseOf(codes, url);
  if (lead === null || !URL.canParse(lead.address, from)) return [];
  if (live.length > 0 && lead.delay > LOADING) return [];
  const there = new URL(lead.address, from);
  const isSame = there.origin === url.origin && there.pathname === url.pathname;
  return isSame || !/^https?:$/.test(there.protocol) ? [] : [finding('leads_on', { names: [there.href] })];
}
