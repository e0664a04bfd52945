import type { Period } from '../model.ts';
import { type Columns, isAmong } from './columns.ts';
import { BLOCK_ROWS, DAY_MS } from './part.ts';
import type { Match } from './rule.ts';

const IMAGE = 1;

/** Rows of the last day that was looked at: made once, because every report looks at hundreds of days. */
const found = new Uint16Array(BLOCK_ROWS);

/** Rows of page views that match, from `found[0]` on; says how many. */
function findViews(columns: Columns, lo: number, hi: number, match: Match): number {
  const { ms, images, mask, urls, urlStarts, urlRows, views } = columns;
  let length = 0;
  const look = (row: number) => {
    const at = ms[row] ?? 0;
    if (at < lo || at >= hi || (mask && mask[row] !== 1) || isAmong(images, row)) return;
    found[length] = row;
    length += 1;
  };
  if (match === true) for (let row = 0; row < views; row += 1) look(row);
  if (typeof match === 'boolean') return length;
  for (let index = 0; index < urls.length; index += 1) {
    if (match[urls[index] ?? 0] !== 1) continue;
    const end = urlStarts[index + 1] ?? 0;
    for (let place = urlStarts[index] ?? 0; place < end; place += 1) look(urlRows[place] ?? 0);
  }
  return length;
}

/** Rows of one event that match, behind `length` that were found; says how many there are then. */
function findEvents(
  columns: Columns,
  lo: number,
  hi: number,
  match: true | Uint8Array,
  code: number,
  length: number,
): number {
  const { views, ms, mask, eventStarts, eventRows, eventUrl, eventChannel, images, urls } = columns;
  const end = eventStarts[code + 1] ?? 0;
  // Mostly the whole day is asked for, and nothing of each but that it is there.
  const isWhole = lo <= 0 && hi >= DAY_MS && !mask && images.length === 0;
  let next = length;
  for (let place = eventStarts[code] ?? 0; place < end; place += 1) {
    const own = eventRows[place] ?? 0;
    const row = views + own;
    if (!isWhole) {
      const at = ms[row] ?? 0;
      if (at < lo || at >= hi || (mask && mask[row] !== 1) || eventChannel[own] === IMAGE) continue;
    }
    if (match !== true && match[urls[eventUrl[own] ?? 0] ?? 0] !== 1) continue;
    found[next] = row;
    next += 1;
  }
  return next;
}

/**
 * Rows of a day that match, pass the filter and are no image, in a period, in any order. They stand in one and the same
 * array every time, so what is to last must be copied.
 */
export function matchingRows(
  columns: Columns,
  { from, to }: Period,
  match: (event: number) => Match,
): Uint16Array {
  const lo = from - columns.start;
  const hi = to - columns.start;
  let length = findViews(columns, lo, hi, match(0));
  const { ids } = columns.event;
  for (let code = 0; code < ids.length; code += 1) {
    const says = match(ids[code] ?? 0);
    if (says !== false) length = findEvents(columns, lo, hi, says, code, length);
  }
  return found.subarray(0, length);
}
