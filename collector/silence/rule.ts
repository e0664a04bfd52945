import { Temporal } from 'temporal-polyfill';
import type { Instant, Period } from '../../db/model.ts';

/*
 * When a tag went silent. The last complete hours are compared with the same weekday-hours of the four weeks before,
 * by the account's own clock: nights, weekends and closing days are thus expected to be quiet. Three hours tell on a
 * busy site, twenty-four on a small one. What came in the hour that is going on counts as having come.
 *
 * Expected is what all but the worst of four weeks had at least (of three the middle one, of two the smaller): one
 * week of a sale, or one in which the tag was down, decides nothing. Where that is at least 20 page views and none
 * came, or at least 200 and fewer than one in twenty came, the tag is silent. A silence ends when page views come
 * again, never because less is expected at night or after weeks of it.
 *
 * Until two weeks are known the same hours of the seven days before stand in for them, weekends beside weekends and other
 * days beside other days: expected is what even the worst of them had, and fewer than two such days tell nothing.
 */

/** Lengths, in hours, of what is looked at. */
export const SPANS = [3, 24] as const;
const WEEKS = 4;
/** One week may have been a holiday, or a sale. */
const WEEKS_ENOUGH = 2;
/** As many as make one weekday come again. */
const DAYS = 7;
/** What one day had may have been anything. */
const DAYS_ENOUGH = 2;
const SATURDAY = 6;
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
  /** The same hours of earlier days of the same kind, the latest day first. */
  days: Period[];
}

/** The same time by an account's clock so many days before. */
function daysBefore({ from, to }: Period, days: number, timeZone: string): Period {
  const earlier = (at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .subtract({ days })
      .toZonedDateTime(timeZone).epochMilliseconds;
  return { from: earlier(from), to: earlier(to) };
}

/** The same time by an account's clock in each of the four weeks before, the latest week first. */
export function weeksBefore(period: Period, timeZone: string): Period[] {
  return Array.from({ length: WEEKS }, (_, index) => daysBefore(period, (index + 1) * 7, timeZone));
}

/** Whether a time begins and ends at a weekend. */
function kindOf({ from, to }: Period, timeZone: string): string {
  const isWeekend = (at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).dayOfWeek >= SATURDAY;
  return `${isWeekend(from)} ${isWeekend(to - 1)}`;
}

/** What is looked at, at an instant, by an account's clock. */
export function spansAt(now: Instant, timeZone: string): Span[] {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const end = local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return SPANS.map((hours) => {
    const begin = end.subtract({ hours });
    const whole = { from: begin.epochMilliseconds, to: end.epochMilliseconds };
    const kind = kindOf(whole, timeZone);
    return {
      hours,
      period: { from: whole.from, to: now + 1 },
      before: weeksBefore(whole, timeZone),
      days: Array.from({ length: DAYS }, (_, index) => daysBefore(whole, index + 1, timeZone)).filter(
        (day) => kindOf(day, timeZone) === kind,
      ),
    };
  });
}

/** Page views that came in some hours, and in the same hours of each earlier week that the tag was there. */
export interface Counted {
  views: number;
  before: number[];
  /** In the same hours of each earlier day of the same kind that the tag was there. */
  days?: number[];
}

/** Page views to be expected; null where too little is known. */
export function expectedOf(before: number[]): number | null {
  if (before.length < WEEKS_ENOUGH) return null;
  return [...before].sort((a, b) => a - b)[Math.ceil(before.length / 2) - 1] ?? null;
}

/** Page views to be expected while weeks are missing; null where too little is known. */
function expectedOfDays(days: number[]): number | null {
  return days.length < DAYS_ENOUGH ? null : Math.min(...days);
}

/** Page views under which a tag is silent that should have had so many. */
function leastOf(expected: number): number {
  if (expected < ENOUGH) return 0;
  return expected < MANY ? 1 : expected * NEARLY_NONE;
}

/** Whether these hours were silent, and if so what was expected of them. */
export function silentWith({ views, before, days = [] }: Counted): number | null {
  const expected = expectedOf(before);
  if (expected === null) {
    // A few days may have been those of a launch: that fewer come since then is no silence.
    const usual = expectedOfDays(days);
    return usual !== null && usual >= ENOUGH && views === 0 ? usual : null;
  }
  return views < leastOf(expected) ? expected : null;
}

/** Whether a silence is over, by the page views of as many hours since it was noticed. */
export function isOver(expected: number, views: number): boolean {
  return views >= leastOf(expected);
}
