/**
 * THE WIRE CONTRACT: what the tag sends and the collector must accept for ever.
 *
 * A batch travels as JSON text in a `text/plain` body (no CORS preflight) to `POST /hit`.
 * New fields may be added; a field that stands here never changes its meaning. Golden files of every
 * shape ever sent are in `test/wire/golden`.
 */

/** Version of the contract. It only rises when an old collector could misread a new tag. */
export const WIRE_VERSION = 1;

/** Query parameter that a tracked link adds to its destination and the tag takes off the address bar. */
export const CLICK_PARAM = 'tl_click';

/** Query parameter that a test-mode link adds to an address of the site; the tag keeps its value and sends it as `test`. */
export const TEST_PARAM = 'tl_test';

/** Query parameter that carries a hop token to another site or browser; the tag takes it off the address bar. */
export const HOP_PARAM = 'tl_hop';

/** Routes of the collector that the tag calls, relative to the script's own host. */
export const PATH = {
  hit: '/hit',
  identify: '/identify',
  hop: '/hop',
  image: '/tag.gif',
  script: '/lt.js',
} as const;

/** What the visitor said about being measured; left out while nothing was said. */
export type WireConsent = 'granted' | 'denied';

/** One hit: a page view where `event` is absent, else an event of that name. */
export interface WireHit {
  /** 32 lower-case hex digits, time-ordered: milliseconds since 1970 (12), then random ones; the same on every retry. */
  id: string;
  /** Tag id of the account, a lower-case UUID. */
  tag: string;
  /** Event name, `undefined` as a word where the call named none; absent for a page view. */
  event?: string;
  /** Visitor id, 32 lower-case hex digits; absent where none may be kept. */
  visitor?: string;
  /** Click id of the tracked link that led here (value of CLICK_PARAM), 32 lower-case hex digits. */
  click?: string;
  /** Address of the page, already cleaned. */
  url: string;
  /** Address of the page before. */
  referrer?: string;
  /** Title of the page. */
  title?: string;
  /** Milliseconds between the event and the sending, by the device's clock, which goes on while the device sleeps. */
  age: number;
  /** What an event is worth, in major units of `currency`; like the next three as the site wrote it, of any type. */
  value?: unknown;
  /** ISO 4217 code. */
  currency?: unknown;
  /** Deduplication key: events of one name and key within 30 days are one. */
  key?: unknown;
  /** The site's own id of its customer. */
  externalId?: unknown;
  /** Any further properties: of the event, and those that the page set for all that follows. */
  props?: Record<string, unknown>;
  /** Preferred language of the browser, BCP 47. */
  language?: string;
  /** Screen in CSS pixels, `WIDTHxHEIGHT`. */
  screen?: string;
  consent?: WireConsent;
  /**
   * Which hit of this browser on this origin for this tag id it is, below 2^32. Starts anywhere (before build 3 at the
   * second of the first one) and rises by one, so that a counter which was lost starts far from where it was.
   */
  seq?: number;
  /** Pieces that were cut from url, referrer and title; left out where there were none. */
  cuts?: number;
  /** What the tag noticed about the installation. */
  flags?: WireFlag[];
}

/**
 * `twice`: this page carries the same base code more than once (sent on the one page view).
 * `no-tags`: the call named no tag id, the initialised ones were used.
 * `no-name`: a conversion call without a type was taken as `Conversion`; the collector sees it by itself.
 * `not-initialised`: no init named this tag id.
 * `swapped`: the parts of the call stood in another order than LINE's.
 * `ignored`: a call before this hit could not be understood, or a part of one could not be sent.
 * `queued`: an earlier page made this hit.
 * `csp`: the page's policy forbids requests to the collector; it came by image.
 */
export type WireFlag =
  | 'twice'
  | 'no-tags'
  | 'no-name'
  | 'not-initialised'
  | 'swapped'
  | 'ignored'
  | 'queued'
  | 'csp';

/** The body of `POST /hit`. */
export interface WireBatch {
  v: typeof WIRE_VERSION;
  /** The token that put this browser into test mode: its hits are shown live, and kept out of reports. */
  test?: string;
  hits: WireHit[];
}

/** The body of `POST /identify`. The token is proof; a userId is not, and is refused. */
export interface WireIdentify {
  v: typeof WIRE_VERSION;
  tag: string;
  visitor: string;
  /** LINE ID token (from LIFF or LINE Login). */
  idToken: string;
  /** Click id that the visitor came with. */
  click?: string;
  consent?: WireConsent;
}

/**
 * The body of `POST /hop`: with a visitor, that this one is about to arrive elsewhere with that token (204); without,
 * the question who came with it, answered once and within ten minutes (200 and a WireHopAnswer, else 404).
 */
export interface WireHop {
  v: typeof WIRE_VERSION;
  tag: string;
  /** 128 random bits as 32 lower-case hex digits, the value of HOP_PARAM. */
  hop: string;
  visitor?: string;
  /** Click id that the visitor came with. */
  click?: string;
  consent?: WireConsent;
}

/** Who came with a hop token. */
export interface WireHopAnswer {
  visitor: string;
  click?: string;
}
