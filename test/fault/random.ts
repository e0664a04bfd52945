/** Numbers that look random and are the same for the same seed, so that a run can be had again. */
export interface Random {
  /** From 0 up to but not including 1. */
  (): number;
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number;
  /** One of these. */
  pick<T>(among: readonly T[]): T;
}

/** A generator of its own for a seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return Object.assign(next, {
    below,
    pick<T>(among: readonly T[]): T {
      const found = among[below(among.length)];
      if (found === undefined) throw new Error('there is nothing to pick from');
      return found;
    },
  });
}
