/*
 * Sets of small numbers as bits: bit `n & 31` of word `n >>> 5`. Several sets stand in one array, each `words` long.
 */

/** Words that hold the numbers below `size`. */
export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many numbers are in the set that begins at word `start`; number 0 is nobody and not counted. */
export function countOf(bits: Uint32Array, start: number, words: number): number {
  let count = 0;
  for (let at = start; at < start + words; at += 1) count += ones(bits[at] ?? 0);
  return count - ((bits[start] ?? 0) & 1);
}

/** How many numbers are in any of the `sets` sets that stand one after another. */
export function countOfUnion(bits: Uint32Array, sets: number, words: number): number {
  let count = 0;
  for (let at = 0; at < words; at += 1) {
    let word = at === 0 ? 1 : 0;
    for (let set = 0; set < sets; set += 1) word |= bits[set * words + at] ?? 0;
    count += ones(word);
  }
  return count - 1;
}

/** How many numbers both sets have. */
export function countOfBoth(one: Uint32Array, other: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < one.length; at += 1) count += ones((one[at] ?? 0) & (other[at] ?? 0));
  return count - ((one[0] ?? 0) & (other[0] ?? 0) & 1);
}

export function has(bits: Uint32Array, number: number): boolean {
  return (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
}

export function add(bits: Uint32Array, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
}
