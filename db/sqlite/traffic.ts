import { sql } from 'drizzle-orm';
import type { Device, Instant, Period } from '../model.ts';
import type { Breakdown, DeviceRow, PageRow, SourceRow, Traffic, TrafficTotals } from '../store.ts';
import type { Db } from './client.ts';
import { hitsWithPerson, joinSpan, person, span } from './person.ts';

const visitors = sql`count(DISTINCT ${person(sql`h.visitor_id`)})`;

/** Page views and persons, in total and for each bucket. Buckets adjoin and are in order. */
export function traffic(db: Db, accountId: number, buckets: Period[]): Traffic {
  const from = buckets[0]?.from ?? 0;
  const to = buckets.at(-1)?.to ?? 0;
  const totals = db.get<TrafficTotals>(sql`
    WITH ${span(accountId)}
    SELECT count(*) AS pageViews, coalesce(sum(h.channel = 1), 0) AS imageOnly, ${visitors} AS visitors
    FROM ${hitsWithPerson(accountId, from, to)} AND h.event_id IS NULL`);
  const series = db.all<{ pageViews: number; visitors: number }>(sql`
    WITH ${span(accountId)}, bucket AS MATERIALIZED (
      SELECT key AS i, value ->> 0 AS lo, value ->> 1 AS hi
      FROM json_each(${JSON.stringify(buckets.map((bucket) => [bucket.from, bucket.to]))})
    )
    SELECT count(h.id) AS pageViews, ${visitors} AS visitors
    FROM bucket LEFT JOIN hit h
      ON h.account_id = ${accountId} AND h.at >= bucket.lo AND h.at < bucket.hi AND h.event_id IS NULL
    ${joinSpan(sql`h.visitor_id`, sql`h.at`)}
    GROUP BY bucket.i ORDER BY bucket.i`);
  return { totals, series };
}

/** What pages were seen, where their visitors came from, and with what. */
export function breakdown(db: Db, accountId: number, { from, to }: Period, limit: number): Breakdown {
  const views = sql`${hitsWithPerson(accountId, from, to)} AND h.event_id IS NULL`;
  const pages = db.all<PageRow>(sql`
    WITH ${span(accountId)}, seen AS (
      SELECT h.url_id AS url_id, ${person(sql`h.visitor_id`)} AS person FROM ${views} AND h.url_id IS NOT NULL
    )
    SELECT url.page AS name, count(*) AS pageViews, count(DISTINCT seen.person) AS visitors
    FROM seen JOIN url ON url.id = seen.url_id
    GROUP BY url.page ORDER BY pageViews DESC, name LIMIT ${limit}`);
  const sources = db.all<SourceRow>(sql`
    WITH ${span(accountId)}, seen AS (
      SELECT h.source_id AS source_id, count(*) AS arrivals, ${visitors} AS visitors
      FROM ${views} AND h.source_id IS NOT NULL GROUP BY h.source_id
    )
    SELECT nullif(word.text, '') AS name, seen.arrivals AS arrivals, seen.visitors AS visitors
    FROM seen JOIN word ON word.id = seen.source_id ORDER BY arrivals DESC, name LIMIT ${limit}`);
  const devices = db.all<
    Omit<DeviceRow, 'device' | 'lineApp'> & { device: Device | null; lineApp: number }
  >(sql`
    WITH ${span(accountId)}, seen AS (
      SELECT h.agent_id AS agent_id, ${person(sql`h.visitor_id`)} AS person FROM ${views}
    )
    SELECT agent.device AS device, coalesce(agent.line_app, 0) AS lineApp,
      count(*) AS pageViews, count(DISTINCT seen.person) AS visitors
    FROM seen LEFT JOIN agent ON agent.id = seen.agent_id
    GROUP BY agent.device, coalesce(agent.line_app, 0) ORDER BY pageViews DESC, device`);
  return {
    pages,
    sources,
    devices: devices.map((row) => ({ ...row, device: row.device ?? 'other', lineApp: row.lineApp === 1 })),
  };
}

/** Persons and page views since an instant. */
export function live(db: Db, accountId: number, since: Instant): { people: number; pageViews: number } {
  return db.get<{ people: number; pageViews: number }>(sql`
    WITH ${span(accountId)}
    SELECT ${visitors} AS people, coalesce(sum(h.event_id IS NULL), 0) AS pageViews
    FROM ${hitsWithPerson(accountId, since, Number.MAX_SAFE_INTEGER)}`);
}
