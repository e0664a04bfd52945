import type { Period } from '../model.ts';
import { add, wordsFor } from './bits.ts';
import { type Counted, largest, type Shown } from './breakdown.ts';
import { type Columns, maskIn, urlFrom } from './columns.ts';
import type { People } from './people.ts';

/** One day, and which of its rows count (null: all). */
interface Day {
  columns: Columns;
  mask: Uint8Array | null;
}

/** The page of each address, below `size`; 0 is none. */
export interface PageNames {
  pageOf: Uint32Array;
  size: number;
}

/** Page views of each page. */
function countPages(days: Day[], { pageOf, size }: PageNames): Uint32Array {
  const totals = new Uint32Array(size);
  for (const { columns, mask } of days) {
    const { urls, urlStarts, urlRows } = columns;
    for (let index = 0; index < urls.length; index += 1) {
      const first = urlStarts[index] ?? 0;
      const end = urlStarts[index + 1] ?? 0;
      let count = end - first;
      if (mask) {
        count = 0;
        for (let place = first; place < end; place += 1) count += mask[urlRows[place] ?? 0] ?? 0;
      }
      const page = pageOf[urls[index] ?? 0] ?? 0;
      totals[page] = (totals[page] ?? 0) + count;
    }
  }
  totals[0] = 0;
  return totals;
}

/** Of each page that is shown, where its page views stand: place of the day, and first and end in its `urlRows`. */
function placesOf(days: Day[], { pageOf, size }: PageNames, keys: number[]): number[][] {
  const slots = new Int32Array(size).fill(-1);
  for (const [slot, key] of keys.entries()) slots[key] = slot;
  const addresses: number[] = [];
  for (let url = 0; url < pageOf.length; url += 1)
    if ((slots[pageOf[url] ?? 0] ?? -1) >= 0) addresses.push(url);
  const places = keys.map((): number[] => []);
  for (const [place, day] of days.entries()) {
    const { urls, urlStarts } = day.columns;
    let index = 0;
    for (const url of addresses) {
      index = urlFrom(urls, url, index);
      if (urls[index] === url)
        places[slots[pageOf[url] ?? 0] ?? 0]?.push(place, urlStarts[index] ?? 0, urlStarts[index + 1] ?? 0);
    }
  }
  return places;
}

/** Adds whoever saw an address on one day. */
function mark({ columns, mask }: Day, first: number, end: number, bits: Uint32Array): void {
  const { urlRows, urlWho } = columns;
  for (let place = first; place < end; place += 1)
    if (!mask || mask[urlRows[place] ?? 0] === 1) add(bits, urlWho[place] ?? 0);
}

/**
 * Pages by page views. Persons are marked for what is shown and nothing else, one page after the other, so that the one
 * set stays in the processor's cache.
 */
export function pages(
  all: Columns[],
  people: People,
  period: Period,
  names: PageNames,
  shown: Shown,
): Counted[] {
  const days = all.map((columns) => ({ columns, mask: maskIn(columns, period) }));
  const totals = countPages(days, names);
  const keys = largest(totals, shown);
  const bits = new Uint32Array(wordsFor(people.size));
  return placesOf(days, names, keys).map((places, slot) => {
    const key = keys[slot] ?? 0;
    bits.fill(0);
    for (let at = 0; at < places.length; at += 3) {
      const day = days[places[at] ?? 0];
      if (day) mark(day, places[at + 1] ?? 0, places[at + 2] ?? 0, bits);
    }
    return { key, count: totals[key] ?? 0, persons: people.count(bits) };
  });
}
