import type { Coded, Part } from './part.ts';

/*
 * A part as bytes. Sections stand one after another in the order below; each begins with how many numbers it has, and
 * where numbers of more than a byte are copied as they lie in memory, at a multiple of their size. All machines that we
 * run on are little-endian. The same hits always give the same bytes; a part of another VERSION is made anew.
 */
const VERSION = 1;

/** Codes of a column take one byte where there are few. */
const FEW = 256;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Writes sections. */
function createWriter() {
  const chunks: Uint8Array[] = [];
  let length = 0;

  function put(chunk: Uint8Array): void {
    chunks.push(chunk);
    length += chunk.length;
  }

  function section(numbers: Numbers): void {
    put(new Uint8Array((4 - (length % 4)) % 4));
    put(new Uint8Array(Uint32Array.of(numbers.length).buffer));
    put(
      new Uint8Array(
        (numbers.BYTES_PER_ELEMENT - (length % numbers.BYTES_PER_ELEMENT)) % numbers.BYTES_PER_ELEMENT,
      ),
    );
    put(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }

  return {
    section,
    coded({ codes, ids }: Coded) {
      section(ids);
      section(ids.length <= FEW ? Uint8Array.from(codes) : codes);
    },
    done() {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      return bytes;
    },
  };
}

/** Reads what a writer wrote. */
function createReader(bytes: Uint8Array) {
  let at = 0;

  function start(size: number): { length: number; from: number } {
    at += (4 - (at % 4)) % 4;
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
    at += 4;
    at += (size - (at % size)) % size;
    const from = bytes.byteOffset + at;
    at += length * size;
    return { length, from };
  }

  function section(size: number): ArrayBuffer {
    const { length, from } = start(size);
    const copy = new Uint8Array(length * size);
    copy.set(new Uint8Array(bytes.buffer, from, length * size));
    return copy.buffer;
  }

  const words = () => new Uint32Array(section(4));
  return {
    bytes: () => new Uint8Array(section(1)),
    halves: () => new Uint16Array(section(2)),
    words,
    doubles: () => new Float64Array(section(8)),
    coded(): Coded {
      const ids = words();
      return {
        ids,
        codes: ids.length <= FEW ? Uint16Array.from(new Uint8Array(section(1))) : new Uint16Array(section(2)),
      };
    },
  };
}

/** Visitors ascend twice, among the page views and among the events, so what is written are small steps. */
function stepsOf({ visitor, views }: Part): Uint8Array {
  const steps = new Uint8Array(visitor.length * 5);
  let length = 0;
  let before = 0;
  for (let row = 0; row < visitor.length; row += 1) {
    if (row === views) before = 0;
    let rest = (visitor[row] ?? 0) - before;
    before += rest;
    // Seven bits a byte, lowest first.
    for (; rest > 127; rest >>>= 7) {
      steps[length] = (rest & 127) | 128;
      length += 1;
    }
    steps[length] = rest;
    length += 1;
  }
  return steps.slice(0, length);
}

function visitorsOf(steps: Uint8Array, rows: number, views: number): Uint32Array {
  const visitors = new Uint32Array(rows);
  let at = 0;
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    if (row === views) before = 0;
    let shift = 0;
    for (;;) {
      const byte = steps[at] ?? 0;
      at += 1;
      before += (byte & 127) << shift;
      if (byte < 128) break;
      shift += 7;
    }
    visitors[row] = before;
  }
  return visitors;
}

/** The bytes of a part. */
export function encode(part: Part): Uint8Array {
  const to = createWriter();
  to.section(Uint32Array.of(VERSION, part.day, part.first, part.rows, part.views));
  to.section(stepsOf(part));
  to.section(part.ms);
  to.section(part.id);
  to.section(part.other);
  to.section(part.channel);
  to.coded(part.url);
  to.coded(part.client);
  to.section(part.client.countries);
  to.section(part.arrival);
  to.coded(part.source);
  to.coded(part.event);
  to.section(part.minor);
  to.coded(part.currency);
  to.section(part.dedup);
  return to.done();
}

/** A part of its bytes; null where another version wrote them. */
export function decode(bytes: Uint8Array): Part | null {
  const from = createReader(bytes);
  const [version, day = 0, first = 0, rows = 0, views = 0] = from.words();
  if (version !== VERSION) return null;
  return {
    ...{ day, first, rows, views },
    visitor: visitorsOf(from.bytes(), rows, views),
    ms: from.words(),
    id: from.halves(),
    other: from.halves(),
    channel: from.bytes(),
    url: from.coded(),
    client: { ...from.coded(), countries: from.words() },
    arrival: from.halves(),
    source: from.coded(),
    event: from.coded(),
    minor: from.doubles(),
    currency: from.coded(),
    dedup: from.words(),
  };
}
