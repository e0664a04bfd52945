/** What a column sorts by; null (unknown, never) stands last in both directions. */
export type SortValue = string | number | null;

export interface Sort {
  column: string;
  descending: boolean;
}

/** A sort as it stands in the address: `clicks`, or `-clicks` for descending. */
export function sortText({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

/** Reads a sort from the address; the fallback where it names no column of the table. */
export function parseSort(text: string | null, columns: readonly string[], fallback: Sort): Sort {
  if (text === null) return fallback;
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return columns.includes(column) ? { column, descending } : fallback;
}

/** A sorted copy. Equal rows keep their order, so that the server's order decides ties. */
export function sortRows<Row>(
  rows: readonly Row[],
  by: (row: Row) => SortValue,
  descending: boolean,
  compareText: (a: string, b: string) => number,
): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((x, y) => {
    const a = by(x);
    const b = by(y);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * compareText(String(a), String(b));
  });
}
