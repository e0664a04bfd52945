import { sql } from 'drizzle-orm';
import type { RuleNames } from '../../column/rule.ts';
import { DEVICES } from '../../model.ts';
import type { Db } from '../client.ts';
import { containsSql } from '../rule.ts';

/** Texts of rules whose addresses are remembered. */
const REMEMBERED = 64;

/** What the numbers in columns stand for. Dictionaries only grow, so what was read once stays true. */
export interface Names extends RuleNames {
  /** Reads what was added since. */
  refresh(): void;
  /** By `id` of an address: number of its page. */
  readonly pageOf: Uint32Array;
  /** Host and path, by number; 0 is none. */
  readonly pages: string[];
  /** Place of an agent's device among `DEVICE_KEYS`: two times its place in DEVICES, one more in LINE's own browser. */
  device(agent: number): number;
  /** Texts of small tables, by place. */
  countries: Table;
  sources: Table;
  /** `id` of a text; 0 where it was never seen. */
  word(text: string): number;
  text(id: number): string;
  /** One more than the greatest `id` of a text. */
  words(): number;
}

/** Numbers of texts that were met, each with a place of its own. */
export interface Table {
  /** `id` of the text at each place. */
  readonly ids: number[];
  place(id: number): number;
  /** The place of a text, or -1 where it was never met. */
  find(text: string): number;
}

function createTable(word: (text: string) => number): Table {
  const places = new Map<number, number>();
  const ids: number[] = [];
  return {
    ids,
    place(id) {
      const place = places.get(id) ?? ids.push(id) - 1;
      places.set(id, place);
      return place;
    },
    find(text) {
      // 0 stands for no text, and for one that was never seen; the empty text is one, and has an `id`.
      const id = word(text);
      return id === 0 ? -1 : (places.get(id) ?? -1);
    },
  };
}

function grown(table: Uint32Array, size: number): Uint32Array {
  if (size <= table.length) return table;
  const larger = new Uint32Array(Math.max(size, table.length * 2));
  larger.set(table);
  return larger;
}

/** The place of a device in the table of `deviceOf`. */
export function deviceKey(device: (typeof DEVICES)[number], lineApp: boolean): number {
  return DEVICES.indexOf(device) * 2 + Number(lineApp);
}

export const DEVICE_KEYS = DEVICES.length * 2;

export function createNames(db: Db): Names {
  let pageOf: Uint32Array = new Uint32Array(1024);
  let deviceOf: Uint32Array = new Uint32Array(1024).fill(deviceKey('other', false));
  const pages = [''];
  const numbers = new Map<string, number>();
  const texts = new Map<number, string>();
  const containing = new Map<string, Uint8Array>();
  let [urls, agents] = [0, 0];

  function readPages(): void {
    const rows = db.values<[number, string]>(sql`SELECT id, page FROM url WHERE id > ${urls} ORDER BY id`);
    for (const [id, page] of rows) {
      const number = numbers.get(page) ?? pages.push(page) - 1;
      numbers.set(page, number);
      pageOf = grown(pageOf, id + 1);
      pageOf[id] = number;
      urls = id;
    }
    if (rows.length > 0) containing.clear();
  }

  function readAgents(): void {
    const rows = db.values<[number, (typeof DEVICES)[number], number]>(
      sql`SELECT id, device, line_app FROM agent WHERE id > ${agents} ORDER BY id`,
    );
    for (const [id, device, lineApp] of rows) {
      deviceOf = grown(deviceOf, id + 1);
      deviceOf[id] = deviceKey(device, lineApp === 1);
      agents = id;
    }
  }

  function word(text: string): number {
    return db.values<[number]>(sql`SELECT id FROM word WHERE text = ${text}`)[0]?.[0] ?? 0;
  }

  return {
    refresh() {
      readPages();
      readAgents();
    },
    get pageOf() {
      return pageOf;
    },
    pages,
    device(agent) {
      // What was stored since is looked up at once, because the answer is remembered.
      if (agent > agents) readAgents();
      return deviceOf[agent] ?? deviceKey('other', false);
    },
    countries: createTable(word),
    sources: createTable(word),
    word,
    words: () => (db.values<[number | null]>(sql`SELECT max(id) FROM word`)[0]?.[0] ?? 0) + 1,
    event: word,
    text(id) {
      const known = texts.get(id);
      if (known !== undefined) return known;
      const text = db.values<[string]>(sql`SELECT text FROM word WHERE id = ${id}`)[0]?.[0] ?? '';
      if (texts.size >= 10_000) texts.clear();
      texts.set(id, text);
      return text;
    },
    urls(contains) {
      const known = containing.get(contains);
      if (known) return known;
      const marked = new Uint8Array(urls + 1);
      for (const [id] of db.values<[number]>(sql`SELECT id FROM url WHERE ${containsSql(contains)}`))
        marked[id] = 1;
      if (containing.size >= REMEMBERED) containing.clear();
      containing.set(contains, marked);
      return marked;
    },
  };
}
