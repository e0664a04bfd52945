import { guard } from './lib/guard.ts';

/**
 * Which hit of this browser on this origin for `tag` the next one is, from which the collector tells how many were
 * lost. Starts at the second of the first hit (since 1970), and rises by one. Undefined where nothing can be kept.
 */
export const nextNumber = guard((tag: string): number => {
  const number = Number(localStorage[`_tl${tag}`] || (Date.now() / 1000) >>> 0) + 1;
  localStorage[`_tl${tag}`] = number;
  return number;
});
