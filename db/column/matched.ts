import type { Period } from '../model.ts';
import type { MatchedHits } from '../store.ts';
import { type Columns, channelOf, whoAt } from './columns.ts';
import { addFound, eachFound, type Found, nothingFound } from './found.ts';
import { matchingRows } from './match.ts';
import { currencyText, DAY_MS } from './part.ts';
import type { People } from './people.ts';
import type { Match } from './rule.ts';
import { askedKeys, sideBySide, splitTwins, type Twins } from './twin.ts';

const EVER: Period = { from: -Infinity, to: Infinity };

/** What was found, written out as columns, and twins behind it. */
function writtenOut(found: Found, twins: Twins | null, people: People): MatchedHits {
  const alone = found.length;
  const key = twins?.key ?? new Float64Array(0);
  const count = alone + key.length;
  const at = new Float64Array(count);
  const hit = new Float64Array(count);
  const person = new Uint32Array(count);
  const minor = new Float64Array(count);
  const currency = new Uint16Array(count);
  const channel = new Uint8Array(key.length);
  const currencies: number[] = [];
  const placeOf = (code: number) => {
    const place = currencies.indexOf(code);
    return place < 0 ? currencies.push(code) - 1 : place;
  };
  const write = (place: number, columns: Columns, row: number) => {
    const own = row - columns.views;
    at[place] = columns.start + (columns.ms[row] ?? 0);
    hit[place] = columns.first + (columns.id[row] ?? 0);
    person[place] = people.person(whoAt(columns, row));
    minor[place] = own < 0 ? Number.NaN : (columns.minor[own] ?? Number.NaN);
    currency[place] = own < 0 ? 0 : placeOf(columns.currency.ids[columns.currency.codes[own] ?? 0] ?? 0);
  };
  eachFound(found, (columns, row, index) => write(index, columns, row));
  // As they were found, not as they will stand: days are read from front to back.
  if (twins)
    eachFound(twins.found, (columns, row, index) => {
      const place = twins.place[index] ?? -1;
      if (place < 0) return;
      write(alone + place, columns, row);
      channel[place] = channelOf(columns, row);
    });
  return {
    ...{ alone, count, at, hit, person, minor, currency, key, channel },
    currencies: currencies.map(currencyText),
  };
}

/** What is asked of hits that match, whatever the rule. */
export interface Matching {
  period: Period;
  /** Only what may be of these people; null is all. */
  wanted: Uint32Array | null;
  /** Keys that more than one hit carries; null where there is none. */
  shared: Uint32Array | null;
  /** Random ids of hits. */
  idsOf: (hits: number[]) => Map<number, string>;
}

/**
 * The hits of a period that each rule matches, as columns. Those whose key more than one hit carries come last, side by
 * side, and with them all that share event and key with one of them, whenever they were and whosever: what folds them
 * needs them all.
 */
export function matchedHits(
  days: Columns[],
  people: People,
  rules: ((event: number) => Match)[],
  { period, wanted, shared, idsOf }: Matching,
): MatchedHits[] {
  const keys = shared && askedKeys(days, shared, period, wanted);
  const all = rules.map((match) => ({ match, found: nothingFound(), twins: nothingFound() }));
  // Day by day, so that what one rule has read is still in the processor's cache for the next.
  for (const columns of days) {
    const within = columns.start < period.to && columns.start + DAY_MS > period.from;
    const keyed = keys?.days.has(columns) ? keys : null;
    if (!within && !keyed) continue;
    for (const { match, found, twins } of all) {
      const rows = matchingRows(columns, keyed ? EVER : period, match);
      const alone = keyed ? splitTwins(columns, rows, keyed, period, twins) : rows;
      addFound(found, columns, alone, wanted);
    }
  }
  return all.map(({ found, twins }) =>
    writtenOut(found, keys && sideBySide(twins, { period, wanted, keys, idsOf }), people),
  );
}
