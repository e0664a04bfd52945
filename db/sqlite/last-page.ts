import { sql } from 'drizzle-orm';
import { BLOCK_ROWS } from '../column/part.ts';
import type { Db } from './client.ts';
import { openBlock } from './hits-in.ts';

/** Blocks of hit ids that are looked through from the latest on: one may hold nothing but what servers sent. */
const BLOCKS = 4;

/** Address of the page where the tag was heard last, by what came last; null where that is too long ago, or never was. */
export function lastPage(db: Db, accountId: number): string | null {
  const [[open = 0] = []] = db.values<number[]>(sql`SELECT ${openBlock}`);
  const known = db.values<number[]>(sql`
    SELECT DISTINCT block FROM hit_part WHERE account_id = ${accountId} AND block < ${open}
    ORDER BY block DESC LIMIT ${BLOCKS}`);
  const froms = [open, ...known.flat()].map((block) => block * BLOCK_ROWS);
  for (const from of froms) {
    const end = from === open * BLOCK_ROWS ? Number.MAX_SAFE_INTEGER : from + BLOCK_ROWS;
    const [row] = db.values<string[]>(sql`
      SELECT url.url FROM hit NOT INDEXED JOIN url ON url.id = hit.url_id
      WHERE hit.id >= ${from} AND hit.id < ${end} AND account_id = ${accountId} AND channel = 0 AND event_id IS NULL
      ORDER BY hit.id DESC LIMIT 1`);
    if (row?.[0] !== undefined) return row[0];
  }
  return null;
}
