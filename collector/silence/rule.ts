import { Temporal } from 'temporal-polyfill';
import type { Instant, Period } from '../../db/model.ts';

/*
 * When a tag went silent. The last complete hours are compared with the same weekday-hours of the four weeks before,
 * by the account's own clock: nights, weekends and closing days are thus expected to be quiet. Three hours tell on a
 * busy site, twenty-four on a small one. What came in the hour that is going on counts as having come.
 *
 * Expected is what all but the worst of four weeks had at least (of three the middle one, of two the smaller): one
 * week of a sale, or one in which the tag was down, decides nothing. Where that is at least 20 page views and none
 * came, or at least 200 and fewer than one in twenty came, the tag is silent. Fewer than two weeks of history tell
 * nothing. A silence ends when page views come again, never because less is expected at night or after weeks of it.
 */

/** Lengths, in hours, of what is looked at. */
export const SPANS = [3, 24] as const;
const WEEKS = 4;
/** One week may have been a holiday, or a sale. */
const WEEKS_ENOUGH = 2;
/** A site with fewer expected page views has such hours by chance. */
const ENOUGH = 20;
/** A site with so many never falls to a few by chance: the tag is left on a page or two. */
const MANY = 200;
const NEARLY_NONE = 0.05;

/** Complete local hours up to now, and the same complete hours of earlier weeks, the latest week first. */
export interface Span {
  hours: number;
  /** Begins with the first of the hours and ends now, within the hour that is going on. */
  period: Period;
  before: Period[];
}

/** What is looked at, at an instant, by an account's clock. */
export function spansAt(now: Instant, timeZone: string): Span[] {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const end = local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return SPANS.map((hours) => {
    const begin = end.subtract({ hours });
    const before = Array.from({ length: WEEKS }, (_, index) => {
      const earlier = (at: Temporal.ZonedDateTime) =>
        at
          .toPlainDateTime()
          .subtract({ weeks: index + 1 })
          .toZonedDateTime(timeZone).epochMilliseconds;
      return { from: earlier(begin), to: earlier(end) };
    });
    return { hours, period: { from: begin.epochMilliseconds, to: now + 1 }, before };
  });
}

/** Page views that came in some hours, and in the same hours of each earlier week that the tag was there. */
export interface Counted {
  views: number;
  before: number[];
}

/** Page views to be expected; null where too little is known. */
export function expectedOf(before: number[]): number | null {
  if (before.length < WEEKS_ENOUGH) return null;
  return [...before].sort((a, b) => a - b)[Math.ceil(before.length / 2) - 1] ?? null;
}

/** Page views under which a tag is silent that should have had so many. */
function leastOf(expected: number): number {
  if (expected < ENOUGH) return 0;
  return expected < MANY ? 1 : expected * NEARLY_NONE;
}

/** Whether these hours were silent, and if so what was expected of them. */
export function silentWith({ views, before }: Counted): number | null {
  const expected = expectedOf(before);
  return expected !== null && views < leastOf(expected) ? expected : null;
}

/** Whether a silence is over, by the page views of as many hours since it was noticed. */
export function isOver(expected: number, views: number): boolean {
  return views >= leastOf(expected);
}
