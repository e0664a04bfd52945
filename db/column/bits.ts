/*
 * Sets of small numbers as bits: bit `n & 31` of word `n >>> 5`.
 */

/** Words that hold the numbers below `size`. */
export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

/** How many bits of a word are set. */
export function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Adds everything that is in another set of the same size. */
export function addAll(bits: Uint32Array, others: Uint32Array): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) | (others[at] ?? 0);
}

export function has(bits: Uint32Array, number: number): boolean {
  return (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
}

export function add(bits: Uint32Array, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
}

/** What is in a set, numbered from 1. */
export interface Numbered {
  /** One more than there are. */
  size: number;
  /** The number of what is in the set, in order; 0 of all else. */
  numberOf: (one: number) => number;
}

/** Numbers a set, so that a table by it need not have room for all that could be in it. 0 gets no number. */
export function numberedIn(bits: Uint32Array): Numbered {
  // How many come before each word.
  const before = new Uint32Array(bits.length);
  const holdsNothing = has(bits, 0) ? 1 : 0;
  let size = 1 - holdsNothing;
  for (let word = 0; word < bits.length; word += 1) {
    before[word] = size;
    size += ones(bits[word] ?? 0);
  }
  return {
    size,
    numberOf(one) {
      const word = bits[one >>> 5] ?? 0;
      const bit = 1 << (one & 31);
      return (word & bit) === 0 ? 0 : (before[one >>> 5] ?? 0) + ones(word & (bit - 1));
    },
  };
}
