import { remember } from './remember.ts';

/** What is asked of an address of a page. */
export interface PageUrl {
  origin: string;
  protocol: string;
  /** With the port. */
  host: string;
  hostname: string;
  /** The host's name as sites are listed by it: without the dot at the end that means the same. */
  site: string;
  pathname: string;
  /** As it stands in the query; null where there is none. */
  utmSource: string | null;
}

/** Addresses that are remembered: of pages, referrers and origins, which repeat from hit to hit. */
const REMEMBERED = 5_000;

/** The parts of an address, or null where it is none. Remembered, because each hit asks several times. */
export const pageUrl = remember(REMEMBERED, (text): PageUrl | null => {
  if (!URL.canParse(text)) return null;
  const { origin, protocol, host, hostname, pathname, search, searchParams } = new URL(text);
  const site = hostname.replace(/\.$/, '');
  const utmSource = search === '' ? null : searchParams.get('utm_source');
  return { origin, protocol, host, hostname, site, pathname, utmSource };
});
