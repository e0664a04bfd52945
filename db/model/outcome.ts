import type { Instant } from './time.ts';

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
  spam: 'dropped',
  rate: 'dropped',
  test: 'dropped',
  unreadable_body: 'rejected',
  bad_hit: 'rejected',
  bad_event: 'rejected',
  bad_time: 'rejected',
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
