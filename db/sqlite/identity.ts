import { sql } from 'drizzle-orm';
import type { Instant, Rung } from '../model.ts';
import type { Known } from '../store.ts';
import type { Db } from './client.ts';
import { bytesOf } from './dictionary.ts';

/** Who each visitor was known to be at a time: its latest identity link at or before it. */
export function knownAs(
  db: Db,
  accountId: number,
  asked: { visitor: string; at: Instant }[],
): (Known | null)[] {
  return asked.map(
    ({ visitor, at }) =>
      db.get<{ userId: string; rung: Rung } | undefined>(sql`
        SELECT u.user_id AS userId, l.rung AS rung
        FROM visitor v JOIN identity_link l ON l.visitor_id = v.id JOIN line_user u ON u.id = l.user_id
        WHERE v.account_id = ${accountId} AND v.key = ${bytesOf(visitor)} AND l.at <= ${at}
        ORDER BY l.at DESC, l.id DESC LIMIT 1`) ?? null,
  );
}
