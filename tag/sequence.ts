import { keep, kept } from './lib/stored.ts';

/**
 * Which hit of this browser on this origin for `tag` the next one is, from which the collector tells how many were
 * lost. Starts anywhere, so that one which was cleared away starts far from where it was, and rises by one. Undefined
 * where nothing can be kept.
 */
export const nextNumber = (tag: string): number | undefined => {
  const number = Number(kept(tag) || (Math.random() * 2 ** 31) >>> 0) + 1;
  return keep(tag, number) ? number : undefined;
};
