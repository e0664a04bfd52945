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
  person: Float64Array;
  /** What the custom conversion says it is worth; NaN is nothing. */
  minor: Float64Array;
  /** Of each, in `currencies`. */
  currency: Float64Array;
  currencies: string[];
  /** Other hits that were folded into each. */
  folded: Float64Array;
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

/** Rows of what was matched that count in a period, after folding. */
function rowsThatCount(matched: MatchedHits, { from, to }: Period) {
  const { alone, count, at, channel, key } = matched;
  const twins = Array.from({ length: count - alone }, (_, index) => {
    const row = alone + index;
    return { row, at: at[row] ?? 0, channel: channel[row] ?? 0, key: key[row] ?? 0 };
  });
  return fold(twins)
    .filter(({ hit }) => hit.at >= from && hit.at < to)
    .map(({ hit, folded }) => ({ row: hit.row, folded }));
}

function countedOf(conversion: CustomConversion, matched: MatchedHits, period: Period): Counted {
  const { alone } = matched;
  const twins = rowsThatCount(matched, period);
  const pick = (column: Float64Array) => {
    if (twins.length === 0) return column.subarray(0, alone);
    const picked = new Float64Array(alone + twins.length);
    picked.set(column.subarray(0, alone));
    for (const [index, { row }] of twins.entries()) picked[alone + index] = column[row] ?? 0;
    return picked;
  };
  const count = alone + twins.length;
  const folded = new Float64Array(count);
  for (const [index, twin] of twins.entries()) folded[alone + index] = twin.folded;
  const { value } = conversion;
  const worth =
    value.from === 'hit'
      ? { minor: pick(matched.minor), currency: pick(matched.currency), currencies: matched.currencies }
      : {
          minor: new Float64Array(count).fill(value.from === 'fixed' ? value.money.minor : Number.NaN),
          currency: new Float64Array(count),
          currencies: value.from === 'fixed' ? [value.money.currency] : [],
        };
  return {
    conversion,
    count,
    at: pick(matched.at),
    hit: pick(matched.hit),
    person: pick(matched.person),
    ...worth,
    folded,
  };
}

/** The conversions of a period, for each custom conversion: the only way in which any report counts one. */
export async function countConversions(
  events: Pick<EventReader, 'matched'>,
  accountId: number,
  conversions: CustomConversion[],
  period: Period,
  filter: Filter = {},
): Promise<Counted[]> {
  const rules = conversions.map(({ rule }) => rule);
  const matched = await events.matched(accountId, rules, period, filter);
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

/** How many there were before a time, and what they are worth together, by currency. */
export function sumBefore(counted: Counted[], end: Instant): { count: number; value: Money[] } {
  let count = 0;
  const sums: Money[] = [];
  for (const { at, minor, currency, currencies, count: rows } of counted) {
    const totals = new Float64Array(currencies.length);
    const has = new Uint8Array(currencies.length);
    for (let row = 0; row < rows; row += 1) {
      if ((at[row] ?? 0) >= end) continue;
      count += 1;
      const amount = minor[row] ?? Number.NaN;
      if (Number.isNaN(amount)) continue;
      const code = currency[row] ?? 0;
      totals[code] = (totals[code] ?? 0) + amount;
      has[code] = 1;
    }
    for (const [code, name] of currencies.entries())
      if (has[code] === 1) sums.push({ minor: totals[code] ?? 0, currency: name });
  }
  return { count, value: sumMoney(sums) };
}
