import {
  CHANNELS,
  type CustomConversion,
  DAY,
  type Instant,
  type Money,
  type Period,
} from '../../db/model.ts';
import type { EventReader, Filter, MatchedHits } from '../../db/store.ts';
import { sumMoney } from '../lib/money.ts';

/** Events of one name and deduplication key within this time are one conversion: LINE's own rule. */
export const FOLD_WINDOW = 30 * DAY;

const SERVER = CHANNELS.indexOf('server');

/** What folding looks at, as columns: hits that share event and key side by side, and of one by (time, id). */
export interface Foldable {
  at: Float64Array;
  /** Event and deduplication key as one number. */
  key: Float64Array;
  /** Place in CHANNELS. */
  channel: Uint8Array;
}

/** What counts after folding: the row of each, and how many others were folded into it. */
export interface Folded {
  row: Uint32Array;
  folded: Uint32Array;
}

/** What one custom conversion counted in a period, as columns, in any order. */
export interface Counted {
  conversion: CustomConversion;
  count: number;
  at: Float64Array;
  /** What `EventReader.hits` tells more of. */
  hit: Float64Array;
  /** 0 is nobody. */
  person: Uint32Array;
  /** What the custom conversion says it is worth; NaN is nothing. */
  minor: Float64Array;
  /** Of each, in `currencies`. */
  currency: Uint16Array;
  currencies: string[];
  /** Other hits that were folded into each. */
  folded: Uint32Array;
}

/**
 * Folds hits of one custom conversion: those with the same event and key within 30 days of the first are one, and of
 * these a server's wins, then the earliest.
 */
export function fold({ at, key, channel }: Foldable): Folded {
  const row = new Uint32Array(at.length);
  const folded = new Uint32Array(at.length);
  let last = -1;
  let first = 0;
  for (let hit = 0; hit < at.length; hit += 1) {
    const time = at[hit] ?? 0;
    if (hit === 0 || key[hit] !== key[hit - 1] || time >= first + FOLD_WINDOW) {
      last += 1;
      row[last] = hit;
      first = time;
      continue;
    }
    folded[last] = (folded[last] ?? 0) + 1;
    if (channel[hit] === SERVER && channel[row[last] ?? 0] !== SERVER) row[last] = hit;
  }
  return { row: row.subarray(0, last + 1), folded: folded.subarray(0, last + 1) };
}

/**
 * What counts of what was matched, and how many other hits were folded into each. The columns are used up: what counts
 * is moved to their front.
 */
function foldedOf(matched: MatchedHits, { from, to }: Period): Omit<Counted, 'conversion'> {
  const { alone, count, currencies, at, hit, person, minor, currency, key, channel } = matched;
  const folded = new Uint32Array(count);
  const twins = fold({ at: at.subarray(alone), key, channel });
  let length = alone;
  for (let index = 0; index < twins.row.length; index += 1) {
    const row = alone + (twins.row[index] ?? 0);
    const time = at[row] ?? 0;
    if (time < from || time >= to) continue;
    at[length] = time;
    hit[length] = hit[row] ?? 0;
    person[length] = person[row] ?? 0;
    minor[length] = minor[row] ?? Number.NaN;
    currency[length] = currency[row] ?? 0;
    folded[length] = twins.folded[index] ?? 0;
    length += 1;
  }
  return {
    ...{ count: length, currencies },
    at: at.subarray(0, length),
    hit: hit.subarray(0, length),
    person: person.subarray(0, length),
    minor: minor.subarray(0, length),
    currency: currency.subarray(0, length),
    folded: folded.subarray(0, length),
  };
}

function countedOf(conversion: CustomConversion, matched: MatchedHits, period: Period): Counted {
  const counted = { conversion, ...foldedOf(matched, period) };
  const { value } = conversion;
  if (value.from === 'hit') return counted;
  return {
    ...counted,
    minor: new Float64Array(counted.count).fill(value.from === 'fixed' ? value.money.minor : Number.NaN),
    currency: new Uint16Array(counted.count),
    currencies: value.from === 'fixed' ? [value.money.currency] : [],
  };
}

/**
 * The conversions of a period, for each custom conversion: the only way in which any report counts one. `clickers` may
 * leave out those of people who never clicked a link.
 */
export async function countConversions(
  events: Pick<EventReader, 'matched'>,
  accountId: number,
  conversions: CustomConversion[],
  period: Period,
  filter: Filter = {},
  whose: 'everybody' | 'clickers' = 'everybody',
): Promise<Counted[]> {
  const rules = conversions.map(({ rule }) => rule);
  const matched = await events.matched(accountId, rules, period, filter, whose);
  return conversions.flatMap((conversion, index) => {
    const hits = matched[index];
    return hits ? [countedOf(conversion, hits, period)] : [];
  });
}

/** What one of them is worth. */
export function worthOf({ minor, currency, currencies }: Counted, row: number): Money | null {
  const amount = minor[row] ?? Number.NaN;
  const code = currencies[currency[row] ?? 0];
  return Number.isNaN(amount) || code === undefined ? null : { minor: amount, currency: code };
}

/** What some of them are worth together, by currency. */
export function sumOf({ minor, currency, currencies }: Counted, rows: Uint32Array): Money[] {
  const sums = new Float64Array(currencies.length).fill(Number.NaN);
  for (const row of rows) {
    const amount = minor[row] ?? Number.NaN;
    const place = currency[row] ?? 0;
    // NaN says that nothing of that currency was met.
    if (!Number.isNaN(amount)) sums[place] = (sums[place] || 0) + amount;
  }
  return currencies.flatMap((name, place) => {
    const sum = sums[place] ?? Number.NaN;
    return Number.isNaN(sum) ? [] : [{ minor: sum, currency: name }];
  });
}

/** How many there were before a time, and what they are worth together, by currency. */
export function sumBefore(counted: Counted[], end: Instant): { count: number; value: Money[] } {
  const before = counted.map((one) => {
    const rows = new Uint32Array(one.count);
    let length = 0;
    for (let row = 0; row < one.count; row += 1) {
      if ((one.at[row] ?? 0) >= end) continue;
      rows[length] = row;
      length += 1;
    }
    return { one, rows: rows.subarray(0, length) };
  });
  return {
    count: before.reduce((sum, { rows }) => sum + rows.length, 0),
    value: sumMoney(before.flatMap(({ one, rows }) => sumOf(one, rows))),
  };
}
