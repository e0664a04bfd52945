import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsBy } from '../../../collector/lib/rows-by.ts';

it('finds the rows that a look at each of them finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), (column) => {
      const rows = rowsBy(Uint32Array.from(column));
      for (let number = 0; number < 12; number += 1)
        expect([...rows(number)]).toEqual([...column.keys()].filter((row) => column[row] === number));
    }),
  );
});
