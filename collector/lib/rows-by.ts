import { sortByCode } from '../../db/column/sort.ts';

/** Groups the rows of a column by its numbers, which are small: answers with the rows of a number, in order. */
export function rowsBy(column: ArrayLike<number>): (number: number) => Uint32Array {
  let most = 0;
  for (let row = 0; row < column.length; row += 1) most = Math.max(most, column[row] ?? 0);
  const rows = new Uint32Array(column.length);
  const starts = sortByCode(column, most + 1, rows);
  return (number) => rows.subarray(starts[number] ?? 0, starts[number + 1] ?? starts[number] ?? 0);
}
