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

/** What folding looks at. */
export interface Foldable {
  at: Instant;
  /** Place in CHANNELS. */
  channel: number;
  /** Event and deduplication key as one number; 0 is no key. */
  key: number;
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
 * Folds hits of one custom conversion, given by (time, id): those with the same event and key within 30 days
 * of the first are one, and of these a server's wins, then the earliest. Hits without a key stay alone.
 */
export function fold<T extends Foldable>(hits: T[]): { hit: T; folded: number }[] {
  const kept: { hit: T; first: Instant; folded: number }[] = [];
  const open = new Map<number, (typeof kept)[number]>();
  for (const hit of hits) {
    const group = hit.key === 0 ? undefined : open.get(hit.key);
    if (group && hit.at < group.first + FOLD_WINDOW) {
      group.folded += 1;
      if (hit.channel === SERVER && group.hit.channel !== SERVER) group.hit = hit;
      continue;
    }
    const started = { hit, first: hit.at, folded: 0 };
    kept.push(started);
    if (hit.key !== 0) open.set(hit.key, started);
  }
  return kept.map(({ hit, folded }) => ({ hit, folded }));
}

/** Rows of what was matched that count in a period after folding, among those that do not stand alone. */
function twinsThatCount({ alone, count, at, channel, key }: MatchedHits, { from, to }: Period) {
  const twins = Array.from({ length: count - alone }, (_, index) => {
    const row = alone + index;
    return { row, at: at[row] ?? 0, channel: channel[row] ?? 0, key: key[index] ?? 0 };
  });
  return fold(twins)
    .filter(({ hit }) => hit.at >= from && hit.at < to)
    .map(({ hit, folded }) => ({ row: hit.row, folded }));
}

/** What counts of what was matched, and how many other hits were folded into each. */
function foldedOf(matched: MatchedHits, period: Period): Omit<Counted, 'conversion'> {
  const { alone, count, currencies } = matched;
  // Mostly there is nothing to fold, and the columns are taken as they are.
  if (alone === count) return { ...matched, folded: new Uint32Array(count) };
  const twins = twinsThatCount(matched, period);
  const length = alone + twins.length;
  const at = new Float64Array(length);
  const hit = new Float64Array(length);
  const person = new Uint32Array(length);
  const minor = new Float64Array(length);
  const currency = new Uint16Array(length);
  const folded = new Uint32Array(length);
  for (let index = 0; index < length; index += 1) {
    const twin = twins[index - alone];
    const row = twin?.row ?? index;
    at[index] = matched.at[row] ?? 0;
    hit[index] = matched.hit[row] ?? 0;
    person[index] = matched.person[row] ?? 0;
    minor[index] = matched.minor[row] ?? Number.NaN;
    currency[index] = matched.currency[row] ?? 0;
    folded[index] = twin?.folded ?? 0;
  }
  return { count: length, at, hit, person, minor, currency, currencies, folded };
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
