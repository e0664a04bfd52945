import type { Period } from '../model.ts';
import { add, wordsFor } from './bits.ts';
import { type Columns, isAny, maskIn } from './columns.ts';
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
type Count = (day: Day, totals: Uint32Array) => void;
/** Keys of the largest totals over 0. */
export function largest(totals: Uint32Array, { limit, before }: Shown): number[] {
  const order = (a: number, b: number) => (totals[b] ?? 0) - (totals[a] ?? 0) || before(a, b);
  let keys: number[] = [];
  let least = 1;
  for (let key = 0; key < totals.length; key += 1) {
    if ((totals[key] ?? 0) < least) continue;
    keys.push(key);
    // Now and then only the largest so far are kept, and with them what the others must reach.
    if (keys.length < limit * 8) continue;
    keys = keys.sort(order).slice(0, limit);
    least = totals[keys.at(-1) ?? 0] ?? 1;
  }
  return keys.sort(order).slice(0, limit);
}

function countAll(days: Day[], size: number, count: Count): Uint32Array {
  const totals = new Uint32Array(size);
  for (const day of days) count(day, totals);
  return totals;
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
      add(bits, who[run] ?? 0);
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

/** Marks who came from each source in the set of its slot; -1 is not shown. */
function markSources({ columns, keys, mask }: Day, slots: Int32Array, sets: Uint32Array[]): void {
  const { arrival, arrivalRun, source: codes, runs } = columns;
  for (let index = 0; index < arrival.length; index += 1) {
    if (mask && mask[arrival[index] ?? 0] !== 1) continue;
    const bits = sets[slots[keys[codes[index] ?? 0] ?? 0] ?? -1];
    if (bits) add(bits, runs.who[arrivalRun[index] ?? 0] ?? 0);
  }
}

/** Arrivals by where they came in from, with persons for what is shown; sources are below `size`. */
export function sources(
  all: Columns[],
  people: People,
  period: Period,
  size: number,
  shown: Shown,
): Counted[] {
  const days = all.map((columns) => ({ columns, keys: columns.sources, mask: maskIn(columns, period) }));
  const totals = countAll(days, size, countSources);
  const found = largest(totals, shown);
  const slots = new Int32Array(size).fill(-1);
  for (const [slot, key] of found.entries()) slots[key] = slot;
  const sets = found.map(() => new Uint32Array(wordsFor(people.size)));
  for (const day of days) markSources(day, slots, sets);
  return found.map((key, slot) => ({
    key,
    count: totals[key] ?? 0,
    persons: people.count(sets[slot] ?? new Uint32Array(0)),
  }));
}
