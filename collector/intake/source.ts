import { pageUrl } from '../lib/page-url.ts';

/** What a visit from inside LINE is called: its app sends no referrer. */
export const LINE_SOURCE = 'LINE';

function bareHost(address: string): string | null {
  return pageUrl(address)?.hostname.replace(/^www\./, '') ?? null;
}

/**
 * Where a page view came in from: `utm_source`, LINE (a tracked link, or LINE's in-app browser without
 * referrer), the referring host, or `` for direct. Null where the visitor was on the same host already.
 */
export function sourceOf(visit: {
  url: string;
  referrer: string | null;
  click: string | null;
  lineApp: boolean;
}): string | null {
  const tagged = pageUrl(visit.url)?.utmSource?.trim().slice(0, 100);
  if (tagged) return tagged;
  if (visit.click) return LINE_SOURCE;
  const from = visit.referrer === null ? null : bareHost(visit.referrer);
  if (from === null || from === '') return visit.lineApp ? LINE_SOURCE : '';
  return from === bareHost(visit.url) ? null : from;
}
