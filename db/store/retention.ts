import type { Instant } from '../model.ts';

/** What an account does not keep any more: what was before an instant. */
export interface Limit {
  accountId: number;
  before: Instant;
}

/** How much was forgotten. */
export interface Forgotten {
  hits: number;
  clicks: number;
  /** Identity links of visitors of whom no hit is left. */
  identityLinks: number;
  visitors: number;
  /** Addresses, user agents and other texts that nothing names any more. */
  texts: number;
}

/**
 * Forgets what is older than limits, in small steps between which hits can be stored. What is left undone when it is
 * stopped is done by the next one.
 */
export interface Forgetting {
  readonly forgotten: Readonly<Forgotten>;
  /** One short transaction; true when nothing is left to do. */
  step(): Promise<boolean>;
  /** To be called last, when readers have dropped what they remembered; whatever became of the steps. */
  end(): void;
}
