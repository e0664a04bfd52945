import type { LinkLandings } from '../../db/store.ts';
import { isListed } from '../lib/listed.ts';
import { pageUrl } from '../lib/page-url.ts';
import { type Evidence, type Finding, finding, type Look } from './finding.ts';

/* Links whose clicks do not land. */

/** Clicks whose page should have been seen by now. */
const CLICKS_ENOUGH = 10;
/** Some leave before the page is there, some block scripts; never four of five. */
const LANDED = 0.2;
/** What a browser, or another program, shows by itself: no tag can run there. */
const FILE =
  /\.(pdf|jpe?g|png|gif|webp|avif|svg|heic|zip|rar|7z|gz|ics|vcf|pkpass|mp[34]|m4[av]|mov|webm|wav|docx?|xlsx?|pptx?|csv|txt|epub|apk)$/i;

function isEnough({ clicks }: LinkLandings): boolean {
  return clicks >= CLICKS_ENOUGH;
}

/** Each link, by its last day where that has enough clicks. */
function judged(week: Look, day: Look) {
  const young = new Map(day.health.links.filter(isEnough).map((link) => [link.id, link]));
  return week.health.links.filter(isEnough).map((link) => {
    const today = young.get(link.id);
    return { ...(today ?? link), hours: (today ? day : week).clickHours };
  });
}

/**
 * Links whose clicks do not land. Where the tag runs on the destination's host, the click id is lost on the way;
 * where it does not, the tag is missing, or the destination only leads on to elsewhere. On a host that is not listed it
 * may be a site of somebody else, where no tag can be: that is only worth knowing. Where consent is asked for, only
 * those who agreed are seen landing, and how many they are nobody knows.
 */
export function lostClicks({ account, week, day }: Evidence): Finding[] {
  const tagged = new Set(week.health.events.flatMap(({ event, host }) => (event === null ? [host] : [])));
  return judged(week, day).flatMap(({ name, destination, clicks, landings, hours, lastAt }) => {
    if (landings / clicks >= LANDED) return [];
    const { host = '', site = '', pathname = '' } = pageUrl(destination) ?? {};
    const isTagged = tagged.has(host);
    if (FILE.test(pathname) || (isTagged && account.consent === 'required')) return [];
    const isElsewhere = account.domains.length > 0 && !isListed(account.domains, site);
    return finding(isTagged ? 'clicks_lost' : 'untagged_destination', {
      ...(!isTagged && isElsewhere ? { weight: 'note' } : {}),
      ...{ names: [name], count: landings, of: clicks, hours, lastAt, lastUrl: destination },
    });
  });
}
