/*
 * Sets of small numbers as bits: bit `n & 31` of word `n >>> 5`. Several sets stand in one array, one after another.
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

/** What is in any of the `sets` sets that stand one after another. */
export function unionOf(bits: Uint32Array, sets: number, words: number): Uint32Array {
  const union = new Uint32Array(words);
  for (let start = 0; start < sets * words; start += words) {
    for (let at = 0; at < words; at += 1) union[at] = (union[at] ?? 0) | (bits[start + at] ?? 0);
  }
  return union;
}

export function has(bits: Uint32Array, number: number): boolean {
  return (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
}

export function add(bits: Uint32Array, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
}
