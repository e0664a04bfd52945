import type { Period } from '../model.ts';
import { add, has, wordsFor } from './bits.ts';
import { type Coded, DAY_MS, type Part } from './part.ts';
import type { People } from './people.ts';

/** What a filter asks, in numbers of the dictionaries; what is null asks nothing. */
export interface Asked {
  /** By `id` of an address: 1 where it is on the page. */
  urls: Uint8Array | null;
  /** By `id` of an agent. */
  agents: Uint8Array | null;
  country: number | null;
  /** Only people who came from there in the period. */
  source: number | null;
  /** Only people who did it in the period. */
  event: number | null;
  /** Only these people. */
  people: Uint32Array | null;
}

function within(part: Part, row: number, { from, to }: Period): boolean {
  const at = part.day * DAY_MS + (part.ms[row] ?? 0);
  return at >= from && at < to;
}

function personOf(part: Part, row: number, people: People): number {
  return people.at(part.who[row] ?? 0, part.day * DAY_MS + (part.ms[row] ?? 0));
}

function codeOf({ ids }: Coded, id: number): number {
  return ids.indexOf(id);
}

/** People with an arrival from a source in a period. */
function cameFrom(parts: Part[], people: People, source: number, period: Period): Uint32Array {
  const bits = new Uint32Array(wordsFor(people.size));
  for (const part of parts) {
    const code = codeOf(part.source, source);
    if (code < 0) continue;
    for (const [index, row] of part.arrival.entries())
      if (part.source.codes[index] === code && within(part, row, period))
        add(bits, personOf(part, row, people));
  }
  return bits;
}

/** People with an event in a period. */
function did(parts: Part[], people: People, event: number, period: Period): Uint32Array {
  const bits = new Uint32Array(wordsFor(people.size));
  for (const part of parts) {
    const code = codeOf(part.event, event);
    if (code < 0) continue;
    for (const [index, own] of part.event.codes.entries()) {
      const row = part.views + index;
      if (own === code && within(part, row, period)) add(bits, personOf(part, row, people));
    }
  }
  return bits;
}

function intersect(sets: Uint32Array[]): Uint32Array | null {
  const [first, ...others] = sets;
  if (!first) return null;
  const both = first.map((word, at) => others.reduce((all, set) => all & (set[at] ?? 0), word));
  both[0] = (both[0] ?? 0) & ~1; // nobody is no person
  return both;
}

/** Rows of a part that pass. */
function passing(part: Part, people: People, asked: Asked, wanted: Uint32Array | null): Uint16Array {
  const { url, client, who, rows } = part;
  const { urls, agents, country } = asked;
  const clients = Uint8Array.from(client.ids, (agent, code) =>
    Number((!agents || agents[agent] === 1) && (country === null || client.countries[code] === country)),
  );
  const kept = new Uint16Array(rows);
  let length = 0;
  if (!clients.includes(1)) return kept.subarray(0, 0);
  const anyClient = !clients.includes(0);
  for (let row = 0; row < rows; row += 1) {
    if (urls && urls[url[row] ?? 0] !== 1) continue;
    if (!anyClient && clients[client.codes[row] ?? 0] !== 1) continue;
    if (wanted) {
      const visitor = who[row] ?? 0;
      const person = people.persons[visitor] ?? 0;
      if (!has(wanted, person < 0 ? personOf(part, row, people) : person)) continue;
    }
    kept[length] = row;
    length += 1;
  }
  return kept.subarray(0, length);
}

/** The part with some of its rows, given in order. */
function only(part: Part, kept: Uint16Array): Part {
  const views = kept.findLastIndex((row) => row < part.views) + 1;
  const events = kept.subarray(views).map((row) => row - part.views);
  const pick = <T extends Uint32Array | Uint16Array | Uint8Array>(
    column: T,
    make: (length: number) => T,
    rows: Uint16Array,
  ): T => {
    const picked = make(rows.length);
    for (let index = 0; index < rows.length; index += 1) picked[index] = column[rows[index] ?? 0] ?? 0;
    return picked;
  };
  const words = (length: number) => new Uint32Array(length);
  const halves = (length: number) => new Uint16Array(length);
  const coded = ({ codes, ids }: Coded, rows: Uint16Array): Coded => ({
    codes: pick(codes, halves, rows),
    ids,
  });
  // Arrivals name rows, which have moved.
  const places = new Uint32Array(part.rows);
  for (let index = 0; index < kept.length; index += 1) places[kept[index] ?? 0] = index + 1;
  const arrivals = Uint16Array.from(part.arrival.keys()).filter(
    (index) => places[part.arrival[index] ?? 0] !== 0,
  );
  return {
    ...part,
    rows: kept.length,
    views,
    who: pick(part.who, words, kept),
    ms: pick(part.ms, words, kept),
    id: pick(part.id, halves, kept),
    channel: pick(part.channel, (length) => new Uint8Array(length), kept),
    url: pick(part.url, words, kept),
    client: { ...part.client, codes: pick(part.client.codes, halves, kept) },
    arrival: arrivals.map((index) => (places[part.arrival[index] ?? 0] ?? 1) - 1),
    source: coded(part.source, arrivals),
    event: coded(part.event, events),
    minor: Float64Array.from(events, (row) => part.minor[row] ?? Number.NaN),
    currency: coded(part.currency, events),
    dedup: pick(part.dedup, words, events),
  };
}

/**
 * Parts with the hits that pass: those on the page, with the device and from the country; and of the people who came
 * from the source, did the event, or are among `people`.
 */
export function filtered(parts: Part[], people: People, asked: Asked, period: Period): Part[] {
  const wanted = intersect([
    ...(asked.source === null ? [] : [cameFrom(parts, people, asked.source, period)]),
    ...(asked.event === null ? [] : [did(parts, people, asked.event, period)]),
    ...(asked.people ? [asked.people] : []),
  ]);
  return parts.flatMap((part) => {
    const kept = passing(part, people, asked, wanted);
    if (kept.length === part.rows) return [part];
    return kept.length === 0 ? [] : [only(part, kept)];
  });
}
