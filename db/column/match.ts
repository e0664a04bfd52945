import type { Period } from '../model.ts';
import type { MatchedHits } from '../store.ts';
import { add, has, wordsFor } from './bits.ts';
import { type Columns, channelOf, isAmong, whoAt } from './columns.ts';
import { BLOCK_ROWS, currencyText, DAY_MS } from './part.ts';
import type { People } from './people.ts';
import type { Match } from './rule.ts';

const IMAGE = 1;
const EVER: Period = { from: -Infinity, to: Infinity };

/** Rows of the last day that was looked at: made once, because every report looks at hundreds of days. */
const found = new Uint16Array(BLOCK_ROWS);

/** Whether a row lies in [lo, hi) of its day, passes the filter and is no image. */
function mayMatch(columns: Columns, row: number, lo: number, hi: number): boolean {
  const { ms, images, views, eventChannel, mask } = columns;
  const at = ms[row] ?? 0;
  if (at < lo || at >= hi || (mask && mask[row] !== 1)) return false;
  return row < views ? !isAmong(images, row) : eventChannel[row - views] !== IMAGE;
}

/**
 * Rows of a day that match, pass the filter and are no image, in a period, in any order. They stand in one and the same
 * array every time, so what is to last must be copied.
 */
export function matchingRows(
  columns: Columns,
  { from, to }: Period,
  match: (event: number) => Match,
): Uint16Array {
  const { urls, urlStarts, urlRows, views, rows, event, eventUrl } = columns;
  const lo = from - columns.start;
  const hi = to - columns.start;
  let length = 0;

  const ofViews = match(0);
  if (ofViews === true) {
    for (let row = 0; row < views; row += 1) if (mayMatch(columns, row, lo, hi)) found[length++] = row;
  } else if (ofViews !== false) {
    for (let index = 0; index < urls.length; index += 1) {
      if (ofViews[urls[index] ?? 0] !== 1) continue;
      const end = urlStarts[index + 1] ?? 0;
      for (let place = urlStarts[index] ?? 0; place < end; place += 1) {
        const row = urlRows[place] ?? 0;
        if (mayMatch(columns, row, lo, hi)) found[length++] = row;
      }
    }
  }
  const ofEvents = Array.from(event.ids, match);
  if (ofEvents.every((says) => says === false)) return found.subarray(0, length);
  for (let row = views; row < rows; row += 1) {
    const says = ofEvents[event.codes[row - views] ?? 0] ?? false;
    if (says === false) continue;
    if (says !== true && says[urls[eventUrl[row - views] ?? 0] ?? 0] !== 1) continue;
    if (mayMatch(columns, row, lo, hi)) found[length++] = row;
  }
  return found.subarray(0, length);
}

/** Rows of one day. */
interface Rows {
  columns: Columns;
  rows: Uint16Array;
}

/** What matched, written out as columns; the last of them carry `keys`. */
function writtenOut(matched: Rows[], keys: Float64Array, people: People): MatchedHits {
  const count = matched.reduce((sum, { rows }) => sum + rows.length, 0);
  const at = new Float64Array(count);
  const hit = new Float64Array(count);
  const person = new Uint32Array(count);
  const channel = new Uint8Array(count);
  const minor = new Float64Array(count);
  const currency = new Uint16Array(count);
  const currencies: number[] = [];
  const placeOf = (code: number) => {
    const place = currencies.indexOf(code);
    return place < 0 ? currencies.push(code) - 1 : place;
  };
  const placesOf = new Map<Columns, number[]>();
  let next = 0;
  for (const { columns, rows } of matched) {
    const { start, first, ms, id, views } = columns;
    const places = placesOf.get(columns) ?? Array.from(columns.currency.ids, placeOf);
    placesOf.set(columns, places);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0;
      const own = row - views;
      at[next] = start + (ms[row] ?? 0);
      hit[next] = first + (id[row] ?? 0);
      person[next] = people.person(whoAt(columns, row));
      channel[next] = channelOf(columns, row);
      minor[next] = own < 0 ? Number.NaN : (columns.minor[own] ?? Number.NaN);
      currency[next] = own < 0 ? 0 : (places[columns.currency.codes[own] ?? 0] ?? 0);
      next += 1;
    }
  }
  const alone = count - keys.length;
  return {
    ...{ alone, count, at, hit, person, channel, minor, currency, key: keys },
    currencies: currencies.map(currencyText),
  };
}

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

/** A hit whose key others carry too. */
interface Twin {
  columns: Columns;
  row: number;
  at: number;
  hit: number;
  /** Event and key as one number. */
  key: number;
}

/** Sorts out twins; what is left stands alone, where it is of the period. */
function splitTwins({ columns, rows }: Rows, shared: Uint32Array, { from, to }: Period, twins: Twin[]) {
  const { start, first, views, ms, id, dedup, event } = columns;
  return rows.filter((row) => {
    const own = row - views;
    const at = start + (ms[row] ?? 0);
    const key = own < 0 ? 0 : (dedup[own] ?? 0);
    if (key === 0 || !has(shared, key)) return at >= from && at < to;
    const name = event.ids[event.codes[own] ?? 0] ?? 0;
    twins.push({ columns, row, at, hit: first + (id[row] ?? 0), key: name * 2 ** 32 + key });
    return false;
  });
}

/** A copy of the rows of wanted people; null is all. */
function ofWanted(columns: Columns, rows: Uint16Array, wanted: Uint32Array | null): Uint16Array {
  if (!wanted) return rows.slice();
  let length = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    if (!has(wanted, whoAt(columns, row))) continue;
    rows[length] = row;
    length += 1;
  }
  return rows.slice(0, length);
}

/** What is asked of hits that match, whatever the rule. */
export interface Matching {
  period: Period;
  /** Of hits that stand alone, only those of these people; null is all. */
  wanted: Uint32Array | null;
  /** Keys that more than one hit carries; null where there is none. */
  shared: Uint32Array | null;
  /** Random ids of hits. */
  idsOf: (hits: number[]) => Map<number, string>;
}

/**
 * The hits of a period that each rule matches, as columns. Those whose key more than one hit carries come last, by
 * (time, id), and with them all that share event and key with one of them, whenever they were and whosever: what folds
 * them needs the whole row.
 */
export function matchedHits(
  days: Columns[],
  people: People,
  rules: ((event: number) => Match)[],
  asked: Matching,
): MatchedHits[] {
  const { period, wanted, shared } = asked;
  const found = rules.map((match) => ({ match, alone: [] as Rows[], twins: [] as Twin[] }));
  // Day by day, so that what one rule has read is still in the processor's cache for the next.
  for (const columns of days) {
    const within = columns.start < period.to && columns.start + DAY_MS > period.from;
    const keyed = shared !== null && columns.dedup.some((key) => has(shared, key));
    if (!within && !keyed) continue;
    for (const { match, alone, twins } of found) {
      const rows = matchingRows(columns, keyed ? EVER : period, match);
      const single = keyed ? splitTwins({ columns, rows }, shared, period, twins) : rows;
      if (single.length > 0) alone.push({ columns, rows: ofWanted(columns, single, wanted) });
    }
  }
  return found.map(({ alone, twins }) => {
    const kept = foldable(twins, asked);
    return writtenOut(
      [...alone, ...kept.map(({ columns, row }) => ({ columns, rows: Uint16Array.of(row) }))],
      Float64Array.from(kept, ({ key }) => key),
      people,
    );
  });
}

/** Of hits whose key others carry, those that share event and key with one of the period, by (time, id). */
function foldable(twins: Twin[], { period, idsOf }: Matching): Twin[] {
  const keys = new Set(
    twins.flatMap((twin) => (twin.at >= period.from && twin.at < period.to ? [twin.key] : [])),
  );
  return inOrder(
    twins.filter(({ key }) => keys.has(key)),
    idsOf,
  );
}

/** By (time, id); ids are read only where times are equal. */
function inOrder(twins: Twin[], idsOf: (hits: number[]) => Map<number, string>): Twin[] {
  const sorted = twins.sort((a, b) => a.at - b.at);
  const tied = sorted.filter(({ at }, index) => at === sorted[index - 1]?.at || at === sorted[index + 1]?.at);
  if (tied.length === 0) return sorted;
  const ids = idsOf(tied.map(({ hit }) => hit));
  const idOf = ({ hit }: Twin) => ids.get(hit) ?? '';
  return sorted.sort((a, b) => a.at - b.at || (idOf(a) < idOf(b) ? -1 : 1));
}
