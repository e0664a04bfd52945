/** How many different numbers over 0 a walk sees. */
export type Distinct = (walk: (see: (number: number) => void) => void) => number;

/**
 * Counts different numbers below `size`, faster than a Set: each walk leaves its own mark at the numbers it saw.
 */
export function createDistinct(size: number): Distinct {
  const marks = new Uint32Array(size);
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
