import { clock } from './lib/clock.ts';
import { keep, kept } from './lib/stored.ts';

/**
 * Which hit of this browser on this origin for `tag` the next one is, from which the collector tells how many were
 * lost. Starts at the second of the first hit (since 1970), and rises by one. Undefined where nothing can be kept.
 */
export const nextNumber = (tag: string): number | undefined => {
  const number = Number(kept(tag) || (clock() / 1000) >>> 0) + 1;
  return keep(tag, number) ? number : undefined;
};
