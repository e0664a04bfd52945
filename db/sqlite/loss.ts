import { type SQL, sql } from 'drizzle-orm';
import type { Loss, LossQuestion, LossRow } from '../store.ts';
import type { Db } from './client.ts';
import { hitsIn } from './hits-in.ts';

/** Sequence numbers begin at the second it is, so they and a group of hits fit into one exact number. */
const NUMBERS = 2 ** 31;

type Row = [
  visitor: number | null,
  url: number | null,
  agent: number | null,
  number: number | null,
  arrived: number,
  cuts: number,
  channel: number,
];

/** Rows are read as they are, and put together here: joins and groups of millions in SQL take ten times as long. */
function rowsOf(db: Db, hits: SQL): IterableIterator<Row> {
  const { sql: text, params } = db
    .select({
      visitor: sql`visitor_id`,
      url: sql`url_id`,
      agent: sql`agent_id`,
      number: sql`sequence`,
      arrived: sql`at + delay`,
      cuts: sql`cuts`,
      channel: sql`channel`,
    })
    .from(hits)
    .toSQL();
  return db.$client
    .prepare<unknown[], Row>(text)
    .raw()
    .iterate(...params);
}

/** Scheme and host of each address, as a number. */
function sitesOf(db: Db): Map<number, number> {
  return new Map(
    db.values<[number, number]>(sql`
      SELECT id, dense_rank() OVER (ORDER BY substr(url, 1, 5), substr(page, 1, instr(page, '/') - 1)) FROM url`),
  );
}

type Browser = Pick<LossRow, 'browser' | 'lineApp'>;

/** What each agent is counted as: its place among the kinds of browser; 0 is unknown. */
function browsersOf(db: Db): { kinds: Browser[]; kindOf: Map<number, number> } {
  const kinds: Browser[] = [{ browser: null, lineApp: false }];
  const places = new Map<string, number>();
  const kindOf = new Map<number, number>();
  for (const [id, browser, lineApp] of db.values<[number, string, number]>(
    sql`SELECT id, browser, line_app FROM agent ORDER BY browser, line_app`,
  )) {
    const name = `${lineApp} ${browser}`;
    const place = places.get(name) ?? kinds.push({ browser, lineApp: lineApp === 1 }) - 1;
    places.set(name, place);
    kindOf.set(id, place);
  }
  return { kinds, kindOf };
}

/** Hits that carry a number, as columns. */
interface Numbered {
  /** Group of a visitor on a site, and number in it. */
  keys: Float64Array;
  arrived: Float64Array;
  kinds: Uint16Array;
}

/** Numbers between those that came, and hits that came, by kind of browser. */
function gaps({ keys, arrived, kinds }: Numbered, { period, newRun }: LossQuestion, size: number) {
  const received = new Float64Array(size);
  const lost = new Float64Array(size);
  const order = Uint32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  let before = -1;
  for (let place = 0; place < order.length; ) {
    const key = keys[order[place] ?? 0] ?? 0;
    let first = Infinity;
    let kind = size;
    let hits = 0;
    // A number that came twice is one; its first arrival and its least kind stand for it, in whatever order they came.
    for (; place < order.length && keys[order[place] ?? 0] === key; place += 1) {
      const row = order[place] ?? 0;
      const at = arrived[row] ?? 0;
      first = Math.min(first, at);
      kind = Math.min(kind, kinds[row] ?? 0);
      if (at >= period.from) hits += 1;
    }
    received[kind] = (received[kind] ?? 0) + hits;
    const sameGroup = before >= 0 && Math.floor(before / NUMBERS) === Math.floor(key / NUMBERS);
    const missing = sameGroup ? key - before - 1 : 0;
    if (missing < newRun && first >= period.from) lost[kind] = (lost[kind] ?? 0) + missing;
    before = key;
  }
  return { received, lost };
}

/**
 * What arrived in a period, what the numbers of the hits say is missing between them, and what was cut. The tag
 * numbers the hits of a browser, origin and tag id; a number that never came is a hit that was lost. The hit
 * behind a gap says when the gap counts, and for which browser. Hits of before the period are read as well
 * (`lead`), because they may be what closes a gap. Nothing depends on the order of arrival.
 */
export function loss(db: Db, accountId: number, question: LossQuestion): Loss {
  const { from, to } = question.period;
  const sites = sitesOf(db);
  const { kinds, kindOf } = browsersOf(db);
  const groups = new Map<number, number>();
  const keys: number[] = [];
  const arrivals: number[] = [];
  const kindsOfHits: number[] = [];
  const sums = { images: 0, unnumbered: 0, cuts: 0, cutHits: 0 };
  const hits = hitsIn(accountId, { from: from - question.lead, to });
  for (const [visitor, url, agent, number, arrived, cuts, channel] of rowsOf(db, hits)) {
    if (arrived >= to) continue;
    if (arrived >= from) {
      if (channel === 1) sums.images += 1;
      if (channel === 0 && (number === null || visitor === null)) sums.unnumbered += 1;
      sums.cuts += cuts;
      if (cuts > 0) sums.cutHits += 1;
    }
    if (number === null || visitor === null || url === null) continue;
    const name = visitor * 2 ** 20 + (sites.get(url) ?? 0);
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    keys.push(group * NUMBERS + number);
    arrivals.push(arrived);
    kindsOfHits.push(agent === null ? 0 : (kindOf.get(agent) ?? 0));
  }
  const numbered = {
    keys: Float64Array.from(keys),
    arrived: Float64Array.from(arrivals),
    kinds: Uint16Array.from(kindsOfHits),
  };
  const { received, lost } = gaps(numbered, question, kinds.length);
  const rows = kinds
    .map((kind, place) => ({ ...kind, received: received[place] ?? 0, lost: lost[place] ?? 0 }))
    .filter((row) => row.received > 0)
    .sort((a, b) => b.received - a.received);
  return { ...sums, rows };
}
