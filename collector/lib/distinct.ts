/** How many different numbers over 0 a walk sees. */
export type Distinct = (walk: (see: (number: number) => void) => void) => number;

/**
 * Counts different numbers among small ones, faster than a Set: each walk leaves its own mark at the numbers it saw.
 * `columns` hold every number that will ever be seen.
 */
export function createDistinct(columns: Float64Array[]): Distinct {
  const most = columns.reduce((all, column) => column.reduce((max, one) => Math.max(max, one), all), 0);
  const marks = new Uint32Array(most + 1);
  let mark = 0;
  return (walk) => {
    mark += 1;
    let count = 0;
    walk((number) => {
      if (number === 0 || marks[number] === mark) return;
      marks[number] = mark;
      count += 1;
    });
    return count;
  };
}
