import { type Outcome, REASONS, type Reason } from '../../db/model.ts';

/** What became of one hit. `id` is null where none could be read. */
export interface HitOutcome {
  id: string | null;
  outcome: Outcome;
  reason: Reason | null;
}

/** How a request is answered. */
export interface Answer {
  status: 204 | 202 | 400 | 413 | 415 | 422 | 503;
  /** The reason of the first hit that was not stored. */
  reason: Reason | null;
  outcomes: HitOutcome[];
}

/** The status of a request in which every hit was rejected, or nothing could be stored. */
const STATUS: Partial<Record<Reason, Answer['status']>> = {
  unreadable_body: 400,
  bad_hit: 422,
  bad_event: 422,
  bad_time: 422,
  unknown_tag: 422,
  too_large: 413,
  unsupported_encoding: 415,
  unsupported_type: 415,
};

/** The outcome a reason stands for. */
export function outcomeOf(id: string | null, reason: Reason): HitOutcome {
  return { id, outcome: REASONS[reason], reason };
}

/** What each reason says to whoever sent the hit. */
export const MESSAGES = {
  bot: 'Sent by a program, not by a person.',
  preview: 'Fetched ahead of time, not seen by a person.',
  unlisted_site: 'The site is not among the domains of the account.',
  consent: 'The visitor has not agreed to be measured.',
  spam: 'The referrer is a site that is advertised by false visits.',
  rate: 'More hits in a minute than a person, or a network, makes.',
  test: 'Sent in test mode; shown live, and kept out of reports.',
  unreadable_body: 'The body is no JSON batch of hits.',
  bad_hit: 'A field of the hit is missing or malformed.',
  bad_event: 'A field of the event is missing or malformed.',
  bad_time: 'The time of the event is too long ago, or ahead.',
  unknown_tag: 'There is no account with this tag id.',
  too_large: 'The body or the number of hits is over the limit.',
  unsupported_encoding: 'Compressed bodies are not taken.',
  unsupported_type: 'The body must be text/plain or application/json.',
  storage: 'Nothing could be stored just now; send the same hits again.',
} as const satisfies Record<Reason, string>;

/**
 * One answer for a request: 204 when all are on disk, the rejection when all were rejected, 503 when nothing
 * could be written, else 202 with each hit's outcome.
 */
export function answerOf(outcomes: HitOutcome[]): Answer {
  const first = outcomes.find(({ reason }) => reason !== null)?.reason ?? null;
  if (first === null) return { status: 204, reason: null, outcomes };
  const failed = outcomes.some(({ outcome }) => outcome === 'failed');
  if (failed) return { status: 503, reason: 'storage', outcomes };
  const rejected = outcomes.every(({ outcome }) => outcome === 'rejected');
  return { status: rejected ? (STATUS[first] ?? 202) : 202, reason: first, outcomes };
}
