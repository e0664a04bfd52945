import type { LinkLandings } from '../../db/store.ts';
import { type Evidence, type Finding, finding, type Look } from './finding.ts';

/* Links whose clicks do not land. */

/** Clicks whose page should have been seen by now. */
const CLICKS_ENOUGH = 10;
/** Some leave before the page is there, some block scripts; never four of five. */
const LANDED = 0.2;

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
 * where it does not, the tag is missing, or the destination only leads on to elsewhere. Where consent is asked for,
 * only those who agreed are seen landing, and how many they are nobody knows.
 */
export function lostClicks({ account, week, day }: Evidence): Finding[] {
  const tagged = new Set(week.health.events.flatMap(({ event, host }) => (event === null ? [host] : [])));
  return judged(week, day).flatMap(({ name, destination, clicks, landings, hours, lastAt }) => {
    if (landings / clicks >= LANDED) return [];
    const host = URL.canParse(destination) ? new URL(destination).host : '';
    const isTagged = tagged.has(host);
    if (isTagged && account.consent === 'required') return [];
    return finding(isTagged ? 'clicks_lost' : 'untagged_destination', {
      ...{ names: [name], count: landings, of: clicks, hours, lastAt, lastUrl: destination },
    });
  });
}
