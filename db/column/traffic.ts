import type { Period } from '../model.ts';
import type { Traffic } from '../store.ts';
import { add, addAll, wordsFor } from './bits.ts';
import { type Columns, QUARTER } from './columns.ts';
import { DAY_MS } from './part.ts';
import type { People } from './people.ts';
import { placeOf } from './place.ts';

/**
 * Where the marks of buckets go. Days and buckets are both in order, so only the few sets of the buckets that one day
 * touches are in use at a time, and they stay in the processor's cache: the set of bucket n is the one at
 * n % `sets.length`.
 */
interface Marks {
  sets: Uint32Array[];
  /** Page views of each bucket. */
  counts: Float64Array;
}

function setOf({ sets }: Marks, bucket: number): Uint32Array {
  const set = sets[bucket % sets.length];
  if (!set) throw new Error('there is no set');
  return set;
}

function addViews({ counts }: Marks, bucket: number, views: number): void {
  counts[bucket] = (counts[bucket] ?? 0) + views;
}

/** Marks who saw a page in [lo, hi) of the day, row by row. */
function mark({ ms, views, runs, mask }: Columns, lo: number, hi: number, marks: Marks, bucket: number) {
  const bits = setOf(marks, bucket);
  const { starts, who } = runs;
  let run = 0;
  let count = 0;
  for (let row = 0; row < views; row += 1) {
    // One more where the next run begins, without a branch: no processor could guess how long a run is.
    run += ((starts[run + 1] ?? 0) - row - 1) >>> 31;
    const at = ms[row] ?? 0;
    if (at < lo || at >= hi || (mask && mask[row] !== 1)) continue;
    count += 1;
    add(bits, who[run] ?? 0);
  }
  addViews(marks, bucket, count);
}

/**
 * The same for a whole day that is cut in two: before the cut it is of one bucket, from there on of the next. A run is
 * by time, so its first and last row say on which sides it was. There is no branch, because no processor could guess
 * the side.
 */
function markBoth({ ms, views, runs, viewsBefore }: Columns, cut: number, marks: Marks, bucket: number) {
  const bits = setOf(marks, bucket);
  const next = setOf(marks, bucket + 1);
  const { starts, who, length } = runs;
  for (let run = 0; run < length; run += 1) {
    const number = who[run] ?? 0;
    const bit = 1 << (number & 31);
    const word = number >>> 5;
    const first = ms[starts[run] ?? 0] ?? 0;
    const last = ms[(starts[run + 1] ?? 0) - 1] ?? 0;
    bits[word] = (bits[word] ?? 0) | (bit & ((first - cut) >> 31));
    next[word] = (next[word] ?? 0) | (bit & ~((last - cut) >> 31));
  }
  let before = 0;
  if (cut % QUARTER === 0) before = viewsBefore[cut / QUARTER] ?? 0;
  else for (let row = 0; row < views; row += 1) before -= ((ms[row] ?? 0) - cut) >> 31;
  addViews(marks, bucket, before);
  addViews(marks, bucket + 1, views - before);
}

/** The same for a whole day of one bucket. */
function markWhole({ views, runs }: Columns, marks: Marks, bucket: number) {
  const bits = setOf(marks, bucket);
  const { who, length } = runs;
  for (let run = 0; run < length; run += 1) add(bits, who[run] ?? 0);
  addViews(marks, bucket, views);
}

function imagesIn({ images, ms, start, views, mask }: Columns, { from, to }: Period): number {
  let count = 0;
  for (const row of images) {
    const at = start + (ms[row] ?? 0);
    if (row < views && at >= from && at < to && (!mask || mask[row] === 1)) count += 1;
  }
  return count;
}

/** Marks one day in every bucket that it touches, of which none is before the `first`. */
function markDay(columns: Columns, buckets: Period[], marks: Marks, first: number): void {
  const { start, mask } = columns;
  const [one, two] = [buckets[first], buckets[first + 1]];
  if (!mask && one && one.from <= start) {
    if (one.to >= start + DAY_MS) {
      markWhole(columns, marks, first);
      return;
    }
    if (two && two.to >= start + DAY_MS) {
      markBoth(columns, two.from - start, marks, first);
      return;
    }
  }
  for (let bucket = first; bucket < buckets.length; bucket += 1) {
    const period = buckets[bucket];
    if (!period || period.from >= start + DAY_MS) return;
    if (period.to > start) mark(columns, period.from - start, period.to - start, marks, bucket);
  }
}

/** How many buckets a day touches at most, wherever it begins. */
function mostAtOnce(buckets: Period[]): number {
  let most = 0;
  for (let first = 0, last = 0; first < buckets.length; first += 1) {
    const reach = (buckets[first]?.to ?? 0) + DAY_MS;
    while (last < buckets.length && (buckets[last]?.from ?? 0) < reach) last += 1;
    most = Math.max(most, last - first);
  }
  return most;
}

/** Page views and persons, in total and for each bucket. Days are in order; buckets adjoin and are in order. */
export function traffic(days: Columns[], people: People, buckets: Period[]): Traffic {
  const period = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
  const starts = buckets.map(({ from }) => from);
  const words = wordsFor(people.size);
  const marks = {
    sets: Array.from({ length: mostAtOnce(buckets) }, () => new Uint32Array(words)),
    counts: new Float64Array(buckets.length),
  };
  const everybody = new Uint32Array(words);
  let next = 0;
  const series = buckets.map(({ to }, bucket) => {
    // Days that begin later cannot be of this bucket; those before are marked in all of theirs.
    for (let columns = days[next]; columns && columns.start < to; columns = days[next]) {
      markDay(columns, buckets, marks, Math.max(0, placeOf(starts, columns.start + 1) - 1));
      next += 1;
    }
    const set = setOf(marks, bucket);
    addAll(everybody, set);
    const visitors = people.count(set);
    set.fill(0);
    return { pageViews: marks.counts[bucket] ?? 0, visitors };
  });
  return {
    totals: {
      pageViews: series.reduce((sum, { pageViews }) => sum + pageViews, 0),
      imageOnly: days.reduce((sum, columns) => sum + imagesIn(columns, period), 0),
      visitors: people.count(everybody),
    },
    series,
  };
}
