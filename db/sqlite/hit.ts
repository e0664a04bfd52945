import { sql } from 'drizzle-orm';
import { CHANNELS, type Instant, type Rung } from '../model.ts';
import type { HitDetail } from '../store.ts';
import type { Db } from './client.ts';

/** Hit ids, as hex, by the number of their row. */
export function hitIds(db: Db, hits: number[]): Map<number, string> {
  return new Map(
    db.values<[number, string]>(
      sql`SELECT id, lower(hex(hit_id)) FROM hit WHERE id IN (SELECT value FROM json_each(${JSON.stringify(hits)}))`,
    ),
  );
}

interface Row {
  id: number;
  hitId: string;
  at: Instant;
  channel: number;
  event: string | null;
  url: string | null;
  rung: Rung | null;
}

/**
 * Hits by the numbers of their rows, in that order. Who a visitor is, is said by the latest identity link at or before
 * the hit, else by the earliest after it; so is how sure that is.
 */
export function hitDetails(db: Db, accountId: number, hits: number[]): HitDetail[] {
  const rows = db.all<Row>(sql`
    SELECT h.id AS id, lower(hex(h.hit_id)) AS hitId, h.at AS at, h.channel AS channel,
      (SELECT text FROM word WHERE id = h.event_id) AS event, (SELECT url FROM url WHERE id = h.url_id) AS url,
      (SELECT l.rung FROM identity_link l WHERE l.visitor_id = h.visitor_id
        ORDER BY l.at <= h.at DESC, CASE WHEN l.at <= h.at THEN -l.at ELSE l.at END,
          CASE WHEN l.at <= h.at THEN -l.id ELSE l.id END LIMIT 1) AS rung
    FROM json_each(${JSON.stringify(hits)}) asked JOIN hit h ON h.id = asked.value
    WHERE h.account_id = ${accountId} ORDER BY asked.key`);
  return rows.map(({ id: _, channel, rung, ...row }) => ({
    ...row,
    channel: CHANNELS[channel] ?? 'tag',
    rung: rung ?? 'browser',
  }));
}

/** LINE user ids by the numbers of their rows, sorted. */
export function userIds(db: Db, users: number[]): string[] {
  return db
    .values<[string]>(
      sql`SELECT user_id FROM line_user WHERE id IN (SELECT value FROM json_each(${JSON.stringify(users)})) ORDER BY user_id`,
    )
    .map(([userId]) => userId);
}

/** Where hits were, by the numbers of their rows; those of a server may have been nowhere. */
export function urlsOf(db: Db, hits: number[]): Map<number, string> {
  return new Map(
    db.values<[number, string]>(sql`
      SELECT h.id, url.url FROM hit h JOIN url ON url.id = h.url_id
      WHERE h.id IN (SELECT value FROM json_each(${JSON.stringify(hits)}))`),
  );
}
