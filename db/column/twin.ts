import type { Period } from '../model.ts';
import { add, has, numberedIn, wordsFor } from './bits.ts';
import { type Columns, whoAt } from './columns.ts';
import { addFound, type Found } from './found.ts';
import { BLOCK_ROWS } from './part.ts';
import { sortByCode } from './sort.ts';

/*
 * Twins: hits that carry the same deduplication key. Which of them counts is the collector's rule; here they are sorted
 * out from those that stand alone, and put side by side.
 */

/** Which deduplication keys more than one hit of an account carries, of whatever event; null where there is none. */
export function sharedKeys(days: Columns[], size: number): Uint32Array | null {
  const once = new Uint32Array(wordsFor(size));
  const shared = new Uint32Array(wordsFor(size));
  let any = false;
  for (const { dedup } of days) {
    for (let own = 0; own < dedup.length; own += 1) {
      const key = dedup[own] ?? 0;
      if (key === 0) continue;
      if (has(once, key)) {
        add(shared, key);
        any = true;
      } else add(once, key);
    }
  }
  return any ? shared : null;
}

/** Keys that more than one hit carries: all of them, and those that are asked for. */
export interface Keys {
  shared: Uint32Array;
  asked: Uint32Array;
  /** Days with a hit that carries one of them. */
  days: ReadonlySet<Columns>;
}

/**
 * Of shared keys, those that a hit of the period carries, and one of wanted people (null is all), whatever their events:
 * what is looked at of all the others is that they are not alone.
 */
export function askedKeys(
  days: Columns[],
  shared: Uint32Array,
  { from, to }: Period,
  wanted: Uint32Array | null,
): Keys {
  const asked = new Uint32Array(shared.length);
  const keyed = new Set<Columns>();
  const wantedToo = wanted ? new Uint32Array(shared.length) : null;
  for (const columns of days) {
    const { start, views, ms, dedup, eventWho } = columns;
    let any = false;
    for (let own = 0; own < dedup.length; own += 1) {
      const key = dedup[own] ?? 0;
      if (!has(shared, key)) continue;
      any = true;
      const at = start + (ms[views + own] ?? 0);
      if (at >= from && at < to) add(asked, key);
      if (wanted && wantedToo && has(wanted, eventWho[own] ?? 0)) add(wantedToo, key);
    }
    if (any) keyed.add(columns);
  }
  if (wantedToo)
    for (let word = 0; word < asked.length; word += 1)
      asked[word] = (asked[word] ?? 0) & (wantedToo[word] ?? 0);
  return { shared, asked, days: keyed };
}

/** Twins of the last day that was looked at. */
const both = new Uint16Array(BLOCK_ROWS);

/**
 * Adds the twins among rows of a day that are asked for to `twins`. What has no twin stands alone: where it is of the
 * period, it is moved to the front of `rows`.
 */
export function splitTwins(
  columns: Columns,
  rows: Uint16Array,
  { shared, asked }: Keys,
  { from, to }: Period,
  twins: Found,
): Uint16Array {
  const { start, views, ms, dedup } = columns;
  const [lo, hi] = [from - start, to - start];
  let [alone, length] = [0, 0];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    const key = row < views ? 0 : (dedup[row - views] ?? 0);
    if (has(shared, key)) {
      both[length] = row;
      length += has(asked, key) ? 1 : 0;
      continue;
    }
    const at = ms[row] ?? 0;
    if (at < lo || at >= hi) continue;
    rows[alone] = row;
    alone += 1;
  }
  addFound(twins, columns, both.subarray(0, length));
  return rows.subarray(0, alone);
}

/** Twins that are asked for: where each of those that were found stands, side by side with its like. */
export interface Twins {
  found: Found;
  /** By twin: its place, or -1 where it is left out. */
  place: Int32Array;
  /** By place: event and key as one number. */
  key: Float64Array;
}

/** What is asked of twins. */
interface Asked {
  period: Period;
  wanted: Uint32Array | null;
  keys: Keys;
  /** Random ids of hits. */
  idsOf: (hits: number[]) => Map<number, string>;
}

/**
 * Twins by event and key, and of one by (time, id). Left out are those that share both with none of the period, or with
 * none of wanted people (null is all).
 */
export function sideBySide(found: Found, { period, wanted, keys, idsOf }: Asked): Twins {
  const facts = factsOf(found, wanted);
  const { size, numberOf } = numberedIn(keys.asked);
  const order = new Uint32Array(found.length);
  // First by key alone, which leaves a few together.
  const starts = sortByCode(facts.dedup.map(numberOf), size, order);
  sortGroups(order, starts, facts, idsOf);
  const place = new Int32Array(found.length).fill(-1);
  const key = new Float64Array(found.length);
  let count = 0;
  for (let first = 0, end = 0; first < order.length; first = end) {
    end = groupEnd(order, first, facts);
    if (!isAsked(order, first, end, facts, period)) continue;
    for (let next = first; next < end; next += 1) {
      const twin = order[next] ?? 0;
      place[twin] = count;
      key[count] = (facts.event[twin] ?? 0) * 2 ** 32 + (facts.dedup[twin] ?? 0);
      count += 1;
    }
  }
  return { found, place, key: key.subarray(0, count) };
}

/** What sorting looks at: columns in the order in which twins were found, read from front to back once. */
interface Facts {
  at: Float64Array;
  event: Uint32Array;
  dedup: Uint32Array;
  hit: Float64Array;
  isWanted: Uint8Array;
}

function factsOf({ rows, length, days }: Found, wanted: Uint32Array | null): Facts {
  const at = new Float64Array(length);
  const event = new Uint32Array(length);
  const dedup = new Uint32Array(length);
  const hit = new Float64Array(length);
  const isWanted = new Uint8Array(length);
  let next = 0;
  for (const { columns, end } of days) {
    const { start, first, views, ms, id } = columns;
    for (; next < end; next += 1) {
      const row = rows[next] ?? 0;
      at[next] = start + (ms[row] ?? 0);
      event[next] = columns.event.ids[columns.event.codes[row - views] ?? 0] ?? 0;
      dedup[next] = columns.dedup[row - views] ?? 0;
      hit[next] = first + (id[row] ?? 0);
      isWanted[next] = Number(!wanted || has(wanted, whoAt(columns, row)));
    }
  }
  return { at, event, dedup, hit, isWanted };
}

/** Sorts what shares a key by event and (time, id). Ids are read for those alone that share event and time as well. */
function sortGroups(
  order: Uint32Array,
  starts: Uint32Array,
  { at, event, hit }: Facts,
  idsOf: Asked['idsOf'],
): void {
  const sortAll = (compare: (a: number, b: number) => number) => {
    for (let group = 0; group + 1 < starts.length; group += 1)
      sortFew(order, starts[group] ?? 0, starts[group + 1] ?? 0, compare);
  };
  const byTime = (a: number, b: number) => (event[a] ?? 0) - (event[b] ?? 0) || (at[a] ?? 0) - (at[b] ?? 0);
  sortAll(byTime);
  const tied = new Set<number>();
  for (let place = 1; place < order.length; place += 1) {
    const [one = 0, other = 0] = [order[place - 1], order[place]];
    if (at[one] === at[other] && event[one] === event[other]) tied.add(hit[one] ?? 0).add(hit[other] ?? 0);
  }
  if (tied.size === 0) return;
  const ids = idsOf([...tied]);
  const idOf = (twin: number) => ids.get(hit[twin] ?? 0) ?? '';
  sortAll((a, b) => byTime(a, b) || (idOf(a) < idOf(b) ? -1 : 1));
}

/** Sorts the places [from, to) of an order, which are few. */
function sortFew(
  order: Uint32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): void {
  for (let sorted = from + 1; sorted < to; sorted += 1) {
    const one = order[sorted] ?? 0;
    let place = sorted;
    for (; place > from && compare(order[place - 1] ?? 0, one) > 0; place -= 1)
      order[place] = order[place - 1] ?? 0;
    order[place] = one;
  }
}

/** Where those end that share event and key with the first. */
function groupEnd(order: Uint32Array, first: number, { event, dedup }: Facts): number {
  const one = order[first] ?? 0;
  let end = first + 1;
  for (; end < order.length; end += 1) {
    const other = order[end] ?? 0;
    if (event[other] !== event[one] || dedup[other] !== dedup[one]) break;
  }
  return end;
}

function isAsked(
  order: Uint32Array,
  first: number,
  end: number,
  { at, isWanted }: Facts,
  { from, to }: Period,
): boolean {
  let [isWithin, isAnybodys] = [false, false];
  for (let next = first; next < end; next += 1) {
    const twin = order[next] ?? 0;
    const time = at[twin] ?? 0;
    isWithin ||= time >= from && time < to;
    isAnybodys ||= isWanted[twin] === 1;
  }
  return isWithin && isAnybodys;
}
