import { sql } from 'drizzle-orm';
import type { Instant, Period } from '../model.ts';
import type {
  Arrival,
  ArrivalEvents,
  Health,
  HealthQuestion,
  LinkLandings,
  RepeatedEvents,
  SharedKey,
} from '../store.ts';
import type { Db } from './client.ts';
import { hitsIn } from './hits-in.ts';

interface Seen {
  /** Whether `name` is a host; else it is a page. */
  isHost: number;
  name: string;
  event: string | null;
  count: number;
  pageViews: number;
  lastAt: Instant;
  lastUrl: string;
}

/**
 * Each event by the host it came from, beside the page views of that host, and pages with events, the most first: both
 * of hits by the tag in a period. An image does not say on which page it stands, so images tell nothing here. One
 * statement for both, because putting the hits in order by address and event is most of the work.
 */
function places(db: Db, accountId: number, period: Period): Pick<Health, 'events' | 'pages'> {
  const rows = db.all<Seen>(sql`
    WITH byUrl AS MATERIALIZED (
      SELECT url_id, event_id, count(*) AS hits, max(at + delay) AS last_at, max(id) AS last
      FROM ${hitsIn(accountId, period)} WHERE channel = 0
      GROUP BY url_id, event_id
    ), seen AS (
      SELECT url.page AS page, substr(url.page, 1, instr(url.page, '/') - 1) AS host, byUrl.*
      FROM byUrl JOIN url ON url.id = byUrl.url_id
    ), host AS (
      SELECT host, event_id, sum(hits) AS hits, max(last_at) AS last_at, max(last) AS last
      FROM seen GROUP BY host, event_id
    ), place AS (
      SELECT 1 AS isHost, host AS name, event_id, hits, last_at, last,
        coalesce((SELECT view.hits FROM host view WHERE view.host = host.host AND view.event_id IS NULL), 0) AS views
      FROM host
      UNION ALL
      SELECT 0, page, NULL, sum(hits) FILTER (WHERE event_id IS NOT NULL),
        max(last_at) FILTER (WHERE event_id IS NOT NULL), max(last) FILTER (WHERE event_id IS NOT NULL),
        coalesce(sum(hits) FILTER (WHERE event_id IS NULL), 0)
      FROM seen GROUP BY page HAVING max(event_id IS NOT NULL)
    )
    SELECT place.isHost AS isHost, place.name AS name, word.text AS event, place.hits AS count,
      place.views AS pageViews, place.last_at AS lastAt, url.url AS lastUrl
    FROM place LEFT JOIN word ON word.id = place.event_id
    JOIN hit ON hit.id = place.last JOIN url ON url.id = hit.url_id
    ORDER BY place.hits DESC, place.name, word.text`);
  return {
    events: rows.flatMap(({ isHost, name, ...seen }) => (isHost ? [{ host: name, ...seen }] : [])),
    pages: rows.flatMap(({ isHost, name, event: _, count, ...seen }) =>
      isHost ? [] : [{ page: name, events: count, ...seen }],
    ),
  };
}

/**
 * Events of some names, and those among them that came at once on the page where the visit began. Only the hits of
 * visitors with such an event are put in order.
 */
function arrivalEvents(db: Db, accountId: number, question: HealthQuestion): ArrivalEvents[] {
  const { events, sessionGap, atOnce, period } = question;
  const names = sql.join(
    events.map((event) => sql`${event}`),
    sql`, `,
  );
  const rows = db.all<Arrival & { event: string; isAtOnce: number }>(sql`
    WITH mine AS NOT MATERIALIZED (
      SELECT id, visitor_id, at, hit_id, event_id, url_id FROM ${hitsIn(accountId, period)} WHERE channel = 0
    ), name AS (SELECT id, text FROM word WHERE text IN (${names})), asked AS (
      SELECT DISTINCT visitor_id FROM mine WHERE event_id IN (SELECT id FROM name)
    ), step AS (
      SELECT mine.*, mine.at - lag(mine.at) OVER by_time < ${sessionGap} AS goes_on
      FROM mine WHERE visitor_id IN (SELECT visitor_id FROM asked)
      WINDOW by_time AS (PARTITION BY mine.visitor_id ORDER BY mine.at, mine.hit_id)
    ), placed AS MATERIALIZED (
      SELECT step.*, url.page AS page,
        sum(goes_on IS NOT 1) OVER (PARTITION BY visitor_id ORDER BY at, hit_id) AS session
      FROM step JOIN url ON url.id = step.url_id
    ), arrival AS (
      SELECT visitor_id, session, page, at,
        row_number() OVER (PARTITION BY visitor_id, session ORDER BY at, hit_id) AS place
      FROM placed WHERE event_id IS NULL
    ), judged AS (
      SELECT name.text AS event, placed.id AS id, placed.page AS page,
        arrival.page IS placed.page AND abs(placed.at - arrival.at) <= ${atOnce} AS at_once
      FROM placed JOIN name ON name.id = placed.event_id LEFT JOIN arrival
        ON arrival.visitor_id = placed.visitor_id AND arrival.session = placed.session AND arrival.place = 1
    ), counted AS (
      SELECT event, coalesce(at_once, 0) AS at_once, count(*) AS count, max(id) AS last
      FROM judged GROUP BY event, coalesce(at_once, 0), CASE WHEN at_once THEN page END
    )
    SELECT counted.event AS event, counted.at_once AS isAtOnce, counted.count AS count,
      hit.at + hit.delay AS lastAt, url.url AS lastUrl
    FROM counted JOIN hit ON hit.id = counted.last JOIN url ON url.id = hit.url_id
    ORDER BY counted.count DESC, counted.event, url.url`);
  const found = new Map<string, ArrivalEvents>();
  for (const { event, isAtOnce, ...arrival } of rows) {
    const { count, arrivals } = found.get(event) ?? { count: 0, arrivals: [] };
    const all = isAtOnce ? [...arrivals, arrival] : arrivals;
    found.set(event, { event, count: count + arrival.count, arrivals: all });
  }
  return [...found.values()];
}

/** Of each event, how many carry a deduplication key, and the one that most of them share. */
function sharedKeys(db: Db, accountId: number, { period }: HealthQuestion): SharedKey[] {
  return db.all<SharedKey>(sql`
    WITH mine AS MATERIALIZED (
      SELECT id, visitor_id, event_id FROM ${hitsIn(accountId, period)} WHERE event_id IS NOT NULL
    ), keyed AS (
      SELECT event_id, dedup_id, count(*) AS shared, count(DISTINCT visitor_id) AS visitors, max(id) AS last
      FROM mine JOIN hit_detail ON hit_detail.hit = mine.id WHERE dedup_id IS NOT NULL
      GROUP BY event_id, dedup_id
    ), ranked AS (
      SELECT keyed.*, word.text AS key, sum(shared) OVER (PARTITION BY event_id) AS count,
        row_number() OVER (PARTITION BY event_id ORDER BY shared DESC, word.text) AS place
      FROM keyed JOIN word ON word.id = keyed.dedup_id
    )
    SELECT word.text AS event, ranked.count AS count, ranked.key AS key, ranked.shared AS shared,
      ranked.visitors AS visitors, hit.at + hit.delay AS lastAt, url.url AS lastUrl
    FROM ranked JOIN word ON word.id = ranked.event_id JOIN hit ON hit.id = ranked.last LEFT JOIN url ON url.id = hit.url_id
    WHERE ranked.place = 1 ORDER BY ranked.count DESC, word.text`);
}

/**
 * Events that repeat one of the same browser, page and content within a moment. One with a deduplication key is folded
 * anyway.
 */
function repeatedEvents(db: Db, accountId: number, { period, again }: HealthQuestion): RepeatedEvents[] {
  return db.all<RepeatedEvents>(sql`
    WITH mine AS MATERIALIZED (
      SELECT id, visitor_id, at, hit_id, event_id, url_id FROM ${hitsIn(accountId, period)}
      WHERE channel = 0 AND event_id IS NOT NULL AND visitor_id IS NOT NULL
    ), step AS (
      SELECT mine.id AS id, mine.event_id AS event_id, mine.at - lag(mine.at) OVER (
        PARTITION BY visitor_id, event_id, url_id, value_minor, currency, external_id, props ORDER BY at, hit_id
      ) <= ${again} AS is_again
      FROM mine LEFT JOIN hit_detail ON hit_detail.hit = mine.id WHERE dedup_id IS NULL
    ), counted AS (
      SELECT event_id, count(*) AS count, coalesce(sum(is_again), 0) AS repeated, max(id) FILTER (WHERE is_again) AS last
      FROM step GROUP BY event_id
    )
    SELECT word.text AS event, counted.count AS count, counted.repeated AS repeated,
      hit.at + hit.delay AS lastAt, url.url AS lastUrl
    FROM counted JOIN word ON word.id = counted.event_id LEFT JOIN hit ON hit.id = counted.last
    LEFT JOIN url ON url.id = hit.url_id
    ORDER BY counted.count DESC, word.text`);
}

/** Links with clicks in a period, and how many of those clicks a tag of the account saw land. */
function linkLandings(db: Db, accountId: number, { from, to }: Period): LinkLandings[] {
  return db.all<LinkLandings>(sql`
    SELECT link.id AS id, link.name AS name, link.destination AS destination, count(*) AS clicks, max(c.at) AS lastAt,
      sum(EXISTS (
        SELECT 1 FROM hit_detail d JOIN hit h ON h.id = d.hit
        WHERE d.click_key = c.key AND h.account_id = ${accountId} AND h.visitor_id IS NOT NULL
      )) AS landings
    FROM click c JOIN link ON link.id = c.link_id
    WHERE c.account_id = ${accountId} AND c.at >= ${from} AND c.at < ${to}
    GROUP BY link.id ORDER BY clicks DESC, link.id`);
}

/** What tells whether an installation is well, counted; what it means is judged elsewhere. */
export function health(db: Db, accountId: number, question: HealthQuestion): Health {
  return {
    ...places(db, accountId, question.period),
    arrivals: arrivalEvents(db, accountId, question),
    repeated: repeatedEvents(db, accountId, question),
    keys: sharedKeys(db, accountId, question),
    links: linkLandings(db, accountId, question.clicks),
  };
}
