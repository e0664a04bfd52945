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

export const hit = sqliteTable(
  'hit',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    hitId: bytes('hit_id').notNull(),
    /** Event time. */
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** 0 tag, 1 image, 2 server: the order of CHANNELS in db/model.ts. */
    channel: integer('channel').notNull(),
    /** Null is a page view. */
    eventId: integer('event_id'),
    visitorId: integer('visitor_id'),
    clickKey: bytes('click_key'),
    urlId: integer('url_id'),
    referrerId: integer('referrer_id'),
    titleId: integer('title_id'),
    sourceId: integer('source_id'),
    agentId: integer('agent_id'),
    languageId: integer('language_id'),
    screenId: integer('screen_id'),
    valueMinor: integer('value_minor'),
    currency: text('currency'),
    dedupKey: text('dedup_key'),
    externalId: text('external_id'),
    props: text('props'),
    /** A bit for each of HIT_FLAGS in db/model.ts. */
    flags: integer('flags').notNull(),
    /** Null where the browser counts nothing. */
    sequence: integer('sequence'),
    cuts: integer('cuts').notNull().default(0),
  },
  (table) => [
    uniqueIndex('hit_once').on(table.accountId, table.hitId),
    index('hit_time').on(table.accountId, table.at),
    index('hit_dedup').on(table.accountId, table.dedupKey).where(sql`${table.dedupKey} IS NOT NULL`),
  ],
);

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

/** Which browser landed with a click id, and when first. The earliest of a click is the one that clicked. */
export const landing = sqliteTable(
  'landing',
  {
    clickKey: bytes('click_key').notNull(),
    visitorId: integer('visitor_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.clickKey, table.visitorId] })],
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
  },
  (table) => [primaryKey({ columns: [table.accountId, table.outcome, table.reason] })],
);
