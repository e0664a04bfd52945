import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credit, journeysOf } from '../../../collector/attribution/credit.ts';
import type { Model } from '../../../collector/attribution/model.ts';
import { DAY } from '../../../db/model.ts';

const click = (at: number, person = 1) => ({ at, person });
const conversion = (at: number, person = 1) => ({ at, person });

function columns(items: { at: number; person: number }[]) {
  const at = Float64Array.from(items, (one) => one.at);
  const person = Uint32Array.from(items, (one) => one.person);
  return { count: items.length, at, person, link: new Uint32Array(items.length) };
}

function credited(
  conversions: { at: number; person: number }[],
  clicks: { at: number; person: number }[],
  model?: Model,
) {
  const credits = credit(columns(conversions), journeysOf(columns(clicks)), model);
  return [...credits.conversion].map((row, index) => ({
    conversion: row,
    touchpoint: credits.touchpoint[index],
    share: credits.share[index] ?? Number.NaN,
  }));
}

describe('a model that divides', () => {
  it('is asked with the candidates of a conversion in order of time, and each earns its share', () => {
    const linear: Model = (count, timeOf, give) => {
      const times = Array.from({ length: count }, (_, candidate) => timeOf(candidate));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const candidate of times.keys()) give(candidate, 1 / count);
    };
    const clicks = [click(1), click(2, 2), click(3), click(4), click(60 * DAY)];
    expect(credited([conversion(5), conversion(6, 2)], clicks, linear)).toEqual([
      { conversion: 0, touchpoint: 0, share: 1 / 3 },
      { conversion: 0, touchpoint: 2, share: 1 / 3 },
      { conversion: 0, touchpoint: 3, share: 1 / 3 },
      { conversion: 1, touchpoint: 1, share: 1 },
    ]);
  });
});

describe('last click', () => {
  it('credits the latest click before a conversion, whole', () => {
    const credits = credited([conversion(10)], [click(1), click(9), click(11)]);
    expect(credits).toEqual([{ conversion: 0, touchpoint: 1, share: 1 }]);
  });

  it('counts a click at the very moment, and none that is a whole window old', () => {
    expect(credited([conversion(30 * DAY)], [click(30 * DAY)])).toHaveLength(1);
    expect(credited([conversion(30 * DAY)], [click(0)])).toHaveLength(0);
    expect(credited([conversion(30 * DAY)], [click(1)])).toHaveLength(1);
  });

  it("credits nobody for another person's click, nor for a person unknown", () => {
    expect(credited([conversion(10, 2)], [click(1)])).toEqual([]);
    expect(credited([conversion(10, 0)], [click(1, 0)])).toEqual([]);
  });

  it('agrees with a naive scan, and every conversion earns 1 or nothing', () => {
    const time = fc.integer({ min: 0, max: 80 }).map((day) => day * DAY);
    const person = fc.constantFrom(0, 1, 2, 3);
    const clicks = fc.array(fc.record({ at: time, person }), { maxLength: 30 });
    const conversions = fc.array(fc.record({ at: time, person }), { maxLength: 30 });
    fc.assert(
      fc.property(clicks, conversions, (someClicks, converted) => {
        const journey = someClicks.sort((a, b) => a.at - b.at);
        const credits = credited(converted, journey);
        for (const [row, one] of converted.entries()) {
          const mine = credits.filter((given) => given.conversion === row);
          const expected = [...journey.entries()].filter(
            ([, candidate]) =>
              one.person !== 0 &&
              candidate.person === one.person &&
              candidate.at <= one.at &&
              one.at - candidate.at < 30 * DAY,
          );
          expect(mine.map(({ touchpoint }) => touchpoint)).toEqual(
            expected.slice(-1).map(([click]) => click),
          );
          expect(mine.reduce((sum, { share }) => sum + share, 0)).toBe(expected.length > 0 ? 1 : 0);
        }
      }),
    );
  });
});
