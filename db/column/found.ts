import { has } from './bits.ts';
import { type Columns, whoAt } from './columns.ts';

/** Rows of many days: one array for all of them, because thousands of small ones keep the garbage collector busy. */
export interface Found {
  rows: Uint16Array;
  length: number;
  /** Whose rows they are, in order, and where those of each end. */
  days: { columns: Columns; end: number }[];
}

export const nothingFound = (): Found => ({ rows: new Uint16Array(4096), length: 0, days: [] });

/** Adds rows of wanted people (null is all) to what was found. */
export function addFound(
  found: Found,
  columns: Columns,
  rows: Uint16Array,
  wanted: Uint32Array | null = null,
): void {
  if (found.length + rows.length > found.rows.length) {
    const larger = new Uint16Array((found.length + rows.length) * 2);
    larger.set(found.rows);
    found.rows = larger;
  }
  const { rows: kept } = found;
  let { length } = found;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    if (wanted && !has(wanted, whoAt(columns, row))) continue;
    kept[length] = row;
    length += 1;
  }
  if (length > found.length) found.days.push({ columns, end: length });
  found.length = length;
}

/** Calls `visit` for each row, with its place among what was found. */
export function eachFound(
  { rows, days }: Found,
  visit: (columns: Columns, row: number, place: number) => void,
): void {
  let next = 0;
  for (const { columns, end } of days) for (; next < end; next += 1) visit(columns, rows[next] ?? 0, next);
}
