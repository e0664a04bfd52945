import type {
  Account,
  ApiKey,
  Audience,
  Broadcast,
  Channel,
  CustomConversion,
  Device,
  Hop,
  ImportProgress,
  Instant,
  KnownApiKey,
  Link,
  NewAccount,
  NewApiKey,
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
import type { CodeSeen, HealthReader } from './store/health.ts';
import type { JobName, JobRun, NewSilence, Silence, TagViews } from './store/job.ts';

export type * from './store/health.ts';
export type * from './store/job.ts';
export type * from './store/retention.ts';

/** What one group commit writes. One call is one transaction and one fsync. */
export interface Batch {
  hits: NewHit[];
  clicks: NewClick[];
  identityLinks: NewIdentityLink[];
  /** Lines for hits that are not stored; the store itself counts `stored` and `duplicate`. */
  tallies: Tally[];
  /** Clicks that led on and could not be written. */
  lostClicks?: LostClicks[];
}

/** How many clicks of an account were lost, and the last one when. */
export interface LostClicks {
  accountId: number;
  count: number;
  lastAt: Instant;
}

export interface Appended {
  /** For each hit of the batch, in order: was it new, or known by (account, hit id). */
  outcomes: ('stored' | 'duplicate')[];
}

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
/** `name` is the two letters of ISO 3166-1; null is not known. */
export interface CountryRow {
  name: string | null;
  pageViews: number;
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
/** With what pages were seen, and from where in the world. */
export interface ClientRows {
  devices: DeviceRow[];
  countries: CountryRow[];
}

/** Which hits a report is about; what is left out asks nothing. */
export interface Filter {
  /** Host and path: hits on that page. */
  page?: string | undefined;
  /** Hits with that kind of device; in LINE's own browser or out of it. */
  device?: { device: Device; lineApp: boolean } | undefined;
  /** Two letters of ISO 3166-1, or `` where it is not known: hits from there. */
  country?: string | undefined;
  /** People who came from there in the period; `` is direct. */
  source?: string | undefined;
  /** People who did that in the period. */
  event?: string | undefined;
  /** People who clicked a link of that broadcast in the period. */
  broadcast?: number | undefined;
}

/**
 * Hits that a custom conversion's rule matched, before folding, as columns. Rows [0, alone) are those of the period
 * whose deduplication key no other hit carries, in any order. The rest are those of the period whose key others carry,
 * and all that share event and key with one of them, whenever they were: side by side, and of one by (time, id).
 */
export interface MatchedHits {
  alone: number;
  count: number;
  at: Float64Array;
  /** What `hits` tells more of. */
  hit: Float64Array;
  /** 0 is nobody. */
  person: Uint32Array;
  /** NaN is no value. */
  minor: Float64Array;
  /** Of each, in `currencies`. */
  currency: Uint16Array;
  currencies: string[];
  /** Of the rows from `alone` on: event and deduplication key as one number, and the place in CHANNELS. */
  key: Float64Array;
  channel: Uint8Array;
}

/** One hit, as a receipt shows it. */
export interface HitDetail {
  hitId: string;
  at: Instant;
  channel: Channel;
  event: string | null;
  url: string | null;
  /** How sure the person is. */
  rung: Rung;
}

/** Clicks by (time, id), as columns, each with the person whose browser landed with it first. */
export interface Clicks {
  count: number;
  at: Float64Array;
  link: Uint32Array;
  /** 0 where no tag saw it land. */
  person: Uint32Array;
}

/** Whom a visitor was known to be. */
export interface Known {
  userId: string;
  rung: Rung;
}

export interface AudienceSize {
  /** Persons. */
  people: number;
  /** LINE users among them, the ones a message can reach. */
  users: number;
}

/** Facts go in here. Asynchronous and coarse, so that an engine can live elsewhere. */
export interface EventWriter {
  append(batch: Batch): Promise<Appended>;
  /** For each visitor its latest identity link at or before a time. */
  knownAs(accountId: number, asked: { visitor: string; at: Instant }[]): Promise<(Known | null)[]>;
}

/** Facts are read here, by the million; not on intake's thread. */
export interface EventReader extends HealthReader {
  /** Page views and persons in `buckets` (adjoining, in order); `visitors` of the totals spans them all. */
  traffic(accountId: number, buckets: Period[], filter?: Filter): Promise<Traffic>;
  /** The largest `limit` pages of a period; so for sources and countries. All devices. */
  pages(accountId: number, period: Period, limit: number, filter?: Filter): Promise<PageRow[]>;
  sources(accountId: number, period: Period, limit: number, filter?: Filter): Promise<SourceRow[]>;
  clients(accountId: number, period: Period, limit: number, filter?: Filter): Promise<ClientRows>;
  live(accountId: number, since: Instant): Promise<{ people: number; pageViews: number }>;
  /**
   * Hits of `period` that each rule matches, in the order of the rules. Image hits never match. `clickers` leaves out
   * hits that stand alone of people who never clicked a link.
   */
  matched(
    accountId: number,
    rules: Rule[],
    period: Period,
    filter?: Filter,
    whose?: 'everybody' | 'clickers',
  ): Promise<MatchedHits[]>;
  /** What there is to tell of hits that `matched` gave, in the same order. */
  hits(accountId: number, hits: number[]): Promise<HitDetail[]>;
  /** All clicks of an account. */
  clicks(accountId: number): Promise<Clicks>;
  /** Tag codes seen, with counts. */
  codes(accountId: number): Promise<CodeSeen[]>;
  /** Address of the page where the tag was heard last; null where that is too long ago, or never was. */
  lastPage(accountId: number): Promise<string | null>;
  /** The five-way account of an account, or of the instance (null). */
  tallies(accountId: number | null): Promise<Tally[]>;
  /** Clicks of an account that could not be written; null where there was none. */
  lostClicks(accountId: number): Promise<LostClicks | null>;
  /** Page views by the tag in each period; the last one ever before `until`, and the first. */
  tagViews(accountId: number, periods: Period[], until: Instant): Promise<TagViews>;
  /** Persons with a matching hit in the period. */
  audienceSize(accountId: number, rule: Rule, period: Period): Promise<AudienceSize>;
  /** LINE user ids of the same persons, sorted. */
  audienceUsers(accountId: number, rule: Rule, period: Period): Promise<string[]>;
  /** Drops all that is remembered between reports: some of it was deleted. */
  forget(): Promise<void>;
}

/** Every part of a block of hits, as bytes: what a reader made, kept so that it need not be made again. */
export interface SealedBlock {
  block: number;
  parts: { accountId: number; day: number; data: Uint8Array }[];
}

/** Facts: appended, then scanned. */
export interface EventStore extends EventWriter, EventReader {}

/** Any part of a record; what is undefined stays as it is. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined };

/** Records: few rows, changed in place. `null` or `false` says there is no such row in that account. */
export interface RecordStore {
  accounts(): Promise<Account[]>;
  account(id: number): Promise<Account | null>;
  /** Throws a conflict where another account has the tag id. */
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

  /** Who is on the way with a token announced at `since` or later, one for each account that was told of it. */
  hops(tokenHash: string, since: Instant): Promise<Hop[]>;
  putHop(hop: Hop): Promise<void>;
  /** The same as `hops`, for exactly one caller. */
  takeHops(tokenHash: string, since: Instant): Promise<Hop[]>;
  /** Silences that go on, of all accounts; and that of one. */
  silences(): Promise<Silence[]>;
  silence(accountId: number): Promise<Silence | null>;
  addSilence(silence: NewSilence): Promise<Silence>;
  endSilence(id: number, at: Instant): Promise<void>;

  /** The latest run of each job that ever ran. */
  jobRuns(): Promise<JobRun[]>;
  startJob(name: JobName, at: Instant, steadySince: Instant): Promise<void>;
  endJob(name: JobName, at: Instant, end: Pick<JobRun, 'error' | 'result'>): Promise<void>;
  /** Forgets visitors on the way to another site since before an instant; how many there were. */
  forgetHops(before: Instant): Promise<number>;

  /** Keys of an account, newest first, the revoked ones too. */
  apiKeys(accountId: number): Promise<ApiKey[]>;
  /** A key that is not revoked. */
  apiKeyByPrefix(prefix: string): Promise<KnownApiKey | null>;
  addApiKey(key: NewApiKey): Promise<ApiKey>;
  revokeApiKey(accountId: number, id: number, at: Instant): Promise<ApiKey | null>;
  useApiKey(id: number, at: Instant): Promise<void>;

  importProgress(fingerprint: string): Promise<ImportProgress | null>;
  putImportProgress(progress: ImportProgress): Promise<void>;
  forgetImport(fingerprint: string): Promise<void>;

  /** Whether an owner exists. */
  hasOwner(): Promise<boolean>;
  /** Keeps the SHA-256 of the set-up token, in place of the one before. */
  putSetupToken(hash: string): Promise<void>;
  /** Takes the token out of use; true for exactly one caller with the right hash. */
  takeSetupToken(hash: string): Promise<boolean>;
}
