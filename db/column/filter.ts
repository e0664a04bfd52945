import type { Period } from '../model.ts';
import { add, has, wordsFor } from './bits.ts';
import { type Columns, clientAt } from './columns.ts';
import type { People } from './people.ts';

/** What a filter asks, in numbers of the dictionaries; what is null asks nothing. */
export interface Asked {
  /** By `id` of an address: 1 where it is on the page. */
  urls: Uint8Array | null;
  /** Places in the tables of the reader; -1 is one that was never seen. */
  device: number | null;
  country: number | null;
  /** Only people who came from there in the period; a place as well. */
  source: number | null;
  /** Only people who did it in the period; 0 is one that was never seen. */
  event: number | null;
  /** Only these people. */
  people: Uint32Array | null;
}

/** Numbers with an arrival from a source in a period. */
function cameFrom(days: Columns[], source: number, { from, to }: Period, bits: Uint32Array): void {
  for (const columns of days) {
    const { source: codes, sources, arrival, arrivalRun, runs, start, ms } = columns;
    const code = sources.indexOf(source);
    if (code < 0) continue;
    for (let index = 0; index < arrival.length; index += 1) {
      if (codes[index] !== code) continue;
      const row = arrival[index] ?? 0;
      const at = start + (ms[row] ?? 0);
      if (at >= from && at < to) add(bits, runs.who[arrivalRun[index] ?? 0] ?? 0);
    }
  }
}

/** Numbers with an event in a period. */
function did(days: Columns[], event: number, { from, to }: Period, bits: Uint32Array): void {
  for (const { event: column, views, rows, start, ms, eventWho } of days) {
    const code = column.ids.indexOf(event);
    if (code < 0) continue;
    for (let row = views; row < rows; row += 1) {
      const at = start + (ms[row] ?? 0);
      if (column.codes[row - views] === code && at >= from && at < to) add(bits, eventWho[row - views] ?? 0);
    }
  }
}

/** Everybody whom the filter names, with all their numbers; null where it names nobody in particular. */
function wantedPeople(days: Columns[], people: People, asked: Asked, period: Period): Uint32Array | null {
  const sets: Uint32Array[] = [];
  const make = (fill: (bits: Uint32Array) => void) => {
    const bits = new Uint32Array(wordsFor(people.size));
    fill(bits);
    people.spread(bits);
    sets.push(bits);
  };
  const { source, event } = asked;
  if (source !== null) make((bits) => cameFrom(days, source, period, bits));
  if (event !== null) make((bits) => did(days, event, period, bits));
  if (asked.people) make((bits) => bits.set(asked.people ?? []));
  const [first, ...others] = sets;
  if (first)
    for (const set of others)
      for (let at = 0; at < first.length; at += 1) first[at] = (first[at] ?? 0) & (set[at] ?? 0);
  return first ?? null;
}

/** By row: 1 where it passes. */
function maskOf(columns: Columns, asked: Asked, wanted: Uint32Array | null): Uint8Array | null {
  const { urls, urlStarts, urlRows, urlWho, rows, runs, views, eventWho, eventClient, eventUrl } = columns;
  const { device, country } = asked;
  const clients = columns.devices.map((one, code) =>
    Number((device === null || one === device) && (country === null || columns.countries[code] === country)),
  );
  const passes = (client: number, who: number) => clients[client] === 1 && (!wanted || has(wanted, who));
  const onPage = asked.urls;
  const mask = new Uint8Array(rows);
  let found = false;
  if (onPage) {
    for (let index = 0; index < urls.length; index += 1) {
      if (onPage[urls[index] ?? 0] !== 1) continue;
      for (let place = urlStarts[index] ?? 0; place < (urlStarts[index + 1] ?? 0); place += 1) {
        const row = urlRows[place] ?? 0;
        if (!passes(clientAt(columns, row), urlWho[place] ?? 0)) continue;
        mask[row] = 1;
        found = true;
      }
    }
  } else {
    const { starts, who, client, length } = runs;
    for (let run = 0; run < length; run += 1) {
      if (!passes(client[run] ?? 0, who[run] ?? 0)) continue;
      for (let row = starts[run] ?? 0; row < (starts[run + 1] ?? 0); row += 1) mask[row] = 1;
      found = true;
    }
  }
  for (let row = views; row < rows; row += 1) {
    const own = row - views;
    if (onPage && onPage[urls[eventUrl[own] ?? 0] ?? 0] !== 1) continue;
    if (!passes(eventClient[own] ?? 0, eventWho[own] ?? 0)) continue;
    mask[row] = 1;
    found = true;
  }
  return found ? mask : null;
}

/**
 * Days with what passes: hits on the page, with the device and from the country; and of the people who came from the
 * source, did the event, or are among `people`.
 */
export function filtered(days: Columns[], people: People, asked: Asked, period: Period): Columns[] {
  const wanted = wantedPeople(days, people, asked, period);
  return days.flatMap((columns) => {
    const mask = maskOf(columns, asked, wanted);
    return mask ? [{ ...columns, mask }] : [];
  });
}
