import { eq, sql } from 'drizzle-orm';
import { CHANNELS, HIT_FLAGS, type Instant, REASONS, type Reason, type Tally } from '../model.ts';
import type { CodeSeen, FlagSeen } from '../store.ts';
import type { Db } from './client.ts';
import { tally } from './schema/index.ts';

interface CodeRow {
  event: string | null;
  channel: number;
  count: number;
  firstAt: Instant;
  lastAt: Instant;
  lastUrl: string | null;
}

/** Each code of an account with its hits, most frequent first. */
export function codes(db: Db, accountId: number): CodeSeen[] {
  return db
    .all<CodeRow>(sql`
      WITH seen AS (
        SELECT event_id, channel, count(*) AS count, min(received_at) AS firstAt, max(received_at) AS lastAt,
          max(id) AS last
        FROM hit WHERE account_id = ${accountId} GROUP BY event_id, channel
      )
      SELECT word.text AS event, seen.channel AS channel, seen.count AS count,
        seen.firstAt AS firstAt, seen.lastAt AS lastAt, url.url AS lastUrl
      FROM seen LEFT JOIN word ON word.id = seen.event_id
      LEFT JOIN hit ON hit.id = seen.last LEFT JOIN url ON url.id = hit.url_id
      ORDER BY seen.count DESC, word.text, seen.channel`)
    .map((row) => ({ ...row, channel: CHANNELS[row.channel] ?? 'tag' }));
}

/** Each thing the tag noticed, with how often and where last. */
export function flags(db: Db, accountId: number): FlagSeen[] {
  const rows = db.all<{ bits: number; count: number; lastAt: Instant; lastUrl: string | null }>(sql`
    WITH seen AS (
      SELECT flags AS bits, count(*) AS count, max(received_at) AS lastAt, max(id) AS last
      FROM hit WHERE account_id = ${accountId} AND flags <> 0 GROUP BY flags
    )
    SELECT seen.bits AS bits, seen.count AS count, seen.lastAt AS lastAt, url.url AS lastUrl
    FROM seen JOIN hit ON hit.id = seen.last LEFT JOIN url ON url.id = hit.url_id ORDER BY seen.lastAt`);
  return HIT_FLAGS.flatMap((flag, index) => {
    const having = rows.filter((row) => row.bits & (1 << index));
    const last = having.at(-1);
    if (!last) return [];
    const count = having.reduce((sum, row) => sum + row.count, 0);
    return [{ flag, count, lastAt: last.lastAt, lastUrl: last.lastUrl }];
  });
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}

/** The five-way account of an account, or of the instance (null). */
export function tallies(db: Db, accountId: number | null): Tally[] {
  return db
    .select()
    .from(tally)
    .where(eq(tally.accountId, accountId ?? 0))
    .orderBy(tally.outcome, tally.reason)
    .all()
    .map((row) => ({ ...row, accountId, reason: isReason(row.reason) ? row.reason : null }));
}
