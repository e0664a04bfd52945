import type { Clicks } from '../../db/store.ts';
import { numbered } from '../lib/numbered.ts';
import { lastClick, type Model } from './model.ts';
import { DEFAULT_WINDOW_DAYS, mayEarn } from './window.ts';

/** Converted hits as columns; person 0 is nobody. */
export interface Converted {
  count: number;
  at: Float64Array;
  person: Uint32Array;
}

/** Shares of conversions that touchpoints earned, as columns; both are named by their rows. */
export interface Credits {
  count: number;
  conversion: Uint32Array;
  touchpoint: Uint32Array;
  share: Float64Array;
}

function emptyCredits(room: number): Omit<Credits, 'count'> {
  return {
    conversion: new Uint32Array(room),
    touchpoint: new Uint32Array(room),
    share: new Float64Array(room),
  };
}

/** Everybody's journey: the clicks of each person, strung together from the last to the first. */
export interface Journeys {
  clicks: Clicks;
  /** Journeys are numbered from 1: one more than there are. */
  size: number;
  /** Number of the journey of a person; 0 is none. */
  numberOf: (person: number) => number;
  /** By click: number of the journey that it belongs to; 0 is nobody's. */
  of: Uint32Array;
  /** By journey: the last click; and by click: the one before. One more than the row, 0 is none. */
  last: Uint32Array;
  before: Uint32Array;
}

/** The journeys of clicks by (time, id). */
export function journeysOf(clicks: Clicks): Journeys {
  const { count, person } = clicks;
  const { size, numberOf } = numbered(person);
  const last = new Uint32Array(size);
  const before = new Uint32Array(count);
  const of = new Uint32Array(count);
  for (let click = 0; click < count; click += 1) {
    const journey = numberOf(person[click] ?? 0);
    if (journey === 0) continue;
    of[click] = journey;
    before[click] = last[journey] ?? 0;
    last[journey] = click + 1;
  }
  return { clicks, size, numberOf, of, last, before };
}

/**
 * Credits conversions to clicks of the same person. Clicks are by (time, id), so the answer depends on what
 * happened and never on the order in which it arrived. A conversion without a candidate earns nobody anything.
 */
export function credit(
  { count, at, person }: Converted,
  { clicks, numberOf, last, before }: Journeys,
  model: Model = lastClick,
  windowDays: number = DEFAULT_WINDOW_DAYS,
): Credits {
  // Room for one of each; a model that divides needs more.
  let room = count + 1;
  let given: Omit<Credits, 'count'> = emptyCredits(room);
  let total = 0;

  function give(conversion: number, touchpoint: number, share: number): void {
    if (total === room) {
      room *= 2;
      const larger = emptyCredits(room);
      larger.conversion.set(given.conversion);
      larger.touchpoint.set(given.touchpoint);
      larger.share.set(given.share);
      given = larger;
    }
    given.conversion[total] = conversion;
    given.touchpoint[total] = touchpoint;
    given.share[total] = share;
    total += 1;
  }

  // Filled anew for each conversion, from the last click on: most have no click or one.
  const steps: number[] = [];
  let conversion = 0;
  let length = 0;
  const clickOf = (candidate: number) => steps[length - 1 - candidate] ?? 0;
  const timeOf = (candidate: number) => clicks.at[clickOf(candidate)] ?? 0;
  const giveTo = (candidate: number, share: number) => give(conversion, clickOf(candidate), share);
  for (; conversion < count; conversion += 1) {
    const time = at[conversion] ?? 0;
    length = 0;
    let next = last[numberOf(person[conversion] ?? 0)] ?? 0;
    for (; next > 0; next = before[next - 1] ?? 0) {
      if (!mayEarn(clicks.at[next - 1] ?? 0, time, windowDays)) continue;
      steps[length] = next - 1;
      length += 1;
    }
    if (length > 0) model(length, timeOf, giveTo);
  }
  return {
    count: total,
    conversion: given.conversion.subarray(0, total),
    touchpoint: given.touchpoint.subarray(0, total),
    share: given.share.subarray(0, total),
  };
}
