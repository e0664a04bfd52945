import { add, type Numbered, numberedIn, wordsFor } from '../../db/column/bits.ts';

/** Numbers what stands in a column: the numbers over 0 get 1, 2 and so on, in their order. */
export function numbered(column: Uint32Array): Numbered {
  let most = 0;
  for (let row = 0; row < column.length; row += 1) most = Math.max(most, column[row] ?? 0);
  const bits = new Uint32Array(wordsFor(most + 1));
  for (let row = 0; row < column.length; row += 1) add(bits, column[row] ?? 0);
  return numberedIn(bits);
}
