import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../dashboard/format.ts';
import { majorUnits } from '../../dashboard/lib/major-units.ts';

const en = createFormat('en');

/** `Intl` puts no-break spaces of several kinds. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

describe('money', () => {
  it.each([
    ['en', { minor: 1200, currency: 'JPY', digits: 0 }, '¥1,200'],
    ['ja', { minor: 1200, currency: 'JPY', digits: 0 }, '￥1,200'],
    ['th', { minor: 125050, currency: 'THB', digits: 2 }, '฿1,250.50'],
    ['zh-TW', { minor: 99900, currency: 'TWD', digits: 2 }, '$999.00'],
    ['en', { minor: 5, currency: 'USD', digits: 2 }, '$0.05'],
    ['en', { minor: -5, currency: 'USD', digits: 2 }, '-$0.05'],
    ['en', { minor: 1234567, currency: 'KWD', digits: 3 }, 'KWD 1,234.567'],
    ['en', { minor: 9_007_199_254_740_991, currency: 'USD', digits: 2 }, '$90,071,992,547,409.91'],
    ['en', { minor: 125050, currency: 'XXX', digits: 2 }, '1,250.50'],
  ])('%s %j', (language, money, text) => {
    expect(plain(createFormat(language).money(money))).toBe(text);
  });

  it('loses no minor unit', () => {
    const minor = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 4 }), (value, digits) => {
        const text = majorUnits(value, digits);
        expect(BigInt(text.replace('.', ''))).toBe(BigInt(value));
        expect(text.split('.')[1]?.length ?? 0).toBe(digits);
      }),
    );
  });
});

describe('numbers', () => {
  it('have their separators, their short form and their part', () => {
    expect(en.number(1234567)).toBe('1,234,567');
    expect(en.short(12_345)).toBe('12.3K');
    expect(createFormat('ja').short(12_345)).toBe('1.2万');
    expect(en.percent(0.1041)).toBe('10.4%');
    expect(en.change(0.182)).toBe('+18%');
    expect(en.change(-0.034)).toBe('-3%');
    expect(en.change(0)).toBe('0%');
  });

  it('say hours as days where they are whole days', () => {
    expect(en.hours(24)).toBe('24 hours');
    expect(en.hours(168)).toBe('7 days');
    expect(en.hours(36)).toBe('36 hours');
    expect(en.hours(0.25)).toBe('15 minutes');
    expect(en.hours(10 / 60)).toBe('10 minutes');
  });
});

describe('times', () => {
  const at = Date.UTC(2026, 10, 22, 15, 30);

  it('are those of the account, not of the browser', () => {
    expect(plain(en.dateTime(at, 'Asia/Tokyo'))).toBe('Nov 23, 2026, 12:30 AM');
    expect(plain(en.dateTime(at, 'America/New_York'))).toBe('Nov 22, 2026, 10:30 AM');
    expect(en.date(at, 'Asia/Tokyo')).toBe('Nov 23, 2026');
    expect(plain(en.time(at, 'UTC'))).toBe('3:30 PM');
  });

  it('are Gregorian in Thai', () => {
    expect(createFormat('th').date(at, 'Asia/Bangkok')).toContain('2026');
  });

  it('of a report are written as they are, in whatever zone the browser is', () => {
    expect(en.point('2026-11-22')).toBe('Nov 22');
    expect(en.point('2026-11-22', true)).toBe('Sun, Nov 22, 2026');
    expect(en.point('2026-11-22T00:00')).toBe('00:00');
    expect(en.point('2026-11-22T23:00', true)).toContain('23:00');
  });
});
