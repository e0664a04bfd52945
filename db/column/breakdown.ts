import type { Period } from '../model.ts';
import { countOf, wordsFor } from './bits.ts';
import { DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';

/** Page views (or arrivals) of one value, and the persons behind them. */
export interface Counted {
  key: number;
  count: number;
  persons: number;
}

/** Which of a part's rows are looked at, and by what. */
export interface Column {
  /** Rows, or null for all page views. */
  rows: Uint16Array | null;
  /** Of each row looked at. */
  codes: Uint16Array | Uint32Array;
  /** What each code is counted as. Columns of several parts may share it, and are the faster for it. */
  keys: Uint32Array;
}

interface Piece {
  column: Column;
  part: Part;
  /** Milliseconds of the day that are looked at. */
  lo: number;
  hi: number;
}

/** Counts rows by code. */
function count({ column, part, lo, hi }: Piece, counts: Uint32Array): void {
  const { rows, codes } = column;
  const { ms } = part;
  const whole = lo <= 0 && hi >= DAY_MS;
  const length = rows ? rows.length : part.views;
  for (let index = 0; index < length; index += 1) {
    if (!whole) {
      const at = ms[rows ? (rows[index] ?? 0) : index] ?? 0;
      if (at < lo || at >= hi) continue;
    }
    const code = codes[index] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

/**
 * Marks the person of each row in the set of its slot; slot 0 takes what is not asked for, which is cheaper than to
 * ask. Rows are by visitor, so each set is walked from front to back, and many sets stay in the cache at once.
 */
function mark({ column, part, lo, hi }: Piece, slots: Uint32Array, people: People, bits: Uint32Array): void {
  const { rows, codes } = column;
  const { who, ms } = part;
  const { persons } = people;
  const whole = lo <= 0 && hi >= DAY_MS;
  const length = rows ? rows.length : part.views;
  for (let index = 0; index < length; index += 1) {
    const row = rows ? (rows[index] ?? 0) : index;
    if (!whole && ((ms[row] ?? 0) < lo || (ms[row] ?? 0) >= hi)) continue;
    const visitor = who[row] ?? 0;
    let person = persons[visitor] ?? 0;
    if (person < 0) person = people.at(visitor, part.day * DAY_MS + (ms[row] ?? 0));
    const word = (slots[codes[index] ?? 0] ?? 0) + (person >>> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (person & 31));
  }
}

/** Calls `each` for the pieces of each table of keys. */
function byKeys(pieces: Piece[], each: (keys: Uint32Array, pieces: Piece[]) => void): void {
  const groups = new Map<Uint32Array, Piece[]>();
  for (const piece of pieces) {
    const group = groups.get(piece.column.keys);
    if (group) group.push(piece);
    else groups.set(piece.column.keys, [piece]);
  }
  for (const [keys, group] of groups) each(keys, group);
}

/** Numbers the values of small columns as they are met, so that a report counts in a short array. */
export function createKeys() {
  const numbers = new Map<number, number>();
  const ids: number[] = [];
  return {
    /** Value of each number. */
    ids,
    of: (id: number): number => {
      const number = numbers.get(id) ?? ids.push(id) - 1;
      numbers.set(id, number);
      return number;
    },
  };
}

/** Keys of the largest totals over 0. Sorting numbers is cheap, and only the few that are shown are compared. */
function largest(totals: Float64Array, limit: number, before: (a: number, b: number) => number): number[] {
  const least = Math.max(1, totals.slice().sort().at(-limit) ?? 1);
  const keys: number[] = [];
  for (let key = 0; key < totals.length; key += 1) if ((totals[key] ?? 0) >= least) keys.push(key);
  return keys.sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || before(a, b)).slice(0, limit);
}

/**
 * The largest `limit` values by count, and then by `before`. Persons are counted exactly, and only for the values that
 * are shown. Keys are below `sizeOf()`, which is asked after every column was.
 */
export function breakdown(
  parts: Part[],
  people: People,
  { from, to }: Period,
  columnOf: (part: Part) => Column,
  {
    sizeOf,
    limit,
    before,
  }: { sizeOf: () => number; limit: number; before: (a: number, b: number) => number },
): Counted[] {
  const pieces = parts.map((part): Piece => {
    const start = part.day * DAY_MS;
    return { column: columnOf(part), part, lo: from - start, hi: to - start };
  });
  const size = sizeOf();
  const totals = new Float64Array(size);
  byKeys(pieces, (keys, group) => {
    const counts = new Uint32Array(keys.length);
    for (const piece of group) count(piece, counts);
    for (let code = 0; code < counts.length; code += 1) {
      const key = keys[code] ?? 0;
      totals[key] = (totals[key] ?? 0) + (counts[code] ?? 0);
    }
  });
  const shown = largest(totals, limit, before);
  const words = wordsFor(people.size);
  const slotOf = new Uint32Array(size);
  for (const [index, key] of shown.entries()) slotOf[key] = (index + 1) * words;
  const bits = new Uint32Array(words * (shown.length + 1));
  byKeys(pieces, (keys, group) => {
    const slots = new Uint32Array(keys.length);
    for (let code = 0; code < slots.length; code += 1) slots[code] = slotOf[keys[code] ?? 0] ?? 0;
    for (const piece of group) mark(piece, slots, people, bits);
  });
  return shown.map((key, index) => ({
    key,
    count: totals[key] ?? 0,
    persons: countOf(bits, (index + 1) * words, words),
  }));
}
