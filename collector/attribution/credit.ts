import type { Instant } from '../../db/model.ts';
import type { Clicks } from '../../db/store.ts';
import { lastClick, type Model } from './model.ts';
import { candidates, DEFAULT_WINDOW_DAYS } from './window.ts';

/** Converted hits as columns; person 0 is nobody. */
export interface Converted {
  count: number;
  at: Float64Array;
  person: Float64Array;
}

/** A share of a conversion that a touchpoint earned; both are named by their rows. */
export interface Credit {
  conversion: number;
  touchpoint: number;
  share: number;
}

/** A click of one person. */
interface Step {
  /** Row among the clicks. */
  click: number;
  at: Instant;
}

/** A person's clicks in order of time. */
export type Journeys = (person: number) => Step[];

/** Everybody's journey: the clicks of each person are strung together from the last to the first. */
export function journeysOf({ count, person, at }: Clicks): Journeys {
  const last = new Int32Array(person.reduce((most, who) => Math.max(most, who), 0) + 1).fill(-1);
  const before = new Int32Array(count);
  for (let click = 0; click < count; click += 1) {
    const who = person[click] ?? 0;
    before[click] = last[who] ?? -1;
    last[who] = click;
  }
  return (who) => {
    const steps: Step[] = [];
    if (who === 0) return steps;
    for (let click = last[who] ?? -1; click >= 0; click = before[click] ?? -1)
      steps.push({ click, at: at[click] ?? 0 });
    return steps.reverse();
  };
}

/**
 * Credits conversions to clicks of the same person. Clicks are by (time, id), so the answer depends on what
 * happened and never on the order in which it arrived. A conversion without a candidate earns nobody anything.
 */
export function credit(
  { count, at, person }: Converted,
  journeys: Journeys,
  model: Model = lastClick,
  windowDays: number = DEFAULT_WINDOW_DAYS,
): Credit[] {
  const credits: Credit[] = [];
  for (let conversion = 0; conversion < count; conversion += 1) {
    const journey = journeys(person[conversion] ?? 0);
    if (journey.length === 0) continue;
    for (const { touchpoint, share } of model(candidates(journey, at[conversion] ?? 0, windowDays)))
      credits.push({ conversion, touchpoint: touchpoint.click, share });
  }
  return credits;
}
