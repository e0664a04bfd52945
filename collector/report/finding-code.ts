import { CONVERSION_CODE_EVENT, DAY } from '../../db/model.ts';
import type { Arrival, ArrivalEvents, EventOnHost, FlagSeen } from '../../db/store.ts';
import { isAfterwards, isForOne } from '../lib/afterwards.ts';
import {
  BASE,
  type Evidence,
  type Finding,
  type FindingName,
  finding,
  HITS_ENOUGH,
  hitsOf,
  isGone,
  type Look,
  NAMES,
  RECENT,
  SHARE_ENOUGH,
  sumOf,
  VIEWS_ENOUGH,
} from './finding.ts';

/* What is wrong with codes that are there: changed after copying, or pasted where nothing was reached. */

/** The name that stands in LINE's template of the custom event code, and in ours, until somebody changes it. */
const TEMPLATE_EVENT = 'CustomEvent';
/** The names that LINE gives to what a site is for: they are reached, and not arrived at. */
export const CONVERSION_EVENTS = [
  CONVERSION_CODE_EVENT,
  'Purchase',
  'GenerateLead',
  'CompleteReservation',
  'CompleteRegistration',
] as const;

/** An order on nine of ten page views is no order: real shops have one on a few of a hundred. */
const AS_OFTEN = 0.9;
/** Fewer conversions than this may begin on the same page by chance. */
const ARRIVALS_ENOUGH = 10;
/** Some people do come back on the thank-you page from an app that took the payment; most do not. */
const ON_ARRIVAL = 0.8;

const BY_FLAG: Partial<Record<FlagSeen['flag'], FindingName>> = {
  twice: 'base_code_twice',
  'no-tags': 'no_tags',
  'no-name': 'no_name',
  'not-initialised': 'not_initialised',
  'odd-name': 'odd_name',
  'bad-value': 'bad_value',
  'bad-currency': 'bad_currency',
  'bad-key': 'bad_key',
  swapped: 'swapped',
  ignored: 'ignored',
  csp: 'csp',
};

/** The same flag in the last day; null where it is gone, undefined where the day has too few hits to tell. */
function ofDay(seen: FlagSeen, evidence: Evidence): FlagSeen | null | undefined {
  const { day, flagsOfDay } = evidence;
  const codes = seen.onPageViews ? [...seen.events, null] : seen.events;
  const today = flagsOfDay.find(({ flag }) => flag === seen.flag) ?? null;
  if (hitsOf(day, codes) >= HITS_ENOUGH) return today;
  return today === null && isGone(evidence, codes) ? null : undefined;
}

/** What the tag and the intake noticed by themselves. On a few hits of very many it is somebody's browser. */
export function flagged(evidence: Evidence): Finding[] {
  return evidence.flags.flatMap((seen) => {
    const { flag, events, count, lastAt, lastUrl } = seen;
    const name = BY_FLAG[flag];
    const young = ofDay(seen, evidence);
    if (!name || young === null) return [];
    const judged = young ?? seen;
    const rare = judged.count / judged.of < SHARE_ENOUGH;
    const ofBase = flag === 'twice' || flag === 'csp';
    return finding(name, {
      ...(rare ? { weight: 'note' } : {}),
      ...{ count, lastAt, lastUrl },
      names: ofBase ? [] : events.slice(0, NAMES),
      about: ofBase ? [BASE] : flag === 'ignored' ? [] : events.map((event) => ({ event })),
    });
  });
}

/** Images while the script says nothing. */
export function imageOnly({ codes, now }: Evidence): Finding[] {
  const recent = codes.filter(({ lastAt }) => now - lastAt < RECENT);
  const image = recent.filter(({ channel }) => channel === 'image');
  const script = recent.some(({ channel, event }) => channel === 'tag' && event === null);
  return image.length > 0 && !script ? [finding('image_only', { ...sumOf(image), about: ['image'] })] : [];
}

/** Names that LINE gives to a look at a thing that is sold: they belong on each page of one. */
const OF_EACH_PAGE = ['ViewItemDetail', 'dpa_detail'];

/** An event that comes with nearly every page view of its host; of several hosts the busiest speaks. */
export function onEveryPage({ week, day }: Evidence): Finding[] {
  const views = new Map(
    day.health.events.flatMap(({ event, host, count }) => (event === null ? [[host, count]] : [])),
  );
  const found = new Map<string, EventOnHost & { hours: number }>();
  for (const one of week.health.events) {
    const { event, host } = one;
    if (event === null || found.has(event) || OF_EACH_PAGE.includes(event)) continue;
    const young = (views.get(host) ?? 0) >= VIEWS_ENOUGH;
    const judged = young
      ? day.health.events.find((other) => other.event === event && other.host === host)
      : one;
    if (!judged || judged.pageViews < VIEWS_ENOUGH || judged.count / judged.pageViews < AS_OFTEN) continue;
    found.set(event, { ...judged, hours: young ? day.hours : week.hours });
  }
  return [...found].map(([event, { count, pageViews, hours, lastAt, lastUrl }]) => {
    // A site may well have an event of its own on each page; these are pasted by mistake.
    const mistake = event === TEMPLATE_EVENT || CONVERSION_EVENTS.some((one) => one === event);
    const weight = mistake ? 'grave' : 'warning';
    const seen = { names: [event], count, of: pageViews, hours, lastAt, lastUrl };
    return finding('event_on_every_page', { ...seen, weight, about: [{ event }] });
  });
}

/**
 * Arrivals at pages where nothing was reached. A page that people come to by a link in a mail (a registration that is
 * confirmed, say), or from an app that took their payment, is where visits may well begin.
 */
function unearned({ arrivals }: ArrivalEvents): Arrival[] {
  return arrivals.filter(({ lastUrl }) => {
    const url = URL.canParse(lastUrl) ? new URL(lastUrl) : null;
    return url === null || !(isAfterwards(url) || isForOne(url));
  });
}

/** The last day of an event, where it has enough of them to tell, or enough page views and none that came at once. */
function arrivedToday(look: Look, event: string): ArrivalEvents | null | undefined {
  const today = look.health.arrivals.find((one) => one.event === event);
  if (today && today.count >= ARRIVALS_ENOUGH) return today;
  return hitsOf(look, [null]) >= VIEWS_ENOUGH && !(today && unearned(today).length > 0) ? null : undefined;
}

/** Conversions on the page where visits begin. */
export function onArrival({ week, day }: Evidence): Finding[] {
  return week.health.arrivals.flatMap((one) => {
    const today = arrivedToday(day, one.event);
    const { event, count } = today ?? one;
    const { count: at, ...last } = sumOf(unearned(today ?? one));
    if (today === null || count < ARRIVALS_ENOUGH || at / count < ON_ARRIVAL) return [];
    const { hours } = today ? day : week;
    const seen = { names: [event], count: at, of: count, hours, ...last };
    return finding('conversion_on_arrival', { ...seen, about: [{ event }] });
  });
}

/** A name that nobody chose. */
export function templateName(evidence: Evidence): Finding[] {
  const { codes, now } = evidence;
  const seen = codes.filter(({ event, lastAt }) => event === TEMPLATE_EVENT && now - lastAt < RECENT);
  const ofToday = seen.some(({ lastAt }) => now - lastAt < DAY);
  if (seen.length === 0 || (!ofToday && isGone(evidence, [TEMPLATE_EVENT]))) return [];
  return [
    finding('template_name', { ...sumOf(seen), names: [TEMPLATE_EVENT], about: [{ event: TEMPLATE_EVENT }] }),
  ];
}

/** The setting asks for consent, and no code on the pages does: nothing is stored any more. */
export function consentNeverGiven({ account, codes, tallies, now }: Evidence): Finding[] {
  const line = tallies.find(({ reason }) => reason === 'consent');
  if (account.consent !== 'required' || !line || now - line.lastAt >= RECENT) return [];
  // One who agreed within the day before is enough: the code asks, and most have not agreed.
  const stored = codes.some(({ channel, lastAt }) => channel === 'tag' && lastAt > line.lastAt - DAY);
  return stored
    ? []
    : [finding('consent_never_given', { count: line.count, lastAt: line.lastAt, about: [BASE] })];
}
