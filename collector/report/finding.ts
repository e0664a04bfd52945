import { type Account, CONVERSION_CODE_EVENT, DAY, type Instant, type Tally } from '../../db/model.ts';
import type { CodeSeen, EventOnHost, FlagSeen, Health } from '../../db/store.ts';
import { isListed } from '../lib/listed.ts';

/** A figure is wrong or missing because of it. */
const GRAVE = [
  'csp',
  'image_only',
  'base_code_missing',
  'event_on_every_page',
  'conversion_on_arrival',
  'template_name',
  'unknown_tag',
  'unlisted_site',
  'ignored',
  'bad_value',
  'clicks_lost',
  'untagged_destination',
] as const;
/** Not as it should be, and measured all the same. */
const WARNINGS = ['base_code_twice', 'not_initialised', 'no_tags', 'no_name', 'swapped', 'odd_name'] as const;
/** Worth knowing. */
const NOTES = ['all_sites_taken'] as const;

/** What can be wrong with an installation. */
export const FINDINGS = [...GRAVE, ...WARNINGS, ...NOTES] as const;
export type FindingName = (typeof FINDINGS)[number];
export const WEIGHTS = ['grave', 'warning', 'note'] as const;
export type Weight = (typeof WEIGHTS)[number];

function weightOf(name: FindingName): Weight {
  if (NOTES.some((note) => note === name)) return 'note';
  return WARNINGS.some((warning) => warning === name) ? 'warning' : 'grave';
}

/** The code that a finding is about: the image, the base code (null), or the code of an event. */
export type CodeKey = 'image' | { event: string | null };

export interface Finding {
  finding: FindingName;
  weight: Weight;
  /** What it is about: events, pages, links, a tag id; the first few. */
  names: string[];
  count: number | null;
  /** What `count` is a part of. */
  of: number | null;
  lastAt: Instant | null;
  lastUrl: string | null;
  about: CodeKey[];
}

/** What the rules look at. */
export interface Evidence {
  account: Pick<Account, 'domains'>;
  codes: CodeSeen[];
  flags: FlagSeen[];
  health: Health;
  /** The five-way account of this account, and of hits of nobody. */
  tallies: Tally[];
  nobody: Tally[];
  now: Instant;
}

/** What was last seen longer ago is taken as mended. */
export const RECENT = 28 * DAY;
/** Names that one finding lists. */
const NAMES = 5;
/** The name that stands in LINE's template of the custom event code, and in ours, until somebody changes it. */
export const TEMPLATE_EVENT = 'CustomEvent';

/** Fewer page views than this say little about how often an event comes with one. */
const VIEWS_ENOUGH = 20;
/** An order on nine of ten page views is no order: real shops have one on a few of a hundred. */
const AS_OFTEN = 0.9;
/** Fewer conversions than this may begin on the same page by chance. */
const ARRIVALS_ENOUGH = 10;
/** Some people do come back on the thank-you page from an app that took the payment; most do not. */
const ON_ARRIVAL = 0.8;
/** One or two events without page view may be a person who left before it was sent. */
const BARE_ENOUGH = 3;
/** Clicks whose page should have been seen by now. */
const CLICKS_ENOUGH = 10;
/** Some leave before the page is there, some block scripts; never four of five. */
const LANDED = 0.2;

function finding(name: FindingName, found: Partial<Finding>): Finding {
  return {
    finding: name,
    weight: weightOf(name),
    names: [],
    count: null,
    of: null,
    lastAt: null,
    lastUrl: null,
    about: [],
    ...found,
  };
}

const BASE: CodeKey = { event: null };

const BY_FLAG: Partial<Record<FlagSeen['flag'], FindingName>> = {
  twice: 'base_code_twice',
  'no-tags': 'no_tags',
  'no-name': 'no_name',
  'not-initialised': 'not_initialised',
  'odd-name': 'odd_name',
  'bad-value': 'bad_value',
  swapped: 'swapped',
  ignored: 'ignored',
  csp: 'csp',
};

/** What the tag and the intake noticed by themselves. */
function flagged({ flags }: Evidence): Finding[] {
  return flags.flatMap(({ flag, events, ...seen }) => {
    const name = BY_FLAG[flag];
    if (!name) return [];
    const ofBase = flag === 'twice' || flag === 'csp';
    return finding(name, {
      ...seen,
      names: ofBase ? [] : events.slice(0, NAMES),
      about: ofBase ? [BASE] : flag === 'ignored' ? [] : events.map((event) => ({ event })),
    });
  });
}

function sumOf(codes: CodeSeen[]) {
  const last = codes.reduce<CodeSeen | null>(
    (latest, one) => (latest && latest.lastAt >= one.lastAt ? latest : one),
    null,
  );
  return {
    count: codes.reduce((sum, one) => sum + one.count, 0),
    lastAt: last?.lastAt ?? null,
    lastUrl: last?.lastUrl ?? null,
  };
}

function imageOnly({ codes }: Evidence): Finding[] {
  const image = codes.filter(({ channel }) => channel === 'image');
  const script = codes.some(({ channel, event }) => channel === 'tag' && event === null);
  return image.length > 0 && !script ? [finding('image_only', { ...sumOf(image), about: ['image'] })] : [];
}

/** An event that comes with nearly every page view of its host; of several hosts the busiest speaks. */
function onEveryPage({ health }: Evidence): Finding[] {
  const found = new Map<string, EventOnHost>();
  for (const one of health.events) {
    const { event, count, pageViews } = one;
    if (event === null || found.has(event)) continue;
    if (pageViews >= VIEWS_ENOUGH && count / pageViews >= AS_OFTEN) found.set(event, one);
  }
  return [...found].map(([event, { count, pageViews, lastAt, lastUrl }]) => {
    // A site may well have an event of its own on each page; these two are pasted by mistake.
    const mistake = event === CONVERSION_CODE_EVENT || event === TEMPLATE_EVENT;
    const weight = mistake ? 'grave' : 'warning';
    const seen = { names: [event], count, of: pageViews, lastAt, lastUrl };
    return finding('event_on_every_page', { ...seen, weight, about: [{ event }] });
  });
}

function onArrival({ health: { arrival } }: Evidence): Finding[] {
  const { event, count, onArrival: at, lastAt, lastUrl } = arrival;
  if (count < ARRIVALS_ENOUGH || at / count < ON_ARRIVAL) return [];
  const seen = { names: [event], count: at, of: count, lastAt, lastUrl };
  return [finding('conversion_on_arrival', { ...seen, about: [{ event }] })];
}

function baseMissing({ health }: Evidence): Finding[] {
  const bare = health.bare.filter(({ events }) => events >= BARE_ENOUGH);
  const last = [...bare].sort((a, b) => b.lastAt - a.lastAt)[0];
  if (!last) return [];
  const { lastAt, lastUrl } = last;
  const count = bare.reduce((sum, { events }) => sum + events, 0);
  const names = bare.slice(0, NAMES).map(({ page }) => page);
  return [finding('base_code_missing', { names, count, lastAt, lastUrl, about: [BASE] })];
}

function templateName({ codes, now }: Evidence): Finding[] {
  const seen = codes.filter(({ event, lastAt }) => event === TEMPLATE_EVENT && now - lastAt < RECENT);
  if (seen.length === 0) return [];
  return [
    finding('template_name', { ...sumOf(seen), names: [TEMPLATE_EVENT], about: [{ event: TEMPLATE_EVENT }] }),
  ];
}

/** The part of a sample that says where it was and for whom; the sample is what anybody sent. */
function readSample(sample: string | null): { tag: string | null; url: string | null } {
  let read: unknown;
  try {
    read = JSON.parse(sample ?? '');
  } catch {
    return { tag: null, url: null }; // a refusal leaves no sample where nothing could be read
  }
  const fields = new Map(typeof read === 'object' && read !== null ? Object.entries(read) : []);
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : null;
  };
  return { tag: text('tag'), url: text('url') };
}

function hostOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : '';
}

/** A page of this account with the tag id of nobody. Of all such hits of the server one sample is kept. */
function unknownTag({ account, nobody, now }: Evidence): Finding[] {
  const line = nobody.find(({ reason }) => reason === 'unknown_tag');
  if (!line || now - line.lastAt >= RECENT) return [];
  const { tag, url } = readSample(line.sample);
  if (!isListed(account.domains, hostOf(url))) return [];
  return [finding('unknown_tag', { names: tag === null ? [] : [tag], lastAt: line.lastAt, lastUrl: url })];
}

function sites({ account, tallies, now }: Evidence): Finding[] {
  const all = account.domains.length === 0 ? [finding('all_sites_taken', {})] : [];
  const line = tallies.find(({ reason }) => reason === 'unlisted_site');
  if (!line || now - line.lastAt >= RECENT) return all;
  const { count, lastAt, sample } = line;
  return [...all, finding('unlisted_site', { count, lastAt, lastUrl: readSample(sample).url })];
}

/**
 * Links whose clicks do not land. Where the tag runs on the destination's host, the click id is lost on the way;
 * where it does not, the tag is missing, or the destination only leads on to elsewhere.
 */
function lostClicks({ health }: Evidence): Finding[] {
  const tagged = new Set(health.events.flatMap(({ event, host }) => (event === null ? [host] : [])));
  return health.links.flatMap(({ name, destination, clicks, landings, lastAt }) => {
    if (clicks < CLICKS_ENOUGH || landings / clicks >= LANDED) return [];
    const host = URL.canParse(destination) ? new URL(destination).host : '';
    const what = tagged.has(host) ? 'clicks_lost' : 'untagged_destination';
    return finding(what, { names: [name], count: landings, of: clicks, lastAt, lastUrl: destination });
  });
}

const RULES = [
  flagged,
  imageOnly,
  baseMissing,
  onEveryPage,
  onArrival,
  templateName,
  unknownTag,
  sites,
  lostClicks,
];

/** Everything that is wrong, the grave first, then the latest. */
export function findingsOf(evidence: Evidence): Finding[] {
  return RULES.flatMap((rule) => rule(evidence)).sort(
    (a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || (b.lastAt ?? 0) - (a.lastAt ?? 0),
  );
}

function isSame(a: CodeKey, b: CodeKey): boolean {
  return a === 'image' || b === 'image' ? a === b : a.event === b.event;
}

/** Whether something grave about a code was seen since an instant. */
export function isMisconfigured(findings: Finding[], code: CodeKey, since: Instant): boolean {
  return findings.some(
    ({ weight, about, lastAt }) =>
      weight === 'grave' && (lastAt ?? 0) >= since && about.some((one) => isSame(one, code)),
  );
}
