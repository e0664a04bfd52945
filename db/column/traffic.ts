import type { Period } from '../model.ts';
import type { Traffic } from '../store.ts';
import { countOf, countOfUnion, wordsFor } from './bits.ts';
import { DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';

const IMAGE = 1;

/** Marks who saw a page in [lo, hi) of the part's day in the set that begins at word `start`; how many views. */
function mark(part: Part, people: People, lo: number, hi: number, bits: Uint32Array, start: number): number {
  const { who, ms, views } = part;
  const { persons } = people;
  const whole = lo <= 0 && hi >= DAY_MS;
  let count = 0;
  for (let row = 0; row < views; row += 1) {
    const at = ms[row] ?? 0;
    if (!whole && (at < lo || at >= hi)) continue;
    count += 1;
    const visitor = who[row] ?? 0;
    let person = persons[visitor] ?? 0;
    if (person < 0) person = people.at(visitor, part.day * DAY_MS + at);
    const word = start + (person >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (person & 31));
  }
  return count;
}

/**
 * The same for a part's day that is cut in two at `cut`: what comes before is of the set at `start`, the rest of the
 * next. Without a branch, because within a day rows are by visitor, so that no processor can guess the side.
 */
function markBoth(part: Part, people: People, cut: number, bits: Uint32Array, start: number, words: number) {
  const { who, ms, views } = part;
  const { persons } = people;
  let after = 0;
  for (let row = 0; row < views; row += 1) {
    const at = ms[row] ?? 0;
    const later = 1 + ((at - cut) >> 31); // 1 at or after the cut, else 0
    after += later;
    const visitor = who[row] ?? 0;
    let person = persons[visitor] ?? 0;
    if (person < 0) person = people.at(visitor, part.day * DAY_MS + at);
    const word = start + Math.imul(later, words) + (person >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (person & 31));
  }
  return { before: views - after, after };
}

/** Page views that came by the image alone, in a period. */
function imagesIn(part: Part, from: number, to: number): number {
  let images = 0;
  if (!part.channel.includes(IMAGE)) return 0;
  for (let row = 0; row < part.views; row += 1) {
    const at = part.day * DAY_MS + (part.ms[row] ?? 0);
    if (part.channel[row] === IMAGE && at >= from && at < to) images += 1;
  }
  return images;
}

/** Index of the bucket that holds a time; -1 before the first. Buckets adjoin and are in order. */
function bucketAt(buckets: Period[], at: number): number {
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Page views and persons, in total and for each bucket. Buckets adjoin and are in order. */
export function traffic(parts: Part[], people: People, buckets: Period[]): Traffic {
  const from = buckets[0]?.from ?? 0;
  const to = buckets.at(-1)?.to ?? 0;
  const words = wordsFor(people.size);
  const bits = new Uint32Array(words * buckets.length);
  const counts = new Float64Array(buckets.length);
  const count = (bucket: number, views: number) => {
    counts[bucket] = (counts[bucket] ?? 0) + views;
  };
  let imageOnly = 0;
  for (const part of parts) {
    const start = part.day * DAY_MS;
    imageOnly += imagesIn(part, from, to);
    const first = Math.max(0, bucketAt(buckets, start));
    const [one, two] = [buckets[first], buckets[first + 1]];
    if (one && two && one.from <= start && two.from < start + DAY_MS && two.to >= start + DAY_MS) {
      const { before, after } = markBoth(part, people, two.from - start, bits, first * words, words);
      count(first, before);
      count(first + 1, after);
      continue;
    }
    for (let bucket = first; bucket < buckets.length; bucket += 1) {
      const period = buckets[bucket];
      if (!period || period.from >= start + DAY_MS) break;
      if (period.to > start)
        count(bucket, mark(part, people, period.from - start, period.to - start, bits, bucket * words));
    }
  }
  return {
    totals: {
      pageViews: counts.reduce((sum, views) => sum + views, 0),
      imageOnly,
      visitors: countOfUnion(bits, buckets.length, words),
    },
    series: buckets.map((_, bucket) => ({
      pageViews: counts[bucket] ?? 0,
      visitors: countOf(bits, bucket * words, words),
    })),
  };
}
