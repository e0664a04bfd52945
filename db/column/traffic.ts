import type { Period } from '../model.ts';
import type { Traffic } from '../store.ts';
import { unionOf, wordsFor } from './bits.ts';
import { type Columns, QUARTER } from './columns.ts';
import { DAY_MS } from './part.ts';
import type { People } from './people.ts';

/** Where the marks of a bucket go. */
interface Sets {
  bits: Uint32Array;
  words: number;
  counts: Float64Array;
}

/** Marks who saw a page in [lo, hi) of the day, row by row. */
function mark(
  { who, ms, views, mask }: Columns,
  lo: number,
  hi: number,
  { bits, words, counts }: Sets,
  bucket: number,
) {
  const start = bucket * words;
  let count = 0;
  for (let row = 0; row < views; row += 1) {
    const at = ms[row] ?? 0;
    if (at < lo || at >= hi || (mask && mask[row] !== 1)) continue;
    count += 1;
    const number = who[row] ?? 0;
    const word = start + (number >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (number & 31));
  }
  counts[bucket] = (counts[bucket] ?? 0) + count;
}

/**
 * The same for a whole day that is cut in two: before the cut it is of one bucket, from there on of the next. Who comes
 * several times stands in a run, by time, so its first and last row say on which sides it was. There is no branch,
 * because no processor could guess the side.
 */
function markBoth(
  { ms, views, runs, viewsBefore }: Columns,
  cut: number,
  { bits, words, counts }: Sets,
  bucket: number,
) {
  const { starts, who, length } = runs;
  const start = bucket * words;
  for (let run = 0; run < length; run += 1) {
    const number = who[run] ?? 0;
    const bit = 1 << (number & 31);
    const word = start + (number >>> 5);
    const first = ms[starts[run] ?? 0] ?? 0;
    const last = ms[(starts[run + 1] ?? 0) - 1] ?? 0;
    bits[word] = (bits[word] ?? 0) | (bit & ((first - cut) >> 31));
    bits[word + words] = (bits[word + words] ?? 0) | (bit & ~((last - cut) >> 31));
  }
  let before = 0;
  if (cut % QUARTER === 0) before = viewsBefore[cut / QUARTER] ?? 0;
  else for (let row = 0; row < views; row += 1) before -= ((ms[row] ?? 0) - cut) >> 31;
  counts[bucket] = (counts[bucket] ?? 0) + before;
  counts[bucket + 1] = (counts[bucket + 1] ?? 0) + views - before;
}

/** The same for a whole day of one bucket. */
function markWhole({ views, runs }: Columns, { bits, words, counts }: Sets, bucket: number) {
  const { who, length } = runs;
  const start = bucket * words;
  for (let run = 0; run < length; run += 1) {
    const number = who[run] ?? 0;
    const word = start + (number >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (number & 31));
  }
  counts[bucket] = (counts[bucket] ?? 0) + views;
}

function imagesIn({ images, ms, start, views, mask }: Columns, { from, to }: Period): number {
  let count = 0;
  for (const row of images) {
    const at = start + (ms[row] ?? 0);
    if (row < views && at >= from && at < to && (!mask || mask[row] === 1)) count += 1;
  }
  return count;
}

/** Index of the bucket that holds a time, 0 before the first. Buckets adjoin and are in order. */
function bucketAt(buckets: Period[], at: number): number {
  let low = 0;
  for (let high = buckets.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Marks one day in every bucket that it touches. */
function markDay(columns: Columns, buckets: Period[], sets: Sets): void {
  const { start, mask } = columns;
  const first = bucketAt(buckets, start);
  const [one, two] = [buckets[first], buckets[first + 1]];
  if (!mask && one && one.from <= start) {
    if (one.to >= start + DAY_MS) {
      markWhole(columns, sets, first);
      return;
    }
    if (two && two.to >= start + DAY_MS) {
      markBoth(columns, two.from - start, sets, first);
      return;
    }
  }
  for (let bucket = first; bucket < buckets.length; bucket += 1) {
    const period = buckets[bucket];
    if (!period || period.from >= start + DAY_MS) return;
    if (period.to > start) mark(columns, period.from - start, period.to - start, sets, bucket);
  }
}

/** Page views and persons, in total and for each bucket. Buckets adjoin and are in order. */
export function traffic(days: Columns[], people: People, buckets: Period[]): Traffic {
  const period = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
  const words = wordsFor(people.size);
  const sets = {
    words,
    bits: new Uint32Array(words * buckets.length),
    counts: new Float64Array(buckets.length),
  };
  let imageOnly = 0;
  for (const columns of days) {
    markDay(columns, buckets, sets);
    imageOnly += imagesIn(columns, period);
  }
  return {
    totals: {
      pageViews: sets.counts.reduce((sum, views) => sum + views, 0),
      imageOnly,
      visitors: people.count(unionOf(sets.bits, buckets.length, words), 0),
    },
    series: buckets.map((_, bucket) => ({
      pageViews: sets.counts[bucket] ?? 0,
      visitors: people.count(sets.bits, bucket * words),
    })),
  };
}
