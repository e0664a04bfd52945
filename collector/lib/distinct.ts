/** Some rows of a column. */
export interface Look {
  column: Uint32Array;
  rows: Uint32Array;
}

/** How many different numbers over 0 stand there. */
export type Distinct = (looks: Look[]) => number;

/**
 * Counts different numbers below `size`, faster than a Set: each count leaves its own mark at the numbers it saw.
 */
export function createDistinct(size: number): Distinct {
  const marks = new Uint32Array(size);
  let mark = 0;
  return (looks) => {
    mark += 1;
    let count = 0;
    for (const { column, rows } of looks) {
      for (let index = 0; index < rows.length; index += 1) {
        const number = column[rows[index] ?? 0] ?? 0;
        if (number === 0 || marks[number] === mark) continue;
        marks[number] = mark;
        count += 1;
      }
    }
    return count;
  };
}
