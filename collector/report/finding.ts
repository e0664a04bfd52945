import { type Account, DAY, type Instant, type Tally } from '../../db/model.ts';
import type { CodeSeen, FlagSeen, Health, RecentTally } from '../../db/store.ts';

/** A figure is wrong or missing because of it. */
const GRAVE = [
  'consent_never_given',
  'csp',
  'image_only',
  'base_code_missing',
  'event_on_every_page',
  'event_twice',
  'same_key',
  'conversion_on_arrival',
  'template_name',
  'unknown_tag',
  'unlisted_site',
  'sandboxed_frame',
  'rejected_hits',
  'ignored',
  'bad_value',
  'clicks_lost',
  'untagged_destination',
] as const;
/** Not as it should be, and measured all the same. */
const WARNINGS = [
  'base_code_twice',
  'not_initialised',
  'no_tags',
  'no_name',
  'swapped',
  'odd_name',
  'bad_currency',
  'bad_key',
] as const;
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
  /** Hours by which `count` and `of` were judged; null where it is not about some time. */
  hours: number | null;
  lastAt: Instant | null;
  lastUrl: string | null;
  about: CodeKey[];
}

/** What is counted of some time. */
export interface Look {
  /** Hits, and clicks, of this many hours. */
  hours: number;
  clickHours: number;
  health: Health;
}

/** What the rules look at. */
export interface Evidence {
  account: Pick<Account, 'domains' | 'consent'>;
  codes: CodeSeen[];
  /** Seen in the last 7 days, and in the last 24 hours. */
  flags: FlagSeen[];
  flagsOfDay: FlagSeen[];
  /** What is judged, and the last day of it: where that has enough to judge by, it is the one that is judged. */
  week: Look;
  day: Look;
  /** The five-way account of this account, and of hits of nobody. */
  tallies: Tally[];
  nobody: Tally[];
  /** The same of today and yesterday (UTC). */
  recent: RecentTally[];
  recentNobody: RecentTally[];
  now: Instant;
}

/** What was last seen longer ago is taken as mended. */
export const RECENT = 7 * DAY;
/** Fewer hits of a day than this say little about what became of a fault. */
export const HITS_ENOUGH = 20;
/** Fewer page views than this say little about what comes with them, or does not. */
export const VIEWS_ENOUGH = 20;
/** Names that one finding lists. */
export const NAMES = 5;
/** Of fewer than these some browser, extension or translation is the cause, and not the site. */
export const SHARE_ENOUGH = 0.01;
/** The base code, as what a finding is about. */
export const BASE: CodeKey = { event: null };

/** Hits of codes by the tag in some time, on all hosts or on one. */
export function hitsOf({ health }: Look, codes: readonly (string | null)[], where?: string): number {
  return health.events
    .filter(({ event, host }) => codes.includes(event) && (where === undefined || host === where))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Whether codes that came often enough in the week to have come again today did not, though pages were seen. */
export function isGone({ week, day }: Evidence, codes: readonly (string | null)[]): boolean {
  return (
    hitsOf(week, codes) >= HITS_ENOUGH && hitsOf(day, codes) === 0 && hitsOf(day, [null]) >= VIEWS_ENOUGH
  );
}

/** Where codes were seen together. */
export function sumOf(codes: Pick<CodeSeen, 'count' | 'lastAt' | 'lastUrl'>[]) {
  const last = codes.reduce<Pick<CodeSeen, 'lastAt' | 'lastUrl'> | null>(
    (latest, one) => (latest && latest.lastAt >= one.lastAt ? latest : one),
    null,
  );
  return {
    count: codes.reduce((sum, one) => sum + one.count, 0),
    lastAt: last?.lastAt ?? null,
    lastUrl: last?.lastUrl ?? null,
  };
}

/** A finding, with what was found out about it. */
export function finding(name: FindingName, found: Partial<Finding>): Finding {
  return {
    finding: name,
    weight: weightOf(name),
    names: [],
    count: null,
    of: null,
    hours: null,
    lastAt: null,
    lastUrl: null,
    about: [],
    ...found,
  };
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
