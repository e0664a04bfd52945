import { and, eq, gte, sql } from 'drizzle-orm';
import { DAY, HIT_FLAGS, type Instant, REASONS, type Reason, type Tally } from '../model.ts';
import type { FlagSeen, LostClicks, RecentTally } from '../store.ts';
import type { Db } from './client.ts';
import { hitsIn } from './hits-in.ts';
import { lostClick, tally } from './schema/index.ts';

/** After all that ever comes. */
const END = Number.MAX_SAFE_INTEGER;

interface FlagRow {
  bits: number;
  eventId: number | null;
  event: string | null;
  count: number;
  lastAt: Instant;
  lastUrl: string | null;
}

/**
 * Each thing the tag noticed since an instant, with how often, of how many hits of the same codes, on which events,
 * and where last.
 */
export function flags(db: Db, accountId: number, since: Instant): FlagSeen[] {
  const rows = db.all<FlagRow>(sql`
    WITH seen AS (
      SELECT flags AS bits, event_id, count(*) AS count, max(at + delay) AS lastAt, max(id) AS last
      FROM ${hitsIn(accountId, { from: since, to: END })} WHERE flags <> 0 GROUP BY flags, event_id
    )
    SELECT seen.bits AS bits, seen.event_id AS eventId, word.text AS event, seen.count AS count, seen.lastAt AS lastAt, url.url AS lastUrl
    FROM seen JOIN hit ON hit.id = seen.last LEFT JOIN word ON word.id = seen.event_id
    LEFT JOIN url ON url.id = hit.url_id ORDER BY seen.lastAt, seen.last`);
  const seen = HIT_FLAGS.flatMap((flag, index) => {
    const having = rows.filter((row) => row.bits & (1 << index));
    const last = having.at(-1);
    return last ? [{ flag, having, lastAt: last.lastAt, lastUrl: last.lastUrl }] : [];
  });
  const codes = seen.map(({ having }) => having.map(({ eventId }) => eventId));
  const of = hitsOf(db, accountId, since, codes);
  return seen.map(({ having, ...found }, index) => ({
    ...found,
    count: sumOf(having),
    of: of[index] ?? 0,
    events: eventsOf(having),
    onPageViews: having.some(({ eventId }) => eventId === null),
  }));
}

/** Hits of each list of codes (null is a page view). One reading for all lists, and no putting in order. */
function hitsOf(db: Db, accountId: number, since: Instant, lists: (number | null)[][]): number[] {
  if (lists.length === 0) return [];
  const counts = lists.map((codes) => {
    const ids = JSON.stringify(codes.filter((code) => code !== null));
    const views = codes.includes(null) ? 1 : 0;
    return sql`count(*) FILTER (WHERE CASE WHEN event_id IS NULL THEN ${views}
      ELSE event_id IN (SELECT value FROM json_each(${ids})) END)`;
  });
  const [found = []] = db.values<number[]>(sql`
    SELECT ${sql.join(counts, sql`, `)} FROM ${hitsIn(accountId, { from: since, to: END })}`);
  return found;
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
    .map(({ outcome, reason, count, lastAt, sample }) => ({
      ...{ accountId, outcome, count, lastAt, sample },
      reason: isReason(reason) ? reason : null,
    }));
}

/** How many of each outcome and reason arrived on the day of an instant (UTC) and on the day before; null for hits of no account. */
export function recentTallies(db: Db, accountId: number | null, at: Instant): RecentTally[] {
  const today = Math.floor(at / DAY);
  return db
    .select()
    .from(tally)
    .where(and(eq(tally.accountId, accountId ?? 0), gte(tally.day, today - 1)))
    .orderBy(tally.outcome, tally.reason)
    .all()
    .map(({ outcome, reason, day, ofDay, ofDayBefore }) => ({
      outcome,
      reason: isReason(reason) ? reason : null,
      count: ofDay + (day === today ? ofDayBefore : 0),
    }));
}

/** Clicks of an account that could not be written; null where there was none. */
export function lostClicks(db: Db, accountId: number): LostClicks | null {
  return db.select().from(lostClick).where(eq(lostClick.accountId, accountId)).get() ?? null;
}
