import { CLICK_PARAM } from '../../tag/wire.ts';
import { withParam } from '../lib/with-param.ts';
import type { Owner } from './evidence.ts';
import { examine } from './examine.ts';
import { type FetchedPage, fetchPage, type Hop, type Internet, type Refusal } from './fetch.ts';
import type { Finding } from './finding.ts';
import { refreshIn } from './lead.ts';
import { baseOf } from './page-codes.ts';
import { isLive } from './place.ts';
import { readPage } from './read.ts';

/** What was found on a page. */
export interface Report {
  /** Where the page was in the end. */
  url: string;
  /** Every answer on the way to it, and its own. */
  hops: Hop[];
  /** What runs on it. */
  seen: {
    tagIds: string[];
    pageView: boolean;
    /** Events that are sent whenever it is opened. */
    events: string[];
    /** Those that are sent only where a condition holds, or when something is done. */
    eventsAtTimes: string[];
    image: boolean;
    /** Addresses of tag scripts. */
    scripts: string[];
    containers: string[];
  };
  findings: Finding[];
}

/** An address without the click id that we put there. */
function plain(address: string): string {
  const url = new URL(address);
  if (url.searchParams.has(CLICK_PARAM)) url.searchParams.delete(CLICK_PARAM);
  return url.href;
}

/** Where a page leads that says so in HTML or in a header; one that carries codes is the page that was meant. */
function leadsTo({ url, status, headers, html }: FetchedPage): string | null {
  if (status < 200 || status >= 300) return null;
  const said = refreshIn(headers.refresh ?? '');
  if (said === null && !/\brefresh\b/i.test(html)) return null;
  const codes = readPage(html);
  const { found, lead } = codes;
  const refresh = said ?? (lead?.by === 'refresh' ? lead : null);
  if (refresh === null || found.some(isLive)) return null;
  const from = baseOf(codes, new URL(url));
  if (!URL.canParse(refresh.address, from)) return null;
  const next = new URL(refresh.address, from).href;
  return next === url ? null : next;
}

/**
 * Fetches a page that its owner named, reads the codes on it and says what is wrong with them. It is asked for with a
 * click id, as a visitor of a tracked link would bring one. `whose` says whose page it is, by the tag ids on it. Gives
 * the reason where the page could not be had.
 */
export async function doctor(
  address: string,
  { clickId, internet, whose }: { clickId: string; internet: Internet; whose: (tagIds: string[]) => Owner },
): Promise<Report | Refusal> {
  const page = await fetchPage(withParam(address, CLICK_PARAM, clickId), internet, leadsTo);
  if (typeof page === 'string') return page;
  const codes = readPage(page.html);
  const live = codes.found.filter(isLive);
  const distinct = (items: string[]) => [...new Set(items)].slice(0, 20).map((one) => one.slice(0, 300));
  const events = live.filter(({ kind }) => kind === 'event');
  const always = events.filter(({ moment }) => moment === 'now').flatMap(({ event }) => event ?? []);
  const tagIds = distinct(live.flatMap((found) => found.tagIds));
  return {
    url: plain(page.url),
    hops: page.hops.map(({ url, status }) => ({ url: plain(url), status })),
    seen: {
      tagIds,
      pageView: live.some(({ kind }) => kind === 'view'),
      events: distinct(always),
      eventsAtTimes: distinct(
        events.flatMap(({ event }) => (event === null || always.includes(event) ? [] : [event])),
      ),
      image: live.some(({ kind }) => kind === 'image'),
      scripts: distinct(live.flatMap(({ kind, address }) => (kind === 'script' && address ? [address] : []))),
      containers: distinct(codes.containers),
    },
    findings: examine(page, codes, whose(tagIds)),
  };
}
