import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Rows that are read at once. */
const ROWS = 600;

/** A set of row ids; those above its size, which came later, are always in it. */
function createIds(db: Db, table: SQL) {
  const most = db.values<[number | null]>(sql`SELECT max(id) FROM ${table}`)[0]?.[0] ?? 0;
  const marked = new Uint8Array(most + 1);
  return {
    /** The greatest id there was. */
    most,
    add(id: number | null) {
      if (id !== null && id <= most) marked[id] = 1;
    },
    has: (id: number) => id > most || marked[id] === 1,
  };
}

type Ids = ReturnType<typeof createIds>;

/** What is named by facts. */
export interface Marks {
  visitor: Ids;
  user: Ids;
  word: Ids;
  url: Ids;
  agent: Ids;
  /** Reads on; true while there may be more. */
  more(): boolean;
}

interface Source {
  rows: (after: number) => SQL;
  /** Where the columns behind the id lead. */
  to: Ids[];
  last: number;
}

/** Marks what facts name. Facts that came while it was at work are read by further calls of `more`. */
export function createMarks(db: Db): Marks {
  const [visitor, user, word, url, agent] = [
    createIds(db, sql`visitor`),
    createIds(db, sql`line_user`),
    createIds(db, sql`word`),
    createIds(db, sql`url`),
    createIds(db, sql`agent`),
  ];
  const sources: Source[] = [
    {
      rows: (after) => sql`
        SELECT id, visitor_id, url_id, agent_id, event_id, referrer_id, title_id, source_id, language_id, screen_id,
          country_id
        FROM hit WHERE id > ${after} ORDER BY id LIMIT ${ROWS}`,
      to: [visitor, url, agent, word, word, word, word, word, word, word],
      last: 0,
    },
    {
      rows: (after) =>
        sql`SELECT hit, dedup_id FROM hit_detail WHERE hit > ${after} ORDER BY hit LIMIT ${ROWS}`,
      to: [word],
      last: 0,
    },
    {
      rows: (after) => sql`SELECT id, agent_id FROM click WHERE id > ${after} ORDER BY id LIMIT ${ROWS}`,
      to: [agent],
      last: 0,
    },
  ];

  function read(source: Source): boolean {
    const rows = db.values<(number | null)[]>(source.rows(source.last));
    for (const [id, ...named] of rows) {
      source.last = id ?? source.last;
      for (let index = 0; index < named.length; index += 1) source.to[index]?.add(named[index] ?? null);
    }
    return rows.length === ROWS;
  }

  return {
    ...{ visitor, user, word, url, agent },
    more() {
      for (const source of sources) if (read(source)) return true;
      return false;
    },
  };
}
