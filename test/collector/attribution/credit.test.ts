import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credit } from '../../../collector/attribution/credit.ts';
import { DAY } from '../../../db/model.ts';

const click = (clickId: string, at: number, person: number | null = 1) => ({ clickId, at, person });
const conversion = (at: number, person: number | null = 1) => ({ at, person });

describe('last click', () => {
  it('credits the latest click before a conversion, whole', () => {
    const credits = credit([conversion(10)], [click('a', 1), click('b', 9), click('c', 11)]);
    expect(credits.map(({ touchpoint, share }) => [touchpoint.clickId, share])).toEqual([['b', 1]]);
  });

  it('counts a click at the very moment, and none that is a whole window old', () => {
    expect(credit([conversion(30 * DAY)], [click('a', 30 * DAY)])).toHaveLength(1);
    expect(credit([conversion(30 * DAY)], [click('a', 0)])).toHaveLength(0);
    expect(credit([conversion(30 * DAY)], [click('a', 1)])).toHaveLength(1);
  });

  it("credits nobody for another person's click, nor for a person unknown", () => {
    expect(credit([conversion(10, 2)], [click('a', 1)])).toEqual([]);
    expect(credit([conversion(10, null)], [click('a', 1, null)])).toEqual([]);
  });

  it('agrees with a naive scan, and every conversion earns 1 or nothing', () => {
    const time = fc.integer({ min: 0, max: 80 }).map((day) => day * DAY);
    const person = fc.constantFrom(1, -1, 2, null);
    const clicks = fc.array(fc.record({ at: time, person }), { maxLength: 30 });
    const conversions = fc.array(fc.record({ at: time, person }), { maxLength: 30 });
    fc.assert(
      fc.property(clicks, conversions, (someClicks, converted) => {
        const journey = someClicks
          .sort((a, b) => a.at - b.at)
          .map((one, index) => ({ ...one, clickId: String(index).padStart(4, '0') }));
        const credits = credit(converted, journey);
        for (const one of converted) {
          const mine = credits.filter((given) => given.conversion === one);
          const expected = journey.filter(
            (candidate) =>
              one.person !== null &&
              candidate.person === one.person &&
              candidate.at <= one.at &&
              one.at - candidate.at < 30 * DAY,
          );
          expect(mine.map(({ touchpoint }) => touchpoint.clickId)).toEqual(
            expected.slice(-1).map(({ clickId }) => clickId),
          );
          expect(mine.reduce((sum, { share }) => sum + share, 0)).toBe(expected.length > 0 ? 1 : 0);
        }
      }),
    );
  });
});
