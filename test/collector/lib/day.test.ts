import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt, daysOf, hoursOf, periodOf, rangeBefore } from '../../../collector/lib/day.ts';

const HOUR = 3_600_000;
const ZONES = [
  'Asia/Bangkok',
  'Asia/Tokyo',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Europe/London',
];

describe('F19 days of a time zone', () => {
  it('has 23 and 25 hours where daylight saving says so', () => {
    const hours = (day: string) => hoursOf({ from: day, to: day }, 'America/New_York').length;
    expect([hours('2026-03-08'), hours('2026-03-09'), hours('2026-11-01')]).toEqual([23, 24, 25]);
  });

  it('starts at local midnight', () => {
    expect(periodOf({ from: '2026-11-22', to: '2026-11-22' }, 'Asia/Bangkok')).toEqual({
      from: Date.UTC(2026, 10, 21, 17),
      to: Date.UTC(2026, 10, 22, 17),
    });
    expect(dayAt(Date.UTC(2026, 10, 21, 17), 'Asia/Bangkok')).toBe('2026-11-22');
    expect(dayAt(Date.UTC(2026, 10, 21, 17) - 1, 'Asia/Bangkok')).toBe('2026-11-21');
  });

  it('days adjoin and cover the range exactly, in every zone, and so do hours', () => {
    const start = fc.integer({ min: Date.UTC(2011, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 40 }), fc.constantFrom(...ZONES), (from, length, zone) => {
        const range = { from: dayAt(from, zone), to: dayAt(from + length * 24 * HOUR, zone) };
        const whole = periodOf(range, zone);
        for (const buckets of [daysOf(range, zone), hoursOf(range, zone)]) {
          expect(buckets[0]?.from).toBe(whole.from);
          expect(buckets.at(-1)?.to).toBe(whole.to);
          buckets.slice(1).forEach((bucket, index) => {
            expect(bucket.from).toBe(buckets[index]?.to);
          });
        }
        for (const day of daysOf(range, zone)) {
          // Apia skipped a whole day in 2011: it is there, and empty.
          if (day.to > day.from) expect(dayAt(day.to - 1, zone) <= range.to).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the period before has as many days and ends where this one starts', () => {
    expect(rangeBefore({ from: '2026-03-01', to: '2026-03-28' })).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    });
    expect(rangeBefore({ from: '2026-11-22', to: '2026-11-22' })).toEqual({
      from: '2026-11-21',
      to: '2026-11-21',
    });
  });
});
