import type { Instant } from '../../db/model.ts';
import { groupBy } from '../lib/group.ts';
import { lastClick, type Model } from './model.ts';
import { candidates, DEFAULT_WINDOW_DAYS, type Touchpoint } from './window.ts';

interface Converted {
  at: Instant;
  person: number | null;
}

/** A share of a conversion that a touchpoint earned. */
export interface Credit<C, T> {
  conversion: C;
  touchpoint: T;
  share: number;
}

/**
 * Credits conversions to clicks of the same person. Both are given by (time, id), so the answer depends on what
 * happened and never on the order in which it arrived. A conversion without a candidate earns nobody anything.
 */
export function credit<C extends Converted, T extends Touchpoint & { person: number | null }>(
  conversions: C[],
  clicks: T[],
  model: Model = lastClick,
  windowDays: number = DEFAULT_WINDOW_DAYS,
): Credit<C, T>[] {
  const journeys = groupBy(clicks, (click) => click.person);
  return conversions.flatMap((conversion) => {
    if (conversion.person === null) return [];
    const journey = journeys.get(conversion.person) ?? [];
    return model(candidates(journey, conversion.at, windowDays)).map(({ touchpoint, share }) => ({
      conversion,
      touchpoint,
      share,
    }));
  });
}
