import { type SQL, sql } from 'drizzle-orm';
import { createGaps } from '../column/gaps.ts';
import type { Loss, LossQuestion, LossRow } from '../store.ts';
import type { Db } from './client.ts';
import { hitsIn } from './hits-in.ts';

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
  const gaps = createGaps(kinds.length);
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
    gaps.add(group, number, agent === null ? 0 : (kindOf.get(agent) ?? 0), arrived >= from);
  }
  const { received, lost } = gaps.find(question.newRun);
  const rows = kinds
    .map((kind, place) => ({ ...kind, received: received[place] ?? 0, lost: lost[place] ?? 0 }))
    .filter((row) => row.received > 0)
    .sort((a, b) => b.received - a.received);
  return { ...sums, rows };
}
