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
        const column = Uint32Array.from(walk);
        const half = walk.length >> 1;
        const rows = Uint32Array.from(walk.keys());
        const count = distinct([
          { column, rows: rows.slice(0, half) },
          { column, rows: rows.slice(half) },
        ]);
        expect(count).toBe(expected.size);
      }
    }),
  );
});
