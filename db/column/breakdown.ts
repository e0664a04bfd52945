import type { Period } from '../model.ts';
import { wordsFor } from './bits.ts';
import { type Columns, isAny, maskIn, urlAt } from './columns.ts';
import type { People } from './people.ts';
import { personsByTrait, runsOfChanged, type Trait } from './traits.ts';

/** Page views (or arrivals) of one value, and the persons behind them. */
export interface Counted {
  key: number;
  count: number;
  persons: number;
}

/** How a breakdown is asked for. */
export interface Shown {
  limit: number;
  /** Which of two values with equal counts stands first. */
  before: (a: number, b: number) => number;
}

/** One day of a column: what each code counts as, and which rows count (null: all). */
interface Day {
  columns: Columns;
  keys: Uint32Array;
  mask: Uint8Array | null;
}

/** Adds up rows by key. */
type Count = (day: Day, totals: Float64Array) => void;
/** Marks the persons of rows in the set of their key, which begins at word `slots[key]`; -1 is not shown. */
type Mark = (day: Day, slots: Int32Array, bits: Uint32Array) => void;

/** Keys of the largest totals over 0. Sorting numbers is cheap, and only the few that are shown are compared. */
function largest(totals: Float64Array, { limit, before }: Shown): number[] {
  const least = Math.max(1, totals.slice().sort().at(-limit) ?? 1);
  const keys: number[] = [];
  for (let key = 0; key < totals.length; key += 1) if ((totals[key] ?? 0) >= least) keys.push(key);
  return keys.sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || before(a, b)).slice(0, limit);
}

/** Counts, and then marks persons for what is shown and nothing else, so that a set is needed for each row only. */
function countThenMark(
  days: Day[],
  people: People,
  totals: Float64Array,
  shown: Shown,
  mark: Mark,
): Counted[] {
  const keys = largest(totals, shown);
  const words = wordsFor(people.size);
  const slots = new Int32Array(totals.length).fill(-1);
  for (const [slot, key] of keys.entries()) slots[key] = slot * words;
  const bits = new Uint32Array(words * keys.length);
  for (const day of days) mark(day, slots, bits);
  return keys.map((key, slot) => ({
    key,
    count: totals[key] ?? 0,
    persons: people.count(bits, slot * words),
  }));
}

function countAll(days: Day[], size: number, count: Count): Float64Array {
  const totals = new Float64Array(size);
  for (const day of days) count(day, totals);
  return totals;
}

/** Rows are kept by address, so its page views are known, or few rows to look at. */
const countPages: Count = ({ columns, keys: pageOf, mask }, totals) => {
  const { urls, urlStarts, urlViews, urlRows } = columns;
  for (let index = 0; index < urls.length; index += 1) {
    let count = urlViews[index] ?? 0;
    if (mask) {
      // Page views stand before events.
      const first = urlStarts[index] ?? 0;
      const end = first + count;
      count = 0;
      for (let place = first; place < end; place += 1) count += mask[urlRows[place] ?? 0] ?? 0;
    }
    const page = pageOf[urls[index] ?? 0] ?? 0;
    totals[page] = (totals[page] ?? 0) + count;
  }
};

/** Marks the visitors of one address. */
function markUrl({ columns, mask }: Day, index: number, slot: number, bits: Uint32Array): void {
  const { urlStarts, urlRows, views, who } = columns;
  const end = urlStarts[index + 1] ?? 0;
  for (let place = urlStarts[index] ?? 0; place < end; place += 1) {
    const row = urlRows[place] ?? 0;
    if (row >= views) return;
    if (mask && mask[row] !== 1) continue;
    const number = who[row] ?? 0;
    const word = slot + (number >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (number & 31));
  }
}

/** Addresses of the pages that are shown. */
function addressesOf(pageOf: Uint32Array, slots: Int32Array): number[] {
  const addresses: number[] = [];
  for (let url = 0; url < pageOf.length; url += 1)
    if ((slots[pageOf[url] ?? 0] ?? -1) >= 0) addresses.push(url);
  return addresses;
}

/** Pages by page views; `pageOf` has the page of each address, below `size`; 0 is none. */
export function pages(
  all: Columns[],
  people: People,
  period: Period,
  { pageOf, size }: { pageOf: Uint32Array; size: number },
  shown: Shown,
): Counted[] {
  const days = all.map((columns) => ({ columns, keys: pageOf, mask: maskIn(columns, period) }));
  const totals = countAll(days, size, countPages);
  totals[0] = 0;
  let addresses: number[] | null = null;
  return countThenMark(days, people, totals, shown, (day, slots, bits) => {
    // The few addresses of the pages that are shown are looked for, not walked to.
    addresses ??= addressesOf(pageOf, slots);
    for (const url of addresses) {
      const index = urlAt(day.columns, url);
      if (index >= 0) markUrl(day, index, slots[pageOf[url] ?? 0] ?? 0, bits);
    }
  });
}

const countClients: Count = ({ columns: { runs, clientViews }, keys, mask }, totals) => {
  const { starts, client, length } = runs;
  if (!mask) {
    for (let code = 0; code < clientViews.length; code += 1) {
      const key = keys[code] ?? 0;
      totals[key] = (totals[key] ?? 0) + (clientViews[code] ?? 0);
    }
    return;
  }
  for (let run = 0; run < length; run += 1) {
    const key = keys[client[run] ?? 0] ?? 0;
    let count = 0;
    for (let row = starts[run] ?? 0; row < (starts[run + 1] ?? 0); row += 1) count += mask[row] ?? 0;
    totals[key] = (totals[key] ?? 0) + count;
  }
};

/** Everybody with a page view in a period, as a set of numbers. */
export function whoSaw(days: Columns[], people: People, period: Period): Uint32Array {
  const bits = new Uint32Array(wordsFor(people.size));
  for (const columns of days) {
    const mask = maskIn(columns, period);
    const { starts, who, length } = columns.runs;
    for (let run = 0; run < length; run += 1) {
      if (mask && !isAny(mask, starts[run] ?? 0, starts[run + 1] ?? 0)) continue;
      const number = who[run] ?? 0;
      bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
    }
  }
  bits[0] = (bits[0] ?? 0) & ~1; // nobody
  return bits;
}

/** A column that says with what, or from where; its values are below `size`. */
export interface ClientColumn {
  /** What is remembered of everybody. */
  trait: Trait;
  /** Value of each code of a day. */
  keysOf: (columns: Columns) => Uint32Array;
  size: number;
}

/** Page views by the client they came from. `saw` is everybody who saw one. */
export function clients(
  all: Columns[],
  people: People,
  period: Period,
  saw: Uint32Array,
  { trait, keysOf, size }: ClientColumn,
  shown: Shown,
): Counted[] {
  const days = all.map((columns) => ({ columns, keys: keysOf(columns), mask: maskIn(columns, period) }));
  const totals = countAll(days, size, countClients);
  const found = largest(totals, shown);
  const slots = new Int32Array(size).fill(-1);
  for (const [slot, key] of found.entries()) slots[key] = slot;
  const persons = personsByTrait(saw, people, trait, runsOfChanged(days, trait), slots, found.length);
  return found.map((key, slot) => ({ key, count: totals[key] ?? 0, persons: persons[slot] ?? 0 }));
}

const countSources: Count = ({ columns: { arrival, source: codes }, keys, mask }, totals) => {
  for (let index = 0; index < arrival.length; index += 1) {
    if (mask && mask[arrival[index] ?? 0] !== 1) continue;
    const key = keys[codes[index] ?? 0] ?? 0;
    totals[key] = (totals[key] ?? 0) + 1;
  }
};

const markSources: Mark = ({ columns: { arrival, source: codes, who }, keys, mask }, slots, bits) => {
  for (let index = 0; index < arrival.length; index += 1) {
    const row = arrival[index] ?? 0;
    if (mask && mask[row] !== 1) continue;
    const slot = slots[keys[codes[index] ?? 0] ?? 0] ?? -1;
    if (slot < 0) continue;
    const number = who[row] ?? 0;
    const word = slot + (number >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (number & 31));
  }
};

/** Arrivals by where they came in from; sources are below `size`. */
export function sources(
  all: Columns[],
  people: People,
  period: Period,
  size: number,
  shown: Shown,
): Counted[] {
  const days = all.map((columns) => ({ columns, keys: columns.sources, mask: maskIn(columns, period) }));
  return countThenMark(days, people, countAll(days, size, countSources), shown, markSources);
}
