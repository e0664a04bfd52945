import { sql } from 'drizzle-orm';
import type { Period } from '../model.ts';
import type { PersonClick } from '../store.ts';
import type { Db } from './client.ts';
import { joinSpan, person, span } from './person.ts';

/**
 * Clicks by (time, id). A click belongs to the browser that landed with it first: an address that was
 * forwarded brings other browsers, but they did not click.
 */
export function clicks(db: Db, accountId: number, { from, to }: Period): PersonClick[] {
  return db.all<PersonClick>(sql`
    WITH ${span(accountId)}, landed AS (
      -- A page with the tags of several accounts lands once for each of them.
      SELECT d.click_key, h.visitor_id, h.at,
        row_number() OVER (PARTITION BY d.click_key ORDER BY h.at, v.key) AS place
      FROM hit_detail d JOIN hit h ON h.id = d.hit JOIN visitor v ON v.id = h.visitor_id
      WHERE d.click_key IS NOT NULL AND h.account_id = ${accountId}
    )
    SELECT lower(hex(c.key)) AS clickId, c.link_id AS linkId, link.broadcast_id AS broadcastId, c.at AS at,
      ${person(sql`landed.visitor_id`)} AS person
    FROM click c JOIN link ON link.id = c.link_id
    LEFT JOIN landed ON landed.click_key = c.key AND landed.place = 1
    ${joinSpan(sql`landed.visitor_id`, sql`landed.at`)}
    WHERE c.account_id = ${accountId} AND c.at >= ${from} AND c.at < ${to}
    ORDER BY c.at, c.key`);
}
