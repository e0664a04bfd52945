import type { Instant } from '../../db/model.ts';

/**
 * Divides one conversion among its `count` candidates, of which there is at least one, by (time, id): `timeOf` each is
 * known, and each is given its share. Shares sum to 1.
 */
export type Model = (
  count: number,
  timeOf: (candidate: number) => Instant,
  give: (candidate: number, share: number) => void,
) => void;

/** All to the latest click; of several at one instant, to the one with the greatest id. */
export const lastClick: Model = (count, _timeOf, give) => give(count - 1, 1);
