import type { Period } from '../model.ts';
import type { MatchedHits } from '../store.ts';
import { add, has, wordsFor } from './bits.ts';
import { type Columns, channelOf, isAmong, whoAt } from './columns.ts';
import { currencyText, DAY_MS } from './part.ts';
import type { People } from './people.ts';
import type { Match } from './rule.ts';

const IMAGE = 1;
const EVER: Period = { from: -Infinity, to: Infinity };

/** Calls `found` for each row of a day that matches, passes the filter and is no image, in a period. */
export function eachMatch(
  columns: Columns,
  { from, to }: Period,
  match: (event: number) => Match,
  found: (row: number) => void,
): void {
  const { ms, urls, urlStarts, urlRows, images, views, rows, event, eventUrl, eventChannel, mask } = columns;
  const lo = from - columns.start;
  const hi = to - columns.start;

  function look(row: number): void {
    const at = ms[row] ?? 0;
    if (at < lo || at >= hi || (mask && mask[row] !== 1)) return;
    if (row < views ? !isAmong(images, row) : eventChannel[row - views] !== IMAGE) found(row);
  }

  const ofViews = match(0);
  if (ofViews === true) for (let row = 0; row < views; row += 1) look(row);
  else if (ofViews !== false) {
    for (let index = 0; index < urls.length; index += 1) {
      if (ofViews[urls[index] ?? 0] !== 1) continue;
      const end = urlStarts[index + 1] ?? 0;
      for (let place = urlStarts[index] ?? 0; place < end; place += 1) look(urlRows[place] ?? 0);
    }
  }
  const ofEvents = Array.from(event.ids, match);
  if (ofEvents.every((says) => says === false)) return;
  for (let row = views; row < rows; row += 1) {
    const says = ofEvents[event.codes[row - views] ?? 0] ?? false;
    if (says === true || (says !== false && says[urls[eventUrl[row - views] ?? 0] ?? 0] === 1)) look(row);
  }
}

/** Rows of what matched, as columns that grow. Written to directly, because there are hundreds of thousands. */
function createTable() {
  let room = 4096;
  let at = new Float64Array(room);
  let hit = new Float64Array(room);
  let person = new Float64Array(room);
  let channel = new Float64Array(room);
  let minor = new Float64Array(room);
  let currency = new Float64Array(room);
  let key = new Float64Array(room);
  let count = 0;

  function grown(column: Float64Array): Float64Array<ArrayBuffer> {
    const larger = new Float64Array(room);
    larger.set(column);
    return larger;
  }

  return {
    count: () => count,
    add(columns: Columns, row: number, people: People, place: number, twin: number) {
      if (count === room) {
        room *= 4;
        [at, hit, person, channel] = [grown(at), grown(hit), grown(person), grown(channel)];
        [minor, currency, key] = [grown(minor), grown(currency), grown(key)];
      }
      const own = row - columns.views;
      at[count] = columns.start + (columns.ms[row] ?? 0);
      hit[count] = columns.first + (columns.id[row] ?? 0);
      person[count] = people.person(whoAt(columns, row));
      channel[count] = channelOf(columns, row);
      minor[count] = own < 0 ? Number.NaN : (columns.minor[own] ?? Number.NaN);
      currency[count] = place;
      key[count] = twin;
      count += 1;
    },
    done: () => ({
      count,
      at: at.subarray(0, count),
      hit: hit.subarray(0, count),
      person: person.subarray(0, count),
      channel: channel.subarray(0, count),
      minor: minor.subarray(0, count),
      currency: currency.subarray(0, count),
      key: key.subarray(0, count),
    }),
  };
}

/** Which deduplication keys more than one hit of an account carries, of whatever event. */
export function sharedKeys(days: Columns[], size: number): Uint32Array {
  const once = new Uint32Array(wordsFor(size));
  const shared = new Uint32Array(wordsFor(size));
  for (const { dedup } of days) {
    for (let own = 0; own < dedup.length; own += 1) {
      const key = dedup[own] ?? 0;
      if (key === 0) continue;
      if (has(once, key)) add(shared, key);
      else add(once, key);
    }
  }
  return shared;
}

/** A hit whose key others carry too. */
interface Twin {
  columns: Columns;
  row: number;
  at: number;
  hit: number;
  key: number;
}

/**
 * The hits of a period that match, as columns. Those whose key more than one hit carries come last, by (time, id), and
 * with them all that share event and key with one of them, whenever they were: what folds them needs the whole row.
 */
export function matchedHits(
  days: Columns[],
  people: People,
  period: Period,
  match: (event: number) => Match,
  shared: Uint32Array,
  idsOf: (hits: number[]) => Map<number, string>,
): MatchedHits {
  const table = createTable();
  const currencies: number[] = [];
  const twins: Twin[] = [];

  function currencyOf(code: number): number {
    const index = currencies.indexOf(code);
    return index < 0 ? currencies.push(code) - 1 : index;
  }

  function put(columns: Columns, row: number, key: number): void {
    const own = row - columns.views;
    const code = own < 0 ? 0 : (columns.currency.ids[columns.currency.codes[own] ?? 0] ?? 0);
    table.add(columns, row, people, currencyOf(code), key);
  }

  for (const columns of days) {
    const { start, views, ms, dedup, event } = columns;
    const within = start < period.to && start + DAY_MS > period.from;
    const keyed = dedup.some((key) => has(shared, key));
    if (!within && !keyed) continue;
    eachMatch(columns, keyed ? EVER : period, match, (row) => {
      const own = row - views;
      const key = own < 0 ? 0 : (dedup[own] ?? 0);
      const time = start + (ms[row] ?? 0);
      if (key !== 0 && has(shared, key)) {
        const name = event.ids[event.codes[own] ?? 0] ?? 0;
        const id = columns.first + (columns.id[row] ?? 0);
        twins.push({ columns, row, at: time, hit: id, key: name * 2 ** 32 + key });
      } else if (time >= period.from && time < period.to) put(columns, row, 0);
    });
  }
  const alone = table.count();
  const wanted = new Set(
    twins.flatMap((twin) => (twin.at >= period.from && twin.at < period.to ? [twin.key] : [])),
  );
  for (const twin of inOrder(
    twins.filter(({ key }) => wanted.has(key)),
    idsOf,
  ))
    put(twin.columns, twin.row, twin.key);
  return { ...table.done(), alone, currencies: currencies.map(currencyText) };
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
