/**
 * The words of the product as types. Instants are milliseconds since 1970 UTC, money is integer minor units,
 * ids of records are positive integers, ids made elsewhere (hit, visitor, click) are 32 lower-case hex digits.
 */

export type Instant = number;

/** A half-open span of time, `from <= t < to`. */
export interface Period {
  from: Instant;
  to: Instant;
}

/** Integer minor units of an ISO 4217 currency; `XXX` (no currency) where the site named none. */
export interface Money {
  minor: number;
  currency: string;
}

/** The code ISO 4217 keeps for "no currency". */
export const NO_CURRENCY = 'XXX';

/** The largest value one hit may carry, in minor units. Sums of nine thousand of these are still exact. */
export const MAX_MINOR = 1_000_000_000_000;

export type Consent = 'granted' | 'denied';

/** `assumed`: measured until denied. `required`: nothing is stored until granted. */
export type ConsentMode = 'assumed' | 'required';

export interface Account {
  id: number;
  /** Lower-case UUID, stands in the tag. */
  tagId: string;
  name: string;
  /** IANA name; a day of this account is a day there. */
  timeZone: string;
  /** Hosts whose pages (and those of hosts below them) are measured; empty takes every site. */
  domains: string[];
  consent: ConsentMode;
  /** The owner declares that the site itself obtains consent for tying browsers to LINE users. */
  identityDeclared: boolean;
  /** Names of query parameters whose values are cut, beside those that always are. */
  cutParams: string[];
  /** LINE Login channel id that ID tokens must be made for; null refuses `identify`. */
  loginChannelId: string | null;
  createdAt: Instant;
}

export type NewAccount = Omit<Account, 'id'>;

/** How sure an identity is, from least to most. */
export const RUNGS = ['browser', 'click', 'link', 'verified'] as const;
export type Rung = (typeof RUNGS)[number];

/* ---- what becomes of a hit ---- */

export const OUTCOMES = ['stored', 'duplicate', 'dropped', 'rejected', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * The closed set of reasons, each under the one outcome it belongs to. `stored` and `duplicate` have none.
 * The README explains each; a test holds the two lists together.
 */
export const REASONS = {
  bot: 'dropped',
  preview: 'dropped',
  unlisted_site: 'dropped',
  consent: 'dropped',
  test: 'dropped',
  unreadable_body: 'rejected',
  bad_hit: 'rejected',
  unknown_tag: 'rejected',
  too_large: 'rejected',
  unsupported_encoding: 'rejected',
  unsupported_type: 'rejected',
  storage: 'failed',
} as const satisfies Record<string, Outcome>;
export type Reason = keyof typeof REASONS;

/** One line of the five-way account. `accountId` null counts for the instance (unknown tag, unreadable body). */
export interface Tally {
  accountId: number | null;
  outcome: Outcome;
  reason: Reason | null;
  count: number;
  lastAt: Instant;
  /** The latest hit of this line as JSON text, cut; never holds an address. */
  sample: string | null;
}

/* ---- hits ---- */

/** The event that the conversion code sends; what it counts for is said by a custom conversion, as for any. */
export const CONVERSION_CODE_EVENT = 'Conversion';

/** What brought a hit: the script, the image without script, or a server of the site. */
export const CHANNELS = ['tag', 'image', 'server'] as const;
export type Channel = (typeof CHANNELS)[number];

export const HIT_FLAGS = [
  'twice',
  'no-tags',
  'no-name',
  'not-initialised',
  'age-clamped',
  'odd-name',
  'bad-value',
  'swapped',
  'ignored',
  'queued',
  'csp',
] as const;
export type HitFlag = (typeof HIT_FLAGS)[number];

export const DEVICES = ['desktop', 'mobile', 'tablet', 'other'] as const;
export type Device = (typeof DEVICES)[number];

/** A browser, read once from its user-agent text. */
export interface Agent {
  /** User-agent text, cut to 512 characters. */
  text: string;
  browser: string;
  os: string;
  device: Device;
  /** True inside LINE's own in-app browser. */
  lineApp: boolean;
}

export interface Page {
  /** Whole cleaned address. */
  url: string;
  /** Host and path: what "top pages" groups by. */
  page: string;
}

/** A hit that has been admitted and is about to be stored. */
export interface NewHit {
  accountId: number;
  id: string;
  channel: Channel;
  /** Null for a page view. */
  event: string | null;
  visitor: string | null;
  /** Click id carried by the landing page. */
  click: string | null;
  receivedAt: Instant;
  at: Instant;
  page: Page | null;
  referrer: string | null;
  title: string | null;
  /** Where a visit came in from: utm_source, LINE, a referring host, `` for direct; null within the site. */
  source: string | null;
  agent: Agent | null;
  value: Money | null;
  dedupKey: string | null;
  externalId: string | null;
  /** JSON text of further properties. */
  props: string | null;
  /** Which hit of this browser on this site it is, counting from any start: a missing one was lost. */
  sequence: number | null;
  /** Pieces that were cut from address, referrer and title, by the tag and by us. */
  cuts: number;
  language: string | null;
  screen: string | null;
  flags: HitFlag[];
}

/**
 * A hit as it is shown when it arrives: what members may see of it. Where it could not be read, or its visitor has
 * not agreed, only its outcome is there.
 */
export interface LiveHit {
  receivedAt: Instant;
  at: Instant;
  outcome: Outcome;
  reason: Reason | null;
  channel: Channel;
  /** What can be told of the hit itself. */
  seen: LiveSeen | null;
}

export interface LiveSeen {
  /** Null for a page view. */
  event: string | null;
  url: string | null;
  title: string | null;
  source: string | null;
  value: Money | null;
  flags: HitFlag[];
  /** The first 8 digits of the visitor id: enough to tell two apart. */
  visitor: string | null;
  browser: string | null;
  os: string | null;
  device: Device | null;
  lineApp: boolean;
}

/** A human opening of a link. */
export interface NewClick {
  id: string;
  linkId: number;
  accountId: number;
  at: Instant;
  agent: Agent | null;
}

/** A fact: this visitor is this LINE user, proved at this time. */
export interface NewIdentityLink {
  accountId: number;
  visitor: string;
  userId: string;
  rung: Rung;
  evidence: 'id_token';
  at: Instant;
}

/** A visitor on the way to another site or browser of the account. */
export interface Hop {
  accountId: number;
  /** SHA-256 of the token, as hex. */
  tokenHash: string;
  visitor: string;
  click: string | null;
  at: Instant;
}

/* ---- rules ---- */

/**
 * The rule language that conversions and audiences share. A rule is asked of one hit.
 * `url contains` looks at the whole cleaned address, case-sensitively.
 */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { kind: 'page_view' | 'event' }
  | { event: { is: string } }
  | { url: { contains: string } };

/* ---- records ---- */

export type ConversionValue = { from: 'hit' } | { from: 'fixed'; money: Money } | { from: 'none' };

/** A custom conversion: which hits count, and what they are worth. Every matching hit counts. */
export interface CustomConversion {
  id: number;
  accountId: number;
  name: string;
  rule: Rule;
  value: ConversionValue;
  createdAt: Instant;
  archivedAt: Instant | null;
}
export type NewCustomConversion = Omit<CustomConversion, 'id' | 'archivedAt'>;

export interface Link {
  id: number;
  accountId: number;
  /** The CODE of `/r/CODE`. */
  code: string;
  name: string;
  destination: string;
  broadcastId: number | null;
  createdAt: Instant;
}
export type NewLink = Omit<Link, 'id'>;

export const BROADCAST_KINDS = [
  'broadcast',
  'narrowcast',
  'multicast',
  'push',
  'step',
  'notification_message',
] as const;
export type BroadcastKind = (typeof BROADCAST_KINDS)[number];

/** LINE's own figures, entered by hand. Null is "unknown": LINE hides what is under 20. */
export interface LineFigures {
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
  played: number | null;
}

export interface Broadcast {
  id: number;
  accountId: number;
  name: string;
  kind: BroadcastKind;
  sentAt: Instant;
  requestId: string | null;
  aggregationUnit: string | null;
  line: LineFigures;
  /** Custom conversions that count for it. */
  conversionIds: number[];
  /** Links in it; a link is in one broadcast at most. */
  linkIds: number[];
  createdAt: Instant;
}
export type NewBroadcast = Omit<Broadcast, 'id'>;

export interface Audience {
  id: number;
  accountId: number;
  name: string;
  rule: Rule;
  /** How far back a hit counts, 1 to 180 days. */
  days: number;
  createdAt: Instant;
}
export type NewAudience = Omit<Audience, 'id'>;

/** Under this LINE refuses web-traffic audiences; ours are marked. */
export const AUDIENCE_MINIMUM = 50;
export const AUDIENCE_MAX_DAYS = 180;
export const DAY = 86_400_000;
