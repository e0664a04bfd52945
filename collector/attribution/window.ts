import { DAY, type Instant } from '../../db/model.ts';

/** Days after a click in which it may earn a conversion. */
export const DEFAULT_WINDOW_DAYS = 30;

/** Whether a click may earn a conversion of the same person: those in (conversion - window, conversion] may. */
export function mayEarn(click: Instant, conversion: Instant, days: number): boolean {
  return click > conversion - days * DAY && click <= conversion;
}
