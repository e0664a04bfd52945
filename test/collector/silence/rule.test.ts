import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { expectedOf, isOver, SPANS, silentWith, spansAt } from '../../../collector/silence/rule.ts';

const HOUR = 3_600_000;
const count = fc.integer({ min: 0, max: 1000 });
const weeks = fc.array(count, { maxLength: 4 });

describe('whether hours were silent', () => {
  it.each([
    ['no history', 0, [], null],
    ['one week tells nothing', 0, [500], null],
    ['two weeks do', 0, [500, 400], 400],
    ['nothing came where 20 were to be expected', 0, [20, 20, 20, 20], 20],
    ['19 are too few to tell', 0, [19, 19, 19, 19], null],
    ['a quiet night', 0, [0, 0, 0, 0], null],
    ['one page view on a small site is a sign of life', 1, [199, 199, 199, 199], null],
    ['on a busy one it is not', 9, [200, 200, 200, 200], 200],
    ['one in twenty is', 10, [200, 200, 200, 200], null],
    ['one week of a sale decides nothing', 0, [0, 900, 10, 5], null],
    ['nor one in which the tag was down', 0, [100, 0, 110, 120], 100],
    ['of three the middle one', 0, [30, 10, 500], 30],
  ])('%s', (_, views, before, expected) => {
    expect(silentWith({ views, before })).toBe(expected);
  });

  it.each([
    ['one day tells nothing', 0, [], [500], null],
    ['two days do, by the worse of them', 0, [], [500, 40], 40],
    ['with one week they still do', 0, [90], [30, 60, 40], 30],
    ['weeks know better', 0, [0, 0], [500, 500], null],
    ['19 are too few to tell', 0, [], [19, 90], null],
    ['one page view is a sign of life after the days of a launch', 1, [], [900, 900], null],
  ])('while weeks are missing: %s', (_, views, before, days, expected) => {
    expect(silentWith({ views, before, days })).toBe(expected);
  });

  it('expected is the most that all but the worst of four weeks had, in whatever order', () => {
    fc.assert(
      fc.property(weeks, fc.nat(), (before, turn) => {
        const turned = before.map((_, index) => before[(index + turn) % before.length] ?? 0);
        const most = (least: number) =>
          Math.max(...before.filter((one) => before.filter((other) => other >= one).length >= least));
        const naive = { 2: () => most(2), 3: () => most(2), 4: () => most(3) }[before.length];
        expect(expectedOf(before)).toBe(naive?.() ?? null);
        expect(expectedOf(turned)).toBe(expectedOf(before));
      }),
    );
  });

  it('more page views never make it silent, nor does a silence last beyond them', () => {
    fc.assert(
      fc.property(weeks, count, count, (before, views, more) => {
        const silent = silentWith({ views, before });
        if (silent === null) expect(silentWith({ views: views + more, before })).toBeNull();
        else {
          expect(views).toBeLessThan(silent);
          expect(isOver(silent, views)).toBe(false);
          expect(isOver(silent, silent)).toBe(true);
        }
      }),
    );
  });
});

describe('the hours that are compared', () => {
  const local = (at: number, zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const ZONES = [
    'Asia/Bangkok',
    'Asia/Tokyo',
    'America/New_York',
    'Asia/Kathmandu',
    'Europe/London',
    'Pacific/Apia',
  ];

  it('are whole hours of the account’s clock, and the same weekday-hours of four weeks before', () => {
    const instant = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (now, zone) => {
        const spans = spansAt(now, zone);
        expect(spans.map(({ hours }) => hours)).toEqual([...SPANS]);
        for (const { hours, period, before } of spans) {
          const begin = local(period.from, zone);
          expect([begin.minute, begin.second, begin.millisecond]).toEqual([0, 0, 0]);
          expect(period.to).toBe(now + 1);
          expect(now - period.from).toBeGreaterThanOrEqual(hours * HOUR);
          expect(now - period.from).toBeLessThan((hours + 1) * HOUR);
          expect(before).toHaveLength(4);
          for (const [index, { from, to }] of before.entries()) {
            const then = local(from, zone);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(period.from - from).toBeGreaterThan((index + 1) * 7 * 24 * HOUR - 26 * HOUR);
            // Where a clock is set forward, the hour that is left out begins with the next.
            const wanted = begin.subtract({ weeks: index + 1 });
            const off = wanted.until(then).total('minutes');
            expect(off === 0 || off === 60).toBe(true);
            if (off === 0) expect([then.dayOfWeek, then.hour]).toEqual([begin.dayOfWeek, begin.hour]);
          }
        }
      }),
    );
  });

  it('are put beside earlier days of the same kind: weekends beside weekends', () => {
    const weekdays = (now: number, span: number) =>
      spansAt(now, 'Asia/Bangkok')[span]?.days.map(({ from }) => local(from, 'Asia/Bangkok').dayOfWeek);
    const noon = (day: number) => Date.UTC(2026, 10, day, 5, 10);
    expect(weekdays(noon(20), 0)).toEqual([4, 3, 2, 1, 5]); // Friday
    expect(weekdays(noon(22), 0)).toEqual([6, 7]); // Sunday
    expect(weekdays(noon(21), 1)).toEqual([5]); // from Friday to Saturday
  });

  it('F19 stay at the same local hour when daylight saving ends', () => {
    const now = Date.UTC(2026, 10, 4, 17, 10); // Wednesday 12:10 in New York, three days after
    const [three] = spansAt(now, 'America/New_York');
    expect(three?.period.from).toBe(Date.UTC(2026, 10, 4, 14));
    expect(three?.before[0]).toEqual({ from: Date.UTC(2026, 9, 28, 13), to: Date.UTC(2026, 9, 28, 16) });
  });
});
