import type { MiddlewareHandler } from 'hono';
import { getDomain } from 'tldts';
import type { Account } from '../../db/model.ts';
import type { HeaderTexts } from '../lib/header-texts.ts';
import { isListed } from '../lib/listed.ts';
import { pageUrl } from '../lib/page-url.ts';
import { remember } from '../lib/remember.ts';

/** Headers that let a page of any site send hits and read the answer. */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, X-Tagline-Reason',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const;

/** For a site that sends JSON by its own type; the tag needs no preflight. */
export const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Max-Age': '86400',
} as const;

/** Two years, as LINE's own cookie. */
const COOKIE_SECONDS = 63_072_000;

/** A page that is on one site with the collector, as far as it may be told so. */
export interface SameSite {
  origin: string;
  /** Name of the page's host. */
  host: string;
  /** The widest domain that the two share; a host alone where it has none (an address, localhost). */
  domain: string;
  secure: boolean;
}

/** Hosts whose site is remembered: every hit asks for the same few. */
const REMEMBERED = 5_000;
const siteOf = remember(REMEMBERED, (host) => getDomain(host, { allowPrivateDomains: true }) ?? host);

/**
 * Whether a request comes from a page on the site of the collector, which is reached at `hosts`, that each of the
 * accounts lists (one that lists no site yet takes all). Only such a page is told its own origin and may bring
 * cookies: null for all others.
 */
export function sameSite(headers: HeaderTexts, hosts: string[], accounts: Account[]): SameSite | null {
  const origin = headers.get('origin');
  if (origin === null || accounts.length === 0) return null;
  const page = pageUrl(origin);
  if (page === null || page.origin !== origin || !/^https?:$/.test(page.protocol)) return null;
  const domain = siteOf(page.hostname);
  const isOurs =
    hosts.some((host) => siteOf(host) === domain) &&
    accounts.every(({ domains }) => domains.length === 0 || isListed(domains, page.hostname));
  // A page with TLS talks to nobody without.
  return isOurs ? { origin, host: page.hostname, domain, secure: page.protocol === 'https:' } : null;
}

/** Headers of an answer to such a page; those for everybody where it is none. */
export function corsHeaders(page: SameSite | null): Record<string, string> {
  if (page === null) return CORS;
  return {
    ...CORS,
    'Access-Control-Allow-Origin': page.origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  };
}

/** What a route beside `/hit` finds out on its way: whose account it is. */
export interface AnswerTo {
  Variables: { account: Account | undefined };
}

/** Adds to every answer of a route, errors too, what lets the asking page read it. */
export function answerPage(hosts: string[]): MiddlewareHandler<AnswerTo> {
  return async (c, next) => {
    await next();
    const account = c.get('account');
    const reached = [new URL(c.req.url).hostname, ...hosts];
    const page = sameSite(c.req.raw.headers, reached, account ? [account] : []);
    for (const [name, value] of Object.entries(corsHeaders(page))) c.res.headers.set(name, value);
  };
}

/** The tag's own cookie: the visitor id, and the domain it stands on, which some sites write with a dot before it. */
const COOKIE = /^_tl=([0-9a-f]{32})\.+([\w.-]+)$/;

/**
 * Who the browser says to be, by the first cookie of the tag that the page can read too: one on a domain of the page,
 * within the site. The site may have chosen a narrower domain than the widest. Any bytes may come.
 */
function sentVisitor({ host, domain: site }: SameSite, headers: HeaderTexts) {
  for (const cookie of (headers.get('cookie') ?? '').split(';')) {
    const [, visitor, said = ''] = COOKIE.exec(cookie.trim()) ?? [];
    const domain = said.toLowerCase();
    if (visitor !== undefined && isListed([domain], host) && isListed([site], domain))
      return { visitor, domain };
  }
  return null;
}

/**
 * Keeps a visitor id alive: a cookie that a server set outlives one of a script in Safari. It is the tag's own cookie,
 * which the tag must be able to read: the id, and the domain it stands on. `visitors` are those of the hits that came.
 * The browser's own cookie is renewed where it stands, if one of them is of that visitor; without one, the last is the
 * present one, because the tag sends what is left of earlier pages first. Null where there is nobody to keep.
 */
export function visitorCookie(page: SameSite, headers: HeaderTexts, visitors: string[]): string | null {
  const sent = sentVisitor(page, headers);
  const visitor = sent ? sent.visitor : visitors.at(-1);
  if (visitor === undefined || !visitors.includes(visitor)) return null;
  const domain = sent?.domain ?? page.domain;
  const scope = domain.includes('.') && !/^[\d.]+$/.test(domain) ? `; Domain=${domain}` : '';
  return `_tl=${visitor}.${domain}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax${scope}${page.secure ? '; Secure' : ''}`;
}
