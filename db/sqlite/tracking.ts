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
        SELECT event_id, channel, count(*) AS count, min(at + delay) AS firstAt, max(at + delay) AS lastAt,
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

interface FlagRow {
  bits: number;
  event: string | null;
  count: number;
  lastAt: Instant;
  lastUrl: string | null;
}

/** Each thing the tag noticed since an instant, with how often, on which events, and where last. */
export function flags(db: Db, accountId: number, since: Instant): FlagSeen[] {
  const rows = db.all<FlagRow>(sql`
    WITH seen AS (
      SELECT flags AS bits, event_id, count(*) AS count, max(at + delay) AS lastAt, max(id) AS last
      FROM hit WHERE account_id = ${accountId} AND at >= ${since} AND flags <> 0 GROUP BY flags, event_id
    )
    SELECT seen.bits AS bits, word.text AS event, seen.count AS count, seen.lastAt AS lastAt, url.url AS lastUrl
    FROM seen JOIN hit ON hit.id = seen.last LEFT JOIN word ON word.id = seen.event_id
    LEFT JOIN url ON url.id = hit.url_id ORDER BY seen.lastAt, seen.last`);
  return HIT_FLAGS.flatMap((flag, index) => {
    const having = rows.filter((row) => row.bits & (1 << index));
    const last = having.at(-1);
    if (!last) return [];
    const { lastAt, lastUrl } = last;
    return [{ flag, count: sumOf(having), events: eventsOf(having), lastAt, lastUrl }];
  });
}

function sumOf(rows: FlagRow[]): number {
  return rows.reduce((sum, row) => sum + row.count, 0);
}

/** Names of events, most frequent first. */
function eventsOf(rows: FlagRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { event, count } of rows)
    if (event !== null) counts.set(event, (counts.get(event) ?? 0) + count);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([event]) => event);
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
