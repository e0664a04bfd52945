import type { Touchpoint } from './window.ts';

/** Divides one conversion among its candidates, given by (time, id): shares that sum to 1, or none at all. */
export type Model = <T extends Touchpoint>(candidates: T[]) => { touchpoint: T; share: number }[];

/** All to the latest click; of several at one instant, to the one with the greatest id. */
export const lastClick: Model = (candidates) => {
  const touchpoint = candidates.at(-1);
  return touchpoint ? [{ touchpoint, share: 1 }] : [];
};
