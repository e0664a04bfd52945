import type {
  Account,
  Audience,
  Broadcast,
  Channel,
  CustomConversion,
  Device,
  HitFlag,
  Instant,
  Link,
  Money,
  NewAccount,
  NewAudience,
  NewBroadcast,
  NewClick,
  NewCustomConversion,
  NewHit,
  NewIdentityLink,
  NewLink,
  Period,
  Rule,
  Rung,
  Tally,
} from './model.ts';

/** What one group commit writes. One call is one transaction and one fsync. */
export interface Batch {
  hits: NewHit[];
  clicks: NewClick[];
  identityLinks: NewIdentityLink[];
  /** Lines for hits that are not stored; the store itself counts `stored` and `duplicate`. */
  tallies: Tally[];
}

export interface Appended {
  /** For each hit of the batch, in order: was it new, or known by (account, hit id). */
  outcomes: ('stored' | 'duplicate')[];
}

/** A person of a hit: the LINE user where known (negative), else the visitor (positive). */
export type PersonKey = number;

export interface TrafficTotals {
  pageViews: number;
  /** Page views that only the image reported; part of `pageViews`. */
  imageOnly: number;
  /** Persons with a page view. */
  visitors: number;
}
export interface PageRow {
  name: string;
  pageViews: number;
  visitors: number;
}
/** Arrivals on the site from elsewhere; `name` null is direct. */
export interface SourceRow {
  name: string | null;
  arrivals: number;
  visitors: number;
}
export interface DeviceRow {
  device: Device;
  lineApp: boolean;
  pageViews: number;
  visitors: number;
}
export interface Traffic {
  totals: TrafficTotals;
  /** One entry for each bucket asked for, in order. */
  series: { pageViews: number; visitors: number }[];
}
export interface Breakdown {
  pages: PageRow[];
  sources: SourceRow[];
  devices: DeviceRow[];
}

/**
 * A hit that a custom conversion's rule matched, before folding. Beside those of the period asked for come all
 * that share an event and deduplication key with one of them, whenever they were.
 */
export interface MatchedHit {
  conversionId: number;
  hitId: string;
  at: Instant;
  channel: Channel;
  event: string | null;
  dedupKey: string | null;
  person: PersonKey | null;
  /** How sure the person is. */
  rung: Rung;
  value: Money | null;
  url: string | null;
}

/** A click with the person whose browser landed with it first; null where no tag saw it land. */
export interface PersonClick {
  clickId: string;
  linkId: number;
  broadcastId: number | null;
  at: Instant;
  person: PersonKey | null;
}

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
  /** Names of the events that carried it, most frequent first; a page view has none. */
  events: string[];
  lastAt: Instant;
  lastUrl: string | null;
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

/** A page with events by the tag and not one page view by the tag. */
export interface BarePage {
  page: string;
  events: number;
  lastAt: Instant;
  lastUrl: string;
}

/** Events of one name, and those that came at once on the page on which their session began. */
export interface ArrivalEvents {
  event: string;
  count: number;
  onArrival: number;
  lastAt: Instant | null;
  lastUrl: string | null;
}

/** A link with its clicks, and how many of them the tag saw land. */
export interface LinkLandings {
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
  /** Event that is looked for where sessions begin. */
  event: string;
  /** A pause this long begins a new session. */
  sessionGap: number;
  /** Milliseconds around the first page view that count as "at once". */
  atOnce: number;
}

export interface Health {
  events: EventOnHost[];
  bare: BarePage[];
  arrival: ArrivalEvents;
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

export interface AudienceSize {
  /** Persons. */
  people: number;
  /** LINE users among them, the ones a message can reach. */
  users: number;
}

/** Facts: appended, then scanned. Asynchronous and coarse, so that an engine can live elsewhere. */
export interface EventStore {
  append(batch: Batch): Promise<Appended>;
  /** Page views and persons in `buckets` (adjoining, in order); `visitors` of the totals spans them all. */
  traffic(accountId: number, buckets: Period[]): Promise<Traffic>;
  /** The largest `limit` pages and sources, and all devices, of a period. */
  breakdown(accountId: number, period: Period, limit: number): Promise<Breakdown>;
  live(accountId: number, since: Instant): Promise<{ people: number; pageViews: number }>;
  /** Hits of `period` that the rules match, ordered by (time, id). Image hits never match. */
  matched(
    accountId: number,
    conversions: Pick<CustomConversion, 'id' | 'rule'>[],
    period: Period,
  ): Promise<MatchedHit[]>;
  /** Clicks of `period` ordered by (time, id). */
  clicks(accountId: number, period: Period): Promise<PersonClick[]>;
  /** Tag codes seen, with counts. */
  codes(accountId: number): Promise<CodeSeen[]>;
  /** What the tag noticed since an instant. */
  flags(accountId: number, since: Instant): Promise<FlagSeen[]>;
  /** Counts that tell whether the installation is well. */
  health(accountId: number, question: HealthQuestion): Promise<Health>;
  loss(accountId: number, question: LossQuestion): Promise<Loss>;
  tallies(accountId: number | null): Promise<Tally[]>;
  /** Persons with a matching hit in the period. */
  audienceSize(accountId: number, rule: Rule, period: Period): Promise<AudienceSize>;
  /** LINE user ids of the same persons, sorted. */
  audienceUsers(accountId: number, rule: Rule, period: Period): Promise<string[]>;
}

/** Any part of a record; what is undefined stays as it is. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined };

/** Records: few rows, changed in place. `null` or `false` says there is no such row in that account. */
export interface RecordStore {
  accounts(): Promise<Account[]>;
  account(id: number): Promise<Account | null>;
  addAccount(account: NewAccount): Promise<Account>;
  changeAccount(id: number, change: Change<Omit<NewAccount, 'tagId' | 'createdAt'>>): Promise<Account | null>;

  links(accountId: number): Promise<Link[]>;
  linkByCode(code: string): Promise<Link | null>;
  addLink(link: NewLink): Promise<Link>;
  changeLink(
    accountId: number,
    id: number,
    change: Change<Pick<Link, 'name' | 'broadcastId'>>,
  ): Promise<Link | null>;

  conversions(accountId: number): Promise<CustomConversion[]>;
  addConversion(conversion: NewCustomConversion): Promise<CustomConversion>;
  changeConversion(
    accountId: number,
    id: number,
    change: Change<Pick<CustomConversion, 'name' | 'archivedAt'>>,
  ): Promise<CustomConversion | null>;

  broadcasts(accountId: number): Promise<Broadcast[]>;
  broadcast(accountId: number, id: number): Promise<Broadcast | null>;
  addBroadcast(broadcast: NewBroadcast): Promise<Broadcast>;
  changeBroadcast(
    accountId: number,
    id: number,
    change: Change<Omit<NewBroadcast, 'accountId' | 'createdAt'>>,
  ): Promise<Broadcast | null>;

  audiences(accountId: number): Promise<Audience[]>;
  audience(accountId: number, id: number): Promise<Audience | null>;
  addAudience(audience: NewAudience): Promise<Audience>;
  removeAudience(accountId: number, id: number): Promise<boolean>;

  /** Whether an owner exists. */
  hasOwner(): Promise<boolean>;
  /** Keeps the SHA-256 of the set-up token, in place of the one before. */
  putSetupToken(hash: string): Promise<void>;
  /** Takes the token out of use; true for exactly one caller with the right hash. */
  takeSetupToken(hash: string): Promise<boolean>;
}
