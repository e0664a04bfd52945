import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largest } from '../../db/column/breakdown.ts';

it('finds what sorting all of them finds', () => {
  const totals = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 100, size: 'max' });
  fc.assert(
    fc.property(totals, fc.integer({ min: 1, max: 5 }), (numbers, limit) => {
      const keys = [...numbers.keys()].filter((key) => numbers[key] !== 0);
      // Of equal ones the last key stands first.
      const order = (a: number, b: number) => (numbers[b] ?? 0) - (numbers[a] ?? 0) || b - a;
      const shown = { limit, before: (a: number, b: number) => b - a };
      expect(largest(Uint32Array.from(numbers), shown)).toEqual(keys.sort(order).slice(0, limit));
    }),
  );
});
