import { BLOCK_ROWS } from './part.ts';
import { placeOf } from './place.ts';

/*
 * Runs of page views that are alike. Rows are by visitor and time, so who saw pages, and with what, is the same for a
 * few rows in a row, and is kept once for all of them.
 */
export interface Runs {
  length: number;
  /** Where each begins; one more than there are runs, the last is where they end. */
  starts: Starts;
  /** A number in `People`. */
  who: Uint32Array;
  /** A code of a client. */
  client: Uint16Array;
}

/** Places among the rows of a part: in half the room, but where there are as many rows as there can be. */
export type Starts = Uint16Array | Uint32Array;

export function narrowed(starts: Uint32Array): Starts {
  return (starts.at(-1) ?? 0) < BLOCK_ROWS ? Uint16Array.from(starts) : starts;
}

/** The runs of page views, of which `who` and `client` tell row by row. */
export function runsOf(who: Uint32Array, client: Uint16Array, views: number): Runs {
  const starts = new Uint32Array(views + 1);
  let length = 0;
  for (let row = 0; row < views; row += 1) {
    if (row > 0 && who[row] === who[row - 1] && client[row] === client[row - 1]) continue;
    starts[length] = row;
    length += 1;
  }
  starts[length] = views;
  const begins = starts.subarray(0, length);
  return {
    length,
    starts: narrowed(starts.slice(0, length + 1)),
    who: begins.map((row) => who[row] ?? 0),
    client: Uint16Array.from(begins, (row) => client[row] ?? 0),
  };
}

/** The run that a page view is in. */
export function runAt({ starts, length }: Runs, row: number): number {
  return placeOf(starts, row + 1, 0, length) - 1;
}

/** What runs say, row by row. */
export function rowsOf({ starts, who, client, length }: Runs): { who: Uint32Array; client: Uint16Array } {
  const views = starts[length] ?? 0;
  const rows = { who: new Uint32Array(views), client: new Uint16Array(views) };
  for (let run = 0; run < length; run += 1) {
    rows.who.fill(who[run] ?? 0, starts[run], starts[run + 1]);
    rows.client.fill(client[run] ?? 0, starts[run], starts[run + 1]);
  }
  return rows;
}
