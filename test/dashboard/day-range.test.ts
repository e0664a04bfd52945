import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../dashboard/component/range-picker.tsx';
import { daysBefore, isDay, isRange, MAX_DAYS, periodDays } from '../../dashboard/lib/day-range.ts';

const at = Date.UTC(2026, 10, 22, 15, 30);

describe('moving ranges', () => {
  it.each([
    ['today', 'UTC', '2026-11-22', '2026-11-22'],
    ['today', 'Asia/Tokyo', '2026-11-23', '2026-11-23'],
    ['yesterday', 'Asia/Tokyo', '2026-11-22', '2026-11-22'],
    ['7d', 'UTC', '2026-11-16', '2026-11-22'],
    ['28d', 'UTC', '2026-10-26', '2026-11-22'],
    ['90d', 'UTC', '2026-08-25', '2026-11-22'],
  ] as const)('%s in %s', (period, zone, from, to) => {
    expect(periodDays(period, at, zone)).toEqual({ from, to });
  });
});

describe('days', () => {
  it('count back over months, years and leap days', () => {
    expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
    expect(daysBefore('2026-01-01', 1)).toBe('2025-12-31');
  });

  it.each(['2026-02-30', '2026-2-3', '1999-01-01', '2026-11-22T00:00', '', null])('%s is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('make a range only in order and no longer than the server takes', () => {
    const back = fc.integer({ min: -10, max: MAX_DAYS + 10 });
    fc.assert(
      fc.property(back, (days) => {
        const range = { from: daysBefore('2026-11-22', days), to: '2026-11-22' };
        expect(isRange(range)).toBe(days >= 0 && days < MAX_DAYS);
      }),
    );
  });
});

describe('rangeOf', () => {
  const read = (query: string) => rangeOf(new URLSearchParams(query), 'UTC');

  it('takes days, else a period, else 28 days', () => {
    expect(read('from=2026-01-01&to=2026-01-31')).toMatchObject({
      period: null,
      days: { from: '2026-01-01', to: '2026-01-31' },
    });
    expect(read('period=90d').period).toBe('90d');
    expect(read('period=1000y').period).toBe('28d');
    expect(read('from=2026-02-01&to=2026-01-01').period).toBe('28d');
    expect(read('').period).toBe('28d');
  });

  it('compares unless told not to', () => {
    expect(read('').compare).toBe(true);
    expect(read('compare=off').compare).toBe(false);
  });
});
