import type { Channel, HitFlag, Instant, Outcome, Period, Reason } from '../model.ts';

/* What the Tracking page asks of the facts, and what it is told. */

/** One code of the installation: where and when its hits were seen. */
export interface CodeSeen {
  /** Null for the base code (page views). */
  event: string | null;
  channel: Channel;
  count: number;
  firstAt: Instant;
  lastAt: Instant;
  lastUrl: string | null;
}

export interface FlagSeen {
  flag: HitFlag;
  count: number;
  /** Hits of the same codes, with it or without. */
  of: number;
  /** Names of the events that carried it, most frequent first; a page view has none. */
  events: string[];
  /** Whether page views carried it. */
  onPageViews: boolean;
  lastAt: Instant;
  lastUrl: string | null;
}

/** A line of the five-way account, of today and yesterday only. */
export interface RecentTally {
  outcome: Outcome;
  reason: Reason | null;
  count: number;
}

/** Hits of one event (null: page views) by the tag on one host, beside the page views there. */
export interface EventOnHost {
  host: string;
  event: string | null;
  count: number;
  pageViews: number;
  lastAt: Instant;
  lastUrl: string;
}

/** A page with events by the tag, and its page views by the tag. */
export interface EventPage {
  page: string;
  events: number;
  pageViews: number;
  /** Of the events. */
  lastAt: Instant;
  lastUrl: string;
}

/** Events of one name, and the pages on which they came at once as the session began. */
export interface ArrivalEvents {
  event: string;
  count: number;
  arrivals: Arrival[];
}

/** Events that came at once on the page on which their session began. */
export interface Arrival {
  count: number;
  lastAt: Instant;
  lastUrl: string;
}

/** Events of one name that carry a deduplication key, and those that share the one that most of them carry. */
export interface SharedKey {
  event: string;
  count: number;
  key: string;
  shared: number;
  /** Visitors that they came from. */
  visitors: number;
  /** Of those that share it. */
  lastAt: Instant;
  lastUrl: string | null;
}

/** Events of one name, and those that only repeat what the same browser said on the same page a moment before. */
export interface RepeatedEvents {
  event: string;
  count: number;
  repeated: number;
  /** Of those that repeat. */
  lastAt: Instant | null;
  lastUrl: string | null;
}

/** A link with its clicks, and how many of them the tag saw land. */
export interface LinkLandings {
  id: number;
  name: string;
  destination: string;
  clicks: number;
  landings: number;
  lastAt: Instant;
}

/** What is asked about an installation: the thresholds are the asker's. */
export interface HealthQuestion {
  /** Hits that are looked at. */
  period: Period;
  /** Clicks that are looked at. */
  clicks: Period;
  /** Events that are looked for where sessions begin. */
  events: readonly string[];
  /** A pause this long begins a new session. */
  sessionGap: number;
  /** Milliseconds around the first page view that count as "at once". */
  atOnce: number;
  /** Milliseconds within which the same is said again by the same code in the page twice. */
  again: number;
}

export interface Health {
  events: EventOnHost[];
  pages: EventPage[];
  /** One for each event asked for that came at all. */
  arrivals: ArrivalEvents[];
  repeated: RepeatedEvents[];
  keys: SharedKey[];
  links: LinkLandings[];
}

/** Numbered hits of a kind of browser: how many arrived, and how many numbers between them never came. */
export interface LossRow {
  browser: string | null;
  lineApp: boolean;
  received: number;
  lost: number;
}

export interface LossQuestion {
  /** By arrival. */
  period: Period;
  /** How long before the period hits may have happened that close a gap. */
  lead: number;
  /** As many missing numbers or more are a new run, and no loss. */
  newRun: number;
}

export interface Loss {
  rows: LossRow[];
  /** Hits of the period without a number: by image, and by the tag. */
  images: number;
  unnumbered: number;
  /** Pieces that were cut, and the hits they were cut from. */
  cuts: number;
  cutHits: number;
}

/** The part of the facts that tells how an installation is. */
export interface HealthReader {
  /** What the tag noticed since an instant. */
  flags(accountId: number, since: Instant): Promise<FlagSeen[]>;
  /** Counts that tell whether the installation is well. */
  health(accountId: number, question: HealthQuestion): Promise<Health>;
  loss(accountId: number, question: LossQuestion): Promise<Loss>;
  /**
   * How many of each outcome and reason arrived on the day of an instant (UTC) and on the day before; null for hits of no
   * account.
   */
  recentTallies(accountId: number | null, at: Instant): Promise<RecentTally[]>;
}
