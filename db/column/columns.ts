import type { Period } from '../model.ts';
import { type Coded, DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';

const IMAGE = 1;

/** A part made ready to be read: who is a number in `People`, and what is asked for often is looked up, not searched. */
export interface Columns {
  /** When its day begins. */
  start: number;
  first: number;
  rows: number;
  views: number;
  who: Uint32Array;
  ms: Uint32Array;
  id: Uint16Array;
  /** Rows that came by the image alone, in order. */
  images: Uint16Array;
  /** Rows that a server sent, in order. */
  servers: Uint16Array;
  client: Uint16Array;
  /** By code of a client: the place of its device, and of its country, in tables of the reader. */
  devices: Uint32Array;
  countries: Uint32Array;
  /** Page views one after another by one number and one client. */
  runs: Runs;
  /** Page views of each client's code. */
  clientViews: Uint32Array;
  /** Page views before each quarter of an hour of the day: where days of most time zones begin. */
  viewsBefore: Uint32Array;
  /** Addresses in order, and where the rows of each begin in `urlRows`; one more begin than addresses. */
  urls: Uint32Array;
  urlStarts: Uint32Array;
  /** Page views of each address. */
  urlViews: Uint32Array;
  /** Rows by address; those of one address in order. */
  urlRows: Uint16Array;
  arrival: Uint16Array;
  /** Of each arrival: a code, and by code the place of the source in a table of the reader. */
  source: Uint16Array;
  sources: Uint32Array;
  event: Coded;
  /** Of the events alone: place in `urls`, and in CHANNELS. */
  eventUrl: Uint16Array;
  eventChannel: Uint8Array;
  minor: Float64Array;
  currency: Coded;
  dedup: Uint32Array;
  /** By row: 1 where it passes the filter; null is all. */
  mask: Uint8Array | null;
}

/** Runs of rows that are alike: the same number, the same client. */
export interface Runs {
  length: number;
  /** Where each begins; one more than there are runs, the last is where they end. */
  starts: Uint32Array;
  who: Uint32Array;
  client: Uint16Array;
}

/** The runs of page views. */
export function runsOf(who: Uint32Array, codes: Uint16Array, views: number): Runs {
  const starts = new Uint32Array(views + 1);
  let length = 0;
  for (let row = 0; row < views; row += 1) {
    if (row > 0 && who[row] === who[row - 1] && codes[row] === codes[row - 1]) continue;
    starts[length] = row;
    length += 1;
  }
  starts[length] = views;
  const begins = starts.slice(0, length);
  return {
    length,
    starts: starts.slice(0, length + 1),
    who: begins.map((row) => who[row] ?? 0),
    client: Uint16Array.from(begins, (row) => codes[row] ?? 0),
  };
}

function clientViewsOf({ client, views }: Part): Uint32Array {
  const counts = new Uint32Array(client.ids.length);
  for (let row = 0; row < views; row += 1) {
    const code = client.codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

export const QUARTER = 900_000;

function viewsBeforeOf({ ms, views }: Part): Uint32Array {
  const before = new Uint32Array(DAY_MS / QUARTER + 1);
  for (let row = 0; row < views; row += 1) {
    const quarter = Math.floor((ms[row] ?? 0) / QUARTER) + 1;
    before[quarter] = (before[quarter] ?? 0) + 1;
  }
  for (let quarter = 1; quarter < before.length; quarter += 1)
    before[quarter] = (before[quarter] ?? 0) + (before[quarter - 1] ?? 0);
  return before;
}

/** Rows sorted by code, in one pass over the counts of each. */
function byCode({ codes, ids }: Coded): { starts: Uint32Array; rows: Uint16Array } {
  const starts = new Uint32Array(ids.length + 1);
  for (let row = 0; row < codes.length; row += 1) {
    const code = (codes[row] ?? 0) + 1;
    starts[code] = (starts[code] ?? 0) + 1;
  }
  for (let code = 1; code < starts.length; code += 1)
    starts[code] = (starts[code] ?? 0) + (starts[code - 1] ?? 0);
  const next = starts.slice();
  const rows = new Uint16Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? 0;
    const place = next[code] ?? 0;
    rows[place] = row;
    next[code] = place + 1;
  }
  return { starts, rows };
}

/** Where values are counted: each gives a value of a dictionary a place in a short table. */
export interface Places {
  device: (agent: number) => number;
  country: (word: number) => number;
  source: (word: number) => number;
}

function urlViewsOf({ url, views }: Part): Uint32Array {
  const counts = new Uint32Array(url.ids.length);
  for (let row = 0; row < views; row += 1) {
    const code = url.codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function eventChannelsOf({ other, channel, views, rows }: Part): Uint8Array {
  const channels = new Uint8Array(rows - views);
  for (let index = 0; index < other.length; index += 1) {
    const row = other[index] ?? 0;
    if (row >= views) channels[row - views] = channel[index] ?? 0;
  }
  return channels;
}

/** Makes a part ready; the part is used up. */
export function columnsOf(part: Part, people: People, places: Places): Columns {
  const { day, visitor, ms, views, url, client, other, channel } = part;
  const start = day * DAY_MS;
  for (let row = 0; row < visitor.length; row += 1)
    visitor[row] = people.number(visitor[row] ?? 0, start + (ms[row] ?? 0));
  const { starts, rows } = byCode(url);
  const cameBy = (way: number) => other.filter((_, index) => (channel[index] === IMAGE) === (way === IMAGE));
  return {
    start,
    first: part.first,
    rows: part.rows,
    views,
    who: visitor,
    ms,
    id: part.id,
    images: cameBy(IMAGE),
    servers: cameBy(2),
    client: client.codes,
    devices: client.ids.map(places.device),
    countries: client.countries.map(places.country),
    runs: runsOf(visitor, client.codes, views),
    clientViews: clientViewsOf(part),
    viewsBefore: viewsBeforeOf(part),
    urls: url.ids,
    urlStarts: starts,
    urlViews: urlViewsOf(part),
    urlRows: rows,
    arrival: part.arrival,
    source: part.source.codes,
    sources: part.source.ids.map(places.source),
    event: part.event,
    eventUrl: url.codes.slice(views),
    eventChannel: eventChannelsOf(part),
    minor: part.minor,
    currency: part.currency,
    dedup: part.dedup,
    mask: null,
  };
}

/** Whether a row is among rows in order. */
export function isAmong(rows: Uint16Array, row: number): boolean {
  let low = 0;
  for (let high = rows.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}

/** Place in CHANNELS of the way a row came. */
export function channelOf({ images, servers, eventChannel, views }: Columns, row: number): number {
  if (row >= views) return eventChannel[row - views] ?? 0;
  if (isAmong(images, row)) return IMAGE;
  return isAmong(servers, row) ? 2 : 0;
}

/** By row: 1 where it passes the filter and lies in a period; null where all of the day do. */
export function maskIn({ start, ms, mask, rows }: Columns, { from, to }: Period): Uint8Array | null {
  if (from <= start && to >= start + DAY_MS) return mask;
  const [lo, hi] = [from - start, to - start];
  const within = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const at = ms[row] ?? 0;
    within[row] = Number(at >= lo && at < hi && (!mask || mask[row] === 1));
  }
  return within;
}

/** Whether any of the rows [first, end) passes. */
export function isAny(mask: Uint8Array, first: number, end: number): boolean {
  for (let row = first; row < end; row += 1) if (mask[row] === 1) return true;
  return false;
}

/** Place of an address among those of a day, or -1. */
export function urlAt({ urls }: Columns, url: number): number {
  let low = 0;
  for (let high = urls.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((urls[middle] ?? 0) < url) low = middle + 1;
    else high = middle;
  }
  return urls[low] === url ? low : -1;
}
