import { type SQL, sql } from 'drizzle-orm';

/**
 * Common table `span`: for each visitor that was ever identified, which LINE user it is during which time.
 * A hit's user is the visitor's latest link at or before it, else the earliest after it, so the first span
 * reaches back for ever.
 */
export function span(accountId: number): SQL {
  return sql`span AS MATERIALIZED (
    SELECT l.visitor_id, l.user_id, l.rung,
      CASE WHEN row_number() OVER by_time = 1 THEN -9000000000000000 ELSE l.at END AS from_at,
      coalesce(lead(l.at) OVER by_time, 9000000000000000) AS to_at
    FROM identity_link l JOIN visitor v ON v.id = l.visitor_id
    WHERE v.account_id = ${accountId}
    WINDOW by_time AS (PARTITION BY l.visitor_id ORDER BY l.at, l.id)
  )`;
}

/** Joins `span` to a visitor at a time. */
export function joinSpan(visitorId: SQL, at: SQL): SQL {
  return sql`LEFT JOIN span ON span.visitor_id = ${visitorId} AND ${at} >= span.from_at AND ${at} < span.to_at`;
}

/** A person as one number: the LINE user below zero, else the visitor above, else NULL. Needs `joinSpan`. */
export function person(visitorId: SQL): SQL {
  return sql`coalesce(-span.user_id, ${visitorId})`;
}

/** The hits `h` of an account in a period, joined to their `span`. */
export function hitsWithPerson(accountId: number, from: number, to: number): SQL {
  return sql`hit h ${joinSpan(sql`h.visitor_id`, sql`h.at`)}
    WHERE h.account_id = ${accountId} AND h.at >= ${from} AND h.at < ${to}`;
}
