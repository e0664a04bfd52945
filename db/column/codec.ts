import { type Coded, codedOf, type Part } from './part.ts';

/*
 * A part as bytes. Sections stand one after another in the order below, numbers little-endian; lengths come first. The
 * same hits always give the same bytes. A part whose VERSION is another is made anew from its hits.
 */
export const VERSION = 1;

/** Writes numbers one after another. */
function createWriter() {
  let bytes = new Uint8Array(1 << 16);
  let view = new DataView(bytes.buffer);
  let length = 0;

  function room(more: number): number {
    if (length + more > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, length + more));
      larger.set(bytes);
      bytes = larger;
      view = new DataView(bytes.buffer);
    }
    length += more;
    return length - more;
  }

  // Room is made before the view is looked at, because it may make another.
  const u8 = (value: number) => {
    const at = room(1);
    view.setUint8(at, value);
  };
  const u16 = (value: number) => {
    const at = room(2);
    view.setUint16(at, value, true);
  };
  const u32 = (value: number) => {
    const at = room(4);
    view.setUint32(at, value, true);
  };
  const f64 = (value: number) => {
    const at = room(8);
    view.setFloat64(at, value, true);
  };
  return {
    ...{ u8, u16, u32, f64 },
    /** Seven bits a byte, lowest first: small numbers are short. */
    varint(value: number) {
      let rest = value;
      for (; rest > 127; rest >>>= 7) u8((rest & 127) | 128);
      u8(rest);
    },
    done: () => bytes.slice(0, length),
  };
}

/** Reads what a writer wrote. */
function createReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const step = (size: number) => {
    at += size;
    return at - size;
  };
  return {
    u8: () => view.getUint8(step(1)),
    u16: () => view.getUint16(step(2), true),
    u32: () => view.getUint32(step(4), true),
    f64: () => view.getFloat64(step(8), true),
    varint() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = view.getUint8(step(1));
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
    },
  };
}

type Writer = ReturnType<typeof createWriter>;
type Reader = ReturnType<typeof createReader>;

/** Codes of a column take one byte where there are few. */
const FEW = 256;

function putCodes(to: Writer, { codes, ids }: Coded): void {
  const put = ids.length <= FEW ? to.u8 : to.u16;
  for (const code of codes) put(code);
}

function putCoded(to: Writer, coded: Coded): void {
  to.u32(coded.codes.length);
  to.u32(coded.ids.length);
  for (const id of coded.ids) to.u32(id);
  putCodes(to, coded);
}

function codedFrom(from: Reader): Coded {
  const rows = from.u32();
  const ids = Uint32Array.from({ length: from.u32() }, from.u32);
  const read = ids.length <= FEW ? from.u8 : from.u16;
  const codes = new Uint16Array(rows);
  for (let row = 0; row < rows; row += 1) codes[row] = read();
  return { codes, ids };
}

/** Visitors ascend twice, among the page views and among the events, so what is written are small steps. */
function putWho(to: Writer, { who, views }: Part): void {
  let before = 0;
  for (const [row, one] of who.entries()) {
    if (row === views) before = 0;
    to.varint(one - before);
    before = one;
  }
}

function whoFrom(from: Reader, rows: number, views: number): Uint32Array {
  const who = new Uint32Array(rows);
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    if (row === views) before = 0;
    before += from.varint();
    who[row] = before;
  }
  return who;
}

/** The bytes of a part. */
export function encode(part: Part): Uint8Array {
  const to = createWriter();
  to.u8(VERSION);
  to.u32(part.day);
  to.u32(part.first);
  to.u32(part.rows);
  to.u32(part.views);
  putWho(to, part);
  for (const ms of part.ms) to.u32(ms);
  for (const id of part.id) to.u16(id);
  // Nearly all hits come by the tag: only the others are written.
  const others = [...part.channel.entries()].filter(([, channel]) => channel !== 0);
  to.u32(others.length);
  for (const [row, channel] of others) {
    to.u16(row);
    to.u8(channel);
  }
  putCoded(
    to,
    codedOf(part.url, (url) => url),
  );
  putCoded(to, part.client);
  for (const country of part.client.countries) to.u32(country);
  to.u32(part.arrival.length);
  for (const row of part.arrival) to.u16(row);
  putCoded(to, part.source);
  putCoded(to, part.event);
  for (const minor of part.minor) to.f64(minor);
  putCoded(to, part.currency);
  for (const key of part.dedup) to.u32(key);
  return to.done();
}

/** A part of its bytes; null where another version wrote them. */
export function decode(bytes: Uint8Array): Part | null {
  const from = createReader(bytes);
  if (from.u8() !== VERSION) return null;
  const [day, first, rows, views] = [from.u32(), from.u32(), from.u32(), from.u32()];
  const who = whoFrom(from, rows, views);
  const ms = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) ms[row] = from.u32();
  const id = new Uint16Array(rows);
  for (let row = 0; row < rows; row += 1) id[row] = from.u16();
  const channel = new Uint8Array(rows);
  for (let others = from.u32(); others > 0; others -= 1) {
    const row = from.u16();
    channel[row] = from.u8();
  }
  const urls = codedFrom(from);
  const url = Uint32Array.from(urls.codes, (code) => urls.ids[code] ?? 0);
  const clients = codedFrom(from);
  const client = { ...clients, countries: Uint32Array.from(clients.ids, from.u32) };
  const arrival = Uint16Array.from({ length: from.u32() }, from.u16);
  const source = codedFrom(from);
  const event = codedFrom(from);
  const minor = Float64Array.from({ length: rows - views }, from.f64);
  const currency = codedFrom(from);
  const dedup = Uint32Array.from({ length: rows - views }, from.u32);
  return {
    day,
    first,
    rows,
    views,
    who,
    ms,
    id,
    channel,
    url,
    client,
    arrival,
    source,
    event,
    minor,
    currency,
    dedup,
  };
}
