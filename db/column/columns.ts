import type { Period } from '../model.ts';
import { type Coded, DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';
import { placeOf } from './place.ts';
import { narrowed, type Runs, rowsOf, runAt, runsOf, type Starts } from './runs.ts';
import { sortByCode } from './sort.ts';

const IMAGE = 1;

/** A part made ready to be read: who is a number in `People`, and what is asked for often is looked up, not searched. */
export interface Columns {
  /** When its day begins. */
  start: number;
  first: number;
  rows: number;
  views: number;
  ms: Uint32Array;
  id: Uint16Array;
  /** Rows that came by the image alone, in order. */
  images: Uint16Array;
  /** Rows that a server sent, in order. */
  servers: Uint16Array;
  /** By code of a client: the place of its device, and of its country, in tables of the reader. */
  devices: Uint32Array;
  countries: Uint32Array;
  /** Whose page views are, and of which client. */
  runs: Runs;
  /** Page views of each client's code. */
  clientViews: Uint32Array;
  /** Page views before each quarter of an hour of the day: where days of most time zones begin. */
  viewsBefore: Uint32Array;
  /** Addresses in order, and where the page views of each begin below; one more begin than addresses. */
  urls: Uint32Array;
  urlStarts: Starts;
  /** Page views by address, and whose they are; those of one address in order. */
  urlRows: Uint16Array;
  urlWho: Uint32Array;
  /** Arrivals: their rows, in order, and in which run each is. */
  arrival: Uint16Array;
  arrivalRun: Uint16Array;
  /** Of each arrival: a code, and by code the place of the source in a table of the reader. */
  source: Uint16Array;
  sources: Uint32Array;
  /** Of the events alone, so entry 0 is row `views`: what, who, code of a client, places in `urls` and in CHANNELS. */
  event: Coded;
  /** The events of each code: where they begin below, and which they are, in order. */
  eventStarts: Starts;
  eventRows: Uint16Array;
  eventWho: Uint32Array;
  eventClient: Uint16Array;
  eventUrl: Uint16Array;
  eventChannel: Uint8Array;
  minor: Float64Array;
  currency: Coded;
  dedup: Uint32Array;
  /** By row: 1 where it passes the filter; null is all. */
  mask: Uint8Array | null;
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

/** Places in a column of codes, by code: where those of each begin, and which they are. */
function byCode({ codes, ids }: Coded, length: number): { starts: Starts; rows: Uint16Array } {
  const rows = new Uint16Array(length);
  return { starts: narrowed(sortByCode(codes, ids.length, rows)), rows };
}

/** Where values are counted: each gives a value of a dictionary a place in a short table. */
export interface Places {
  device: (agent: number) => number;
  country: (word: number) => number;
  source: (word: number) => number;
}

/** Whose the rows are that stand at the places of `rows`. */
function whoOf(rows: Uint16Array, who: Uint32Array): Uint32Array {
  const whose = new Uint32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) whose[place] = who[rows[place] ?? 0] ?? 0;
  return whose;
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
  const who = visitor.map((one, row) => people.number(one, start + (ms[row] ?? 0)));
  const { starts, rows } = byCode(url, views);
  const events = byCode(part.event, part.rows - views);
  const runs = runsOf(who, client.codes, views);
  const cameBy = (way: number) => other.filter((_, index) => (channel[index] === IMAGE) === (way === IMAGE));
  return {
    start,
    first: part.first,
    rows: part.rows,
    views,
    ms,
    id: part.id,
    images: cameBy(IMAGE),
    servers: cameBy(2),
    devices: client.ids.map(places.device),
    countries: client.countries.map(places.country),
    runs,
    clientViews: clientViewsOf(part),
    viewsBefore: viewsBeforeOf(part),
    urls: url.ids,
    urlStarts: starts,
    urlRows: rows,
    urlWho: whoOf(rows, who),
    arrival: part.arrival,
    arrivalRun: part.arrival.map((row) => runAt(runs, row)),
    source: part.source.codes,
    sources: part.source.ids.map(places.source),
    event: part.event,
    eventStarts: events.starts,
    eventRows: events.rows,
    eventWho: who.slice(views),
    eventClient: client.codes.slice(views),
    eventUrl: url.codes.slice(views),
    eventChannel: eventChannelsOf(part),
    minor: part.minor,
    currency: part.currency,
    dedup: part.dedup,
    mask: null,
  };
}

/** Whether the number of any page view is another by now. */
function isOutdated({ start, ms, runs: { starts, who, length } }: Columns, people: People): boolean {
  for (let run = 0; run < length; run += 1) {
    const number = who[run] ?? 0;
    if (!people.isSeveral(number)) continue;
    for (let row = starts[run] ?? 0; row < (starts[run + 1] ?? 0); row += 1)
      if (people.now(number, start + (ms[row] ?? 0)) !== number) return true;
  }
  return false;
}

/** Numbers rows anew after somebody turned out to be several users; true where the number of a page view changed. */
export function renumber(columns: Columns, people: People): boolean {
  const { start, ms, views, eventWho } = columns;
  for (let own = 0; own < eventWho.length; own += 1)
    eventWho[own] = people.now(eventWho[own] ?? 0, start + (ms[views + own] ?? 0));
  if (!isOutdated(columns, people)) return false;
  const rows = rowsOf(columns.runs);
  const who = rows.who.map((number, row) => people.now(number, start + (ms[row] ?? 0)));
  columns.runs = runsOf(who, rows.client, views);
  columns.urlWho = whoOf(columns.urlRows, who);
  columns.arrivalRun = columns.arrival.map((row) => runAt(columns.runs, row));
  return true;
}

/** Whose a row is. */
export function whoAt({ runs, views, eventWho }: Columns, row: number): number {
  return (row < views ? runs.who[runAt(runs, row)] : eventWho[row - views]) ?? 0;
}

/** Code of the client that a row came from. */
export function clientAt({ runs, views, eventClient }: Columns, row: number): number {
  return (row < views ? runs.client[runAt(runs, row)] : eventClient[row - views]) ?? 0;
}

/** Whether a row is among rows in order. */
export function isAmong(rows: Uint16Array, row: number): boolean {
  return rows[placeOf(rows, row)] === row;
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

/**
 * The place of an address among addresses in order, from a place on that is not after it; where it is not among them,
 * that of the next. The steps grow, because who asks for many has the last one's place.
 */
export function urlFrom(urls: Uint32Array, url: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < urls.length && (urls[low + step] ?? 0) < url) {
    low += step;
    step *= 2;
  }
  return placeOf(urls, url, low, Math.min(urls.length, low + step));
}

/** Bytes that columns take in memory: their numbers, and what the engine needs for each array of them. */
export function bytesOf(columns: Columns): number {
  const arrays = [columns, columns.runs, columns.event, columns.currency]
    .flatMap((group): unknown[] => Object.values(group))
    .filter((one) => ArrayBuffer.isView(one));
  return arrays.reduce((sum, { byteLength }) => sum + byteLength + ARRAY_BYTES, 0);
}

const ARRAY_BYTES = 300;
