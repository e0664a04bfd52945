import type { Period } from '../model.ts';
import type { MatchedHits } from '../store.ts';
import { add, has, wordsFor } from './bits.ts';
import { currencyText, DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';
import type { Match } from './rule.ts';

const IMAGE = 1;

/** Calls `found` for each row of a part that matches and is no image, in a period. */
export function eachMatch(
  part: Part,
  { from, to }: Period,
  match: (event: number) => Match,
  found: (row: number) => void,
): void {
  const { ms, url, channel, views, rows, event } = part;
  const lo = from - part.day * DAY_MS;
  const hi = to - part.day * DAY_MS;

  function look(first: number, last: number, matchAt: (row: number) => Match): void {
    for (let row = first; row < last; row += 1) {
      const says = matchAt(row);
      if (says === false || (says !== true && says[url[row] ?? 0] !== 1)) continue;
      const at = ms[row] ?? 0;
      if (at >= lo && at < hi && channel[row] !== IMAGE) found(row);
    }
  }

  const ofViews = match(0);
  if (ofViews !== false) look(0, views, () => ofViews);
  const ofEvents = Array.from(event.ids, match);
  if (ofEvents.some((says) => says !== false))
    look(views, rows, (row) => ofEvents[event.codes[row - views] ?? 0] ?? false);
}

/** Grows as needed. */
function createNumbers() {
  let numbers = new Float64Array(1024);
  let length = 0;
  return {
    push(number: number) {
      if (length === numbers.length) {
        const larger = new Float64Array(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = number;
      length += 1;
    },
    done: () => numbers.subarray(0, length),
  };
}

/** Which deduplication keys more than one hit of an account carries, of whatever event. */
export function sharedKeys(parts: Part[], size: number): Uint32Array {
  const once = new Uint32Array(wordsFor(size));
  const shared = new Uint32Array(wordsFor(size));
  for (const { dedup } of parts) {
    for (const key of dedup) {
      if (key === 0) continue;
      if (has(once, key)) add(shared, key);
      else add(once, key);
    }
  }
  return shared;
}

/**
 * The hits of a period that match, as columns. Those whose key more than one hit carries come last, by (time, id), and
 * with them all that share event and key with one of them, whenever they were: what folds them needs the whole row.
 */
export function matchedHits(
  parts: Part[],
  people: People,
  period: Period,
  match: (event: number) => Match,
  shared: Uint32Array,
  byId: (hits: number[]) => Map<number, string>,
): MatchedHits {
  const columns = {
    ...{ at: createNumbers(), hit: createNumbers(), person: createNumbers(), channel: createNumbers() },
    ...{ minor: createNumbers(), currency: createNumbers(), key: createNumbers() },
  };
  const everything = { from: -Infinity, to: Infinity };
  const twins: { part: Part; row: number; at: number; hit: number; key: number }[] = [];

  const currencies: number[] = [];

  function currencyOf(code: number): number {
    const index = currencies.indexOf(code);
    return index < 0 ? currencies.push(code) - 1 : index;
  }

  function put(part: Part, row: number, key: number): void {
    const at = part.day * DAY_MS + (part.ms[row] ?? 0);
    const own = row - part.views;
    columns.at.push(at);
    columns.hit.push(part.first + (part.id[row] ?? 0));
    columns.person.push(people.at(part.who[row] ?? 0, at));
    columns.channel.push(part.channel[row] ?? 0);
    columns.minor.push(own < 0 ? Number.NaN : (part.minor[own] ?? Number.NaN));
    columns.currency.push(currencyOf(own < 0 ? 0 : (part.currency.ids[part.currency.codes[own] ?? 0] ?? 0)));
    columns.key.push(key);
  }

  for (const part of parts) {
    const start = part.day * DAY_MS;
    const within = start < period.to && start + DAY_MS > period.from;
    const keyed = part.dedup.length > 0 && part.dedup.some((key) => has(shared, key));
    if (!within && !keyed) continue;
    eachMatch(part, keyed ? everything : period, match, (row) => {
      const own = row - part.views;
      const dedup = own < 0 ? 0 : (part.dedup[own] ?? 0);
      const at = start + (part.ms[row] ?? 0);
      if (dedup !== 0 && has(shared, dedup)) {
        const event = part.event.ids[part.event.codes[own] ?? 0] ?? 0;
        twins.push({ part, row, at, hit: part.first + (part.id[row] ?? 0), key: event * 2 ** 32 + dedup });
      } else if (at >= period.from && at < period.to) put(part, row, 0);
    });
  }
  const alone = columns.at.done().length;
  const wanted = new Set(twins.flatMap(({ at, key }) => (at >= period.from && at < period.to ? [key] : [])));
  for (const { part, row, key } of inOrder(
    twins.filter((twin) => wanted.has(twin.key)),
    byId,
  ))
    put(part, row, key);
  return {
    alone,
    count: columns.at.done().length,
    at: columns.at.done(),
    hit: columns.hit.done(),
    person: columns.person.done(),
    channel: columns.channel.done(),
    minor: columns.minor.done(),
    currency: columns.currency.done(),
    key: columns.key.done(),
    currencies: currencies.map(currencyText),
  };
}

/** By (time, id); ids are read only where times are equal. */
function inOrder<T extends { at: number; hit: number }>(
  twins: T[],
  byId: (hits: number[]) => Map<number, string>,
): T[] {
  const sorted = twins.sort((a, b) => a.at - b.at);
  const tied = sorted.filter(({ at }, index) => at === sorted[index - 1]?.at || at === sorted[index + 1]?.at);
  if (tied.length === 0) return sorted;
  const ids = byId(tied.map(({ hit }) => hit));
  const idOf = ({ hit }: T) => ids.get(hit) ?? '';
  return sorted.sort((a, b) => a.at - b.at || (idOf(a) < idOf(b) ? -1 : 1));
}
