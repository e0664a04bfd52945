import type { Instant } from '../../db/model.ts';

/**
 * Divides one conversion among its candidates, of which there is at least one: for each its share, which sum to 1.
 * `candidates` are their times, by (time, id).
 */
export type Model = (candidates: Instant[]) => number[];

/** All to the latest click; of several at one instant, to the one with the greatest id. */
export const lastClick: Model = (candidates) => {
  const shares = candidates.map(() => 0);
  shares[shares.length - 1] = 1;
  return shares;
};
