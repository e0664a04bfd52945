import type { Owner } from '../../../collector/doctor/evidence.ts';
import { examine } from '../../../collector/doctor/examine.ts';
import type { FetchedPage } from '../../../collector/doctor/fetch.ts';
import { readPage } from '../../../collector/doctor/read.ts';
import { baseCode } from '../../../tag/snippet.ts';

export const T = '11111111-2222-4333-8444-555555555555';
export const OTHER = '22222222-2222-4333-8444-555555555555';
export const UNKNOWN = '99999999-2222-4333-8444-555555555555';
export const ORIGIN = 'https://tag.shop.test';
export const OWNER: Owner = {
  account: { tagId: T, domains: ['shop.test'], consent: 'assumed' },
  tagIds: [T, OTHER],
  origin: ORIGIN,
  otherOrigins: [],
  builds: [],
};
export const BASE = baseCode({ origin: ORIGIN, tagId: T });
export const CLICK = `tl_click=${'a'.repeat(32)}`;
export const URL_OF = `https://www.shop.test/tea?${CLICK}`;

function pageOf(html: string, change: Partial<FetchedPage> = {}): FetchedPage {
  const url = change.url ?? URL_OF;
  const headers = { 'content-type': 'text/html' };
  return {
    hops: [{ url, status: 200 }],
    url,
    status: 200,
    headers,
    html,
    cut: false,
    late: false,
    ...change,
  };
}

export function findings(html: string, change: Partial<FetchedPage> = {}, owner: Partial<Owner> = {}) {
  return examine(pageOf(html, change), readPage(html), { ...OWNER, ...owner });
}

/** Names of findings with their weight. */
export function said(html: string, change: Partial<FetchedPage> = {}, owner: Partial<Owner> = {}): string[] {
  return findings(html, change, owner).map(({ finding, weight }) => `${weight} ${finding}`);
}

export const head = (code: string) => `<!doctype html><html><head>${code}</head><body></body></html>`;
export const js = (code: string) => head(`<script>${code}</script>`);
/** What takes calls until the tag has loaded. */
export const STUB = 'g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};';
export const loaded = (code: string) => js(`${STUB}s.src='${ORIGIN}/lt.js';${code}`);
export const csp = (policy: string) => ({
  headers: { 'content-type': 'text/html', 'content-security-policy': policy },
});
/** LINE's own script, beside ours. */
export const LINES_SCRIPT =
  '<script src="https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js"></script>';
