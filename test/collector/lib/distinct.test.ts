import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDistinct } from '../../../collector/lib/distinct.ts';

it('counts as a Set does, walk after walk, and never nobody', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const distinct = createDistinct(51);
      for (const walk of [one, other, one]) {
        const expected = new Set(walk);
        expected.delete(0);
        const count = distinct((see) => {
          for (const number of walk) see(number);
        });
        expect(count).toBe(expected.size);
      }
    }),
  );
});
