import type { Instant } from '../../db/model.ts';
import { isInner } from '../lib/address.ts';
import { TEST_TIME } from '../lib/test-token.ts';

/* Whose test it is that a code began: one browser's, that of who showed the code first. */

/** What a hit says of its browser. */
export interface Sight {
  /** When the hit was made. */
  at: Instant;
  visitor: string | null;
  /** Network address, and what the browser says to be: all that tells who it is where nothing may be kept. */
  address: string;
  agent: string;
}

/** The browser that a code put into test mode, and when it opened it: `TEST_TIME` from then, both ends included. */
export type Holder = Sight;

/**
 * By the visitor, or by address and name: a phone changes its address, and a browser its visitor, where its owner says no
 * and then yes.
 */
function isSameBrowser(one: Sight, other: Sight): boolean {
  const areNamed = one.visitor !== null && other.visitor !== null;
  if (areNamed && one.visitor === other.visitor) return true;
  // An inner address is a proxy that nobody told us of, with everybody behind it.
  if (areNamed && isInner(one.address)) return false;
  return one.address === other.address && one.agent === other.agent;
}

/** Whether a moment is of the test of a holder. */
export function isDuring({ at }: Holder, moment: Instant): boolean {
  return moment >= at && moment <= at + TEST_TIME;
}

/**
 * Who holds a code that was made at `made`, once a hit showed it; null where that hit is none of the test. A code can be
 * opened for `TEST_TIME`. Hits may arrive late and in any order: the earliest one of its browser is when it was opened.
 */
export function holderAfter(holder: Holder | null, hit: Sight, made: Instant): Holder | null {
  if (hit.at < made) return null;
  if (holder === null) return hit.at <= made + TEST_TIME ? hit : null;
  if (!isSameBrowser(holder, hit) || hit.at > holder.at + TEST_TIME) return null;
  // A browser may get its visitor only later.
  return { ...holder, at: Math.min(holder.at, hit.at), visitor: holder.visitor ?? hit.visitor };
}
