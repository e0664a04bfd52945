/*
 * Hits as columns, to be read by the million: derived from the rows of `hit`, and only from them. A part holds the
 * hits of one account and one UTC day within one block of hit ids.
 */

/** Hit ids of one block; so a part never has more rows, and 16 bits name any of its rows or values. */
export const BLOCK_ROWS = 65_536;
export const DAY_MS = 86_400_000;

/** A column of values that repeat: a code for each row, and the dictionary number that each code stands for. */
export interface Coded {
  codes: Uint16Array;
  /** By code; 0 is none. */
  ids: Uint32Array;
}

/** What is kept of a part. Rows [0, views) are page views, the rest are events; both by (visitor, time, id). */
export interface Part {
  /** Days since 1970, UTC. */
  day: number;
  /** The block's first hit id: what `id` counts from. */
  first: number;
  rows: number;
  views: number;
  /** `id` of the visitor; 0 is nobody. */
  visitor: Uint32Array;
  /** Milliseconds of the UTC day. */
  ms: Uint32Array;
  id: Uint16Array;
  /** Rows that did not come by the tag, and how they came: the order of CHANNELS in db/model.ts. */
  other: Uint16Array;
  channel: Uint8Array;
  /** `id` of the address; 0 is none. Codes are in order of the ids, which are walked through by the thousand. */
  url: Coded;
  /** With what and from where: `ids` are the agent's, `countries` the country's, by the same code. */
  client: Coded & { countries: Uint32Array };
  /** Page views that came in from elsewhere: which rows, and from where. */
  arrival: Uint16Array;
  source: Coded;
  /** Of the events alone, so entry 0 is row `views`. */
  event: Coded;
  /** NaN is no value. */
  minor: Float64Array;
  /** Three letters as one number (see `currencyCode`); 0 is none. */
  currency: Coded;
  /** Number of the deduplication key; 0 is none. */
  dedup: Uint32Array;
}

/** What a part is built of: a row of `hit` with its detail, null as 0. */
export interface Row {
  id: number;
  accountId: number;
  at: number;
  channel: number;
  event: number;
  visitor: number;
  url: number;
  /** 0 for a hit that came from within the site: no arrival. */
  source: number;
  agent: number;
  country: number;
  minor: number | null;
  currency: string | null;
  dedup: number;
}

/** `JPY` as one number. */
function currencyCode(text: string | null): number {
  return text === null ? 0 : [...text].reduce((code, letter) => code * 128 + letter.charCodeAt(0), 0);
}

export function currencyText(code: number): string {
  return String.fromCharCode(code >> 14, (code >> 7) & 127, code & 127);
}

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

function byVisitor(a: Row, b: Row): number {
  return Number(a.event !== 0) - Number(b.event !== 0) || a.visitor - b.visitor || a.at - b.at || a.id - b.id;
}

/** Gives each value a code in order of appearance. At most as many as a block has rows. */
function codedOf<T>(items: T[], idOf: (item: T) => number): Coded {
  const known = new Map<number, number>();
  const codes = new Uint16Array(items.length);
  for (let row = 0; row < items.length; row += 1) {
    const item = items[row];
    const id = item === undefined ? 0 : idOf(item);
    const code = known.get(id) ?? known.size;
    known.set(id, code);
    codes[row] = code;
  }
  return { codes, ids: Uint32Array.from(known.keys()) };
}

/** The same, with the ids in order. */
function inOrder({ codes, ids }: Coded): Coded {
  const sorted = ids.slice().sort();
  const places = new Map([...sorted.entries()].map(([place, id]) => [id, place]));
  return { codes: codes.map((code) => places.get(ids[code] ?? 0) ?? 0), ids: sorted };
}

/** An agent and a country as one number. */
const COUNTRIES = 2 ** 26;

function clientsOf(rows: Row[]): Part['client'] {
  const known = new Map<number, number>();
  const codes = Uint16Array.from(rows, ({ agent, country }) => {
    const key = agent * COUNTRIES + country;
    const code = known.get(key) ?? known.size;
    known.set(key, code);
    return code;
  });
  const keys = [...known.keys()];
  return {
    codes,
    ids: Uint32Array.from(keys, (key) => Math.floor(key / COUNTRIES)),
    countries: Uint32Array.from(keys, (key) => key % COUNTRIES),
  };
}

/** A part of rows that all belong into it, in any order. */
export function partOf(unordered: Row[], day: number, first: number): Part {
  const rows = unordered.toSorted(byVisitor);
  const firstEvent = rows.findIndex(({ event }) => event !== 0);
  const views = firstEvent < 0 ? rows.length : firstEvent;
  const events = rows.slice(views);
  const others = [...rows.keys()].filter((row) => rows[row]?.channel !== 0);
  const arrivals = [...rows.keys()].filter((row) => row < views && rows[row]?.source !== 0);
  return {
    day,
    first,
    rows: rows.length,
    views,
    visitor: Uint32Array.from(rows, ({ visitor }) => visitor),
    ms: Uint32Array.from(rows, ({ at }) => at - day * DAY_MS),
    id: Uint16Array.from(rows, ({ id }) => id - first),
    other: Uint16Array.from(others),
    channel: Uint8Array.from(others, (row) => rows[row]?.channel ?? 0),
    url: inOrder(codedOf(rows, ({ url }) => url)),
    client: clientsOf(rows),
    arrival: Uint16Array.from(arrivals),
    source: codedOf(arrivals, (row) => rows[row]?.source ?? 0),
    event: codedOf(events, ({ event }) => event),
    minor: Float64Array.from(events, ({ minor }) => minor ?? Number.NaN),
    currency: codedOf(events, ({ currency }) => currencyCode(currency)),
    dedup: Uint32Array.from(events, ({ dedup }) => dedup),
  };
}
