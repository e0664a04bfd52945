import { Temporal } from 'temporal-polyfill';
import type { Instant, Period } from '../../db/model.ts';
import type { DayRange } from './day-range.ts';

/** A stretch of local time: a day, or an hour of one. */
export interface Bucket extends Period {
  /** Local `2026-11-22`, or `2026-11-22T14:00`. */
  at: string;
}

function startOf(day: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone }); // the first instant of the day, whatever daylight saving does there
}

/** The instants of a range of local days. */
export function periodOf({ from, to }: DayRange, timeZone: string): Period {
  return {
    from: startOf(Temporal.PlainDate.from(from), timeZone).epochMilliseconds,
    to: startOf(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone).epochMilliseconds,
  };
}

/** Every local day of a range; 23 and 25 hour days are one bucket each. */
export function daysOf({ from, to }: DayRange, timeZone: string): Bucket[] {
  const last = Temporal.PlainDate.from(to);
  const buckets: Bucket[] = [];
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const at = day.toString();
    buckets.push({ at, ...periodOf({ from: at, to: at }, timeZone) });
  }
  return buckets;
}

/** Every hour that passes in a range of local days. */
export function hoursOf(range: DayRange, timeZone: string): Bucket[] {
  const { from, to } = periodOf(range, timeZone);
  const buckets: Bucket[] = [];
  for (let at = from; at < to; at += 3_600_000) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    buckets.push({
      at: local.toPlainDateTime().toString({ smallestUnit: 'minute' }),
      from: at,
      to: Math.min(at + 3_600_000, to),
    });
  }
  return buckets;
}

/** As many days, just before. */
export function rangeBefore({ from, to }: DayRange): DayRange {
  const first = Temporal.PlainDate.from(from);
  const days = first.until(Temporal.PlainDate.from(to)).days + 1;
  return { from: first.subtract({ days }).toString(), to: first.subtract({ days: 1 }).toString() };
}

/** The local date of an instant. */
export function dayAt(at: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
