import { DAY, type Instant } from '../../db/model.ts';

/** Days after a click in which it may earn a conversion. */
export const DEFAULT_WINDOW_DAYS = 30;

/** A touchpoint: a person's click that may earn credit. */
export interface Touchpoint {
  at: Instant;
}

/**
 * The touchpoints that may earn a conversion at `at`: those in (at - window, at]. `journey` is one person's,
 * by (time, id), and so is the answer.
 */
export function candidates<T extends Touchpoint>(
  journey: T[],
  at: Instant,
  days: number = DEFAULT_WINDOW_DAYS,
): T[] {
  return journey.filter((touchpoint) => touchpoint.at > at - days * DAY && touchpoint.at <= at);
}
