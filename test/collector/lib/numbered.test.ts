import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numbered } from '../../../collector/lib/numbered.ts';

it('numbers what stands in a column from 1 in order, and nothing else', () => {
  const numbers = fc.array(fc.oneof(fc.nat(40), fc.nat(5_000)), { maxLength: 60 });
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(6_000)), (column, others) => {
      const { size, numberOf } = numbered(Uint32Array.from(column));
      const expected = [...new Set(column)].filter((number) => number > 0).sort((a, b) => a - b);
      expect(size).toBe(expected.length + 1);
      for (const number of [0, ...column, ...others])
        expect(numberOf(number)).toBe(expected.indexOf(number) + 1);
    }),
  );
});
