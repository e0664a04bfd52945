import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const bytes = (name: string) => blob(name, { mode: 'buffer' });

/* ---- dictionaries ---- */

/** Event names, titles, sources, languages, screens, deduplication keys. */
export const word = sqliteTable('word', {
  id: integer('id').primaryKey(),
  text: text('text').notNull().unique(),
});

export const url = sqliteTable('url', {
  id: integer('id').primaryKey(),
  url: text('url').notNull().unique(),
  /** Host and path. */
  page: text('page').notNull(),
});

export const agent = sqliteTable('agent', {
  id: integer('id').primaryKey(),
  text: text('text').notNull().unique(),
  browser: text('browser').notNull(),
  os: text('os').notNull(),
  device: text('device', { enum: ['desktop', 'mobile', 'tablet', 'other'] }).notNull(),
  lineApp: integer('line_app', { mode: 'boolean' }).notNull(),
});

/* ---- facts ---- */

export const visitor = sqliteTable(
  'visitor',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    key: bytes('key').notNull(),
  },
  (table) => [uniqueIndex('visitor_key').on(table.accountId, table.key)],
);

/** LINE users, ids as LINE writes them (`U` and 32 hex digits), per account. */
export const user = sqliteTable(
  'line_user',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    userId: text('user_id').notNull(),
  },
  (table) => [uniqueIndex('line_user_id').on(table.accountId, table.userId)],
);

export const identityLink = sqliteTable(
  'identity_link',
  {
    id: integer('id').primaryKey(),
    visitorId: integer('visitor_id').notNull(),
    userId: integer('user_id').notNull(),
    rung: text('rung', { enum: ['browser', 'click', 'link', 'verified'] }).notNull(),
    evidence: text('evidence').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('identity_link_visitor').on(table.visitorId, table.at)],
);

/** In order of arrival: `id` only grows, and what is derived from hits goes by ranges of it. */
export const hit = sqliteTable(
  'hit',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    hitId: bytes('hit_id').notNull(),
    /** Event time. */
    at: integer('at').notNull(),
    /** Milliseconds from the event to its arrival. */
    delay: integer('delay').notNull(),
    /** 0 tag, 1 image, 2 server: the order of CHANNELS in db/model.ts. */
    channel: integer('channel').notNull(),
    /** Null is a page view. */
    eventId: integer('event_id'),
    visitorId: integer('visitor_id'),
    urlId: integer('url_id'),
    referrerId: integer('referrer_id'),
    titleId: integer('title_id'),
    sourceId: integer('source_id'),
    agentId: integer('agent_id'),
    languageId: integer('language_id'),
    screenId: integer('screen_id'),
    /** Two letters of ISO 3166-1. */
    countryId: integer('country_id'),
    /** A bit for each of HIT_FLAGS in db/model.ts. */
    flags: integer('flags').notNull(),
    /** Null where the browser counts nothing. */
    sequence: integer('sequence'),
    cuts: integer('cuts').notNull().default(0),
  },
  // No index by time: hit_part knows in which ranges of ids the hits of a day are.
  (table) => [uniqueIndex('hit_once').on(table.accountId, table.hitId)],
);

/** What few hits bring, so that the others do not pay for its columns. */
export const hitDetail = sqliteTable(
  'hit_detail',
  {
    /** The hit's `id`. */
    hit: integer('hit').primaryKey(),
    /** Click id carried by the landing page. */
    clickKey: bytes('click_key'),
    valueMinor: integer('value_minor'),
    currency: text('currency'),
    dedupId: integer('dedup_id'),
    externalId: text('external_id'),
    props: text('props'),
  },
  (table) => [index('hit_detail_click').on(table.clickKey).where(sql`${table.clickKey} IS NOT NULL`)],
);

/**
 * Derived: the hits of an account and a UTC day within one block of hit ids, as columns (db/column/codec.ts). May be
 * dropped; it is made again to the same bytes.
 */
export const hitPart = sqliteTable(
  'hit_part',
  {
    /** Hit ids from `block` times the size of a block. */
    block: integer('block').notNull(),
    accountId: integer('account_id').notNull(),
    /** Days since 1970, UTC. */
    day: integer('day').notNull(),
    data: bytes('data').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.accountId, table.day] }),
    index('hit_part_day').on(table.accountId, table.day),
  ],
);

/** Derived: blocks whose parts are all there; also those that hold no hit. */
export const hitBlock = sqliteTable('hit_block', { block: integer('block').primaryKey() });

export const click = sqliteTable(
  'click',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    key: bytes('key').notNull().unique(),
    linkId: integer('link_id').notNull(),
    at: integer('at').notNull(),
    agentId: integer('agent_id'),
  },
  (table) => [index('click_time').on(table.accountId, table.at)],
);

/** The five-way account. `accountId` 0 is the instance. */
export const tally = sqliteTable(
  'tally',
  {
    accountId: integer('account_id').notNull(),
    outcome: text('outcome', { enum: ['stored', 'duplicate', 'dropped', 'rejected', 'failed'] }).notNull(),
    /** Empty for the outcomes that have no reason. */
    reason: text('reason').notNull(),
    count: integer('count').notNull(),
    lastAt: integer('last_at').notNull(),
    sample: text('sample'),
    /** The latest day, in days since 1970 (UTC); and how many came on it, and on the day before. */
    day: integer('day').notNull().default(0),
    ofDay: integer('of_day').notNull().default(0),
    ofDayBefore: integer('of_day_before').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.outcome, table.reason] })],
);

/** Clicks that led on and could not be written: they are in no report. */
export const lostClick = sqliteTable('lost_click', {
  accountId: integer('account_id').primaryKey(),
  count: integer('count').notNull(),
  lastAt: integer('last_at').notNull(),
});
