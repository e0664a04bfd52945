import { getDomain } from 'tldts';
import { pageUrl } from '../lib/page-url.ts';
import { remember } from '../lib/remember.ts';

/*
 * Sites that are advertised by false visits: a program sends hits that say they came from there, and whoever reads the
 * report follows. Put down by hand for Tagline, from what was written about each in public since 2014; copied from no
 * list, because npm has none that is kept and free. By registrable domain: `a.semalt.com` is `semalt.com`.
 */
const SPAM = new Set(
  `
  4webmasters.org best-seo-offer.com best-seo-solution.com bestwebsitesawards.com blackhatworth.com
  buttons-for-website.com buttons-for-your-website.com buy-cheap-online.info cenoval.ru cenokos.ru
  darodar.com econom.co event-tracking.com floating-share-buttons.com free-share-buttons.com
  free-social-buttons.com get-free-traffic-now.com guardlink.org hulfingtonpost.com
  humanorightswatch.org ilovevitaly.co ilovevitaly.com ilovevitaly.ru iskalko.ru kambasoft.com lomb.co
  lombia.co o-o-6-o-o.com o-o-8-o-o.com priceg.com ranksonic.info savetubevideo.com semalt.com
  semaltmedia.com simple-share-buttons.com sitevaluation.org social-buttons.com success-seo.com
  theguardlan.com traffic2money.com trafficmonetize.org trafficmonetizer.org video--production.com
  webmonetizer.net websites-reviews.com
  `
    .trim()
    .split(/\s+/),
);

/** Hosts whose site is remembered: a real site is reached from the same few. */
const REMEMBERED = 5_000;
const isSpamHost = remember(REMEMBERED, (host) => SPAM.has(getDomain(host) ?? ''));

/** Whether a hit says that it came from a site which is advertised by false visits. */
export function isSpam(referrer: string | null): boolean {
  const host = referrer === null ? undefined : pageUrl(referrer)?.hostname;
  return host !== undefined && isSpamHost(host.replace(/\.$/, ''));
}
