// A file of numbers alone, because the bundler then writes them in place.

/** Hits kept for an answer, so that a page left open for days without a network stays small. */
export const MOST_HITS = 50;
/** Hits that wait at all, under way or for one that is. */
export const MOST_WAITING = 1000;
/**
 * Characters of a request of more than one hit: 12 kB even if each took three bytes. Browsers cap what outlives
 * a page at 64 KiB, for all scripts together.
 */
export const MOST_LENGTH = 4000;
/** Characters of a body that may outlive its page: more would be refused, and stay for ever. */
export const MOST_KEPT_ALIVE = 20000;
/** Characters of an event's name that the collector keeps. */
export const MOST_NAME = 100;
/** Long enough for the same base code further down the page to be noticed on the page view itself. */
export const TICK_MS = 50;
/** Two years, as LINE's own cookie. */
export const COOKIE_SECONDS = 63072000;
/** What failed goes again after this where the collector named no time before it, and nothing else sends it before. */
export const RETRY_SECONDS = 600;
/** Characters of an event's properties as JSON, a hundred items of a dynamic ad. */
export const MOST_PROPS_LENGTH = 4000;
/** Parts of a call that are looked at; LINE's longest has five. */
export const MOST_PARTS = 9;
/** What waits for the second file goes without it after this. */
export const MORE_MS = 2000;
/** Test mode ends after a quarter of an hour. */
export const TEST_MS = 900000;
/** The second question who came with a token. */
export const HOP_TRY_MS = 300;
/** A proof that nobody took is offered again after this, then after so many times as long, as long as that is not over the most. */
export const PROOF_AGAIN_MS = 600;
export const PROOF_AGAIN_TIMES = 4;
export const PROOF_MOST_MS = 10000;
/** Characters of an image's address: servers take some 8,000, all told. */
export const MOST_ADDRESS = 7000;
/** Seconds after which images that did not come are asked for again. */
export const IMAGE_AGAIN_SECONDS = '60';
