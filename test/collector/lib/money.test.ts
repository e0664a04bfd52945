import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyOf, sumMoney } from '../../../collector/lib/money.ts';
import { MAX_MINOR } from '../../../db/model.ts';

describe('money', () => {
  it.each([
    [1980, 'JPY', 1980],
    [12.5, 'THB', 1250],
    [1.005, 'USD', 101],
    [0.1 + 0.2, 'USD', 30],
    [1.2345, 'KWD', 1235],
    [-0, 'USD', 0],
    [1e-12, 'USD', 0],
    [MAX_MINOR / 100, 'USD', MAX_MINOR],
  ])('%d %s is %d minor units', (major, currency, minor) => {
    expect(moneyOf(major, currency)).toEqual({ minor, currency });
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e308], [MAX_MINOR / 100 + 1]])(
    '%d is no amount',
    (major) => {
      expect(moneyOf(major, 'USD')).toBeNull();
    },
  );

  it('F33 knows no currency that does not exist', () => {
    expect(moneyOf(1, 'ABCD')).toBeNull();
    expect(moneyOf(1, 'usd')).toBeNull();
  });

  it('takes any amount in whole minor units to those units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MAX_MINOR }),
        fc.constantFrom('JPY', 'THB', 'KWD'),
        (minor, currency) => {
          const digits = { JPY: 0, THB: 2, KWD: 3 }[currency] ?? 0;
          expect(moneyOf(minor / 10 ** digits, currency)?.minor).toBe(minor);
        },
      ),
    );
  });

  it('never adds across currencies', () => {
    expect(
      sumMoney([
        { minor: 1, currency: 'THB' },
        null,
        { minor: 2, currency: 'JPY' },
        { minor: 3, currency: 'THB' },
      ]),
    ).toEqual([
      { minor: 2, currency: 'JPY' },
      { minor: 4, currency: 'THB' },
    ]);
  });
});
