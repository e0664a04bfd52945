import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/*
 * One file of tables, read from top to bottom: who, what they made, what happened. Every table is STRICT
 * (added to the generated SQL by db/sqlite/strict.mjs). Instants are milliseconds since 1970 UTC. Ids made
 * elsewhere (hit, visitor, click) are 16 bytes. Texts that repeat (addresses, user agents, names) are kept
 * once in a dictionary and named by number.
 */

const bytes = (name: string) => blob(name, { mode: 'buffer' });

/* ---- instance ---- */

export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/* ---- members: the tables of the sign-in library, under our words ---- */

const date = (name: string) => integer(name, { mode: 'timestamp_ms' });

export const member = sqliteTable('member', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  createdAt: date('created_at').notNull(),
  updatedAt: date('updated_at').notNull(),
});

export const memberSession = sqliteTable(
  'member_session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    expiresAt: date('expires_at').notNull(),
    createdAt: date('created_at').notNull(),
    updatedAt: date('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => member.id, { onDelete: 'cascade' }),
  },
  (table) => [index('member_session_user').on(table.userId)],
);

export const memberCredential = sqliteTable(
  'member_credential',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => member.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: date('access_token_expires_at'),
    refreshTokenExpiresAt: date('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: date('created_at').notNull(),
    updatedAt: date('updated_at').notNull(),
  },
  (table) => [index('member_credential_user').on(table.userId)],
);

export const memberVerification = sqliteTable(
  'member_verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: date('expires_at').notNull(),
    createdAt: date('created_at').notNull(),
    updatedAt: date('updated_at').notNull(),
  },
  (table) => [index('member_verification_identifier').on(table.identifier)],
);

/* ---- records ---- */

export const account = sqliteTable('account', {
  id: integer('id').primaryKey(),
  tagId: text('tag_id').notNull().unique(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  consent: text('consent', { enum: ['assumed', 'required'] }).notNull(),
  identityDeclared: integer('identity_declared', { mode: 'boolean' }).notNull(),
  loginChannelId: text('login_channel_id'),
  createdAt: integer('created_at').notNull(),
});

export const accountDomain = sqliteTable(
  'account_domain',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    domain: text('domain').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.domain] })],
);

export const customConversion = sqliteTable(
  'custom_conversion',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Rule of db/model.ts as JSON; written and read by us only. */
    rule: text('rule').notNull(),
    valueFrom: text('value_from', { enum: ['hit', 'fixed', 'none'] }).notNull(),
    valueMinor: integer('value_minor'),
    valueCurrency: text('value_currency'),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  (table) => [index('custom_conversion_account').on(table.accountId)],
);

export const broadcast = sqliteTable(
  'broadcast',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    kind: text('kind', {
      enum: ['broadcast', 'narrowcast', 'multicast', 'push', 'step', 'notification_message'],
    }).notNull(),
    sentAt: integer('sent_at').notNull(),
    requestId: text('request_id'),
    aggregationUnit: text('aggregation_unit'),
    lineDelivered: integer('line_delivered'),
    lineOpened: integer('line_opened'),
    lineClicked: integer('line_clicked'),
    linePlayed: integer('line_played'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('broadcast_account').on(table.accountId, table.sentAt)],
);

export const broadcastConversion = sqliteTable(
  'broadcast_conversion',
  {
    broadcastId: integer('broadcast_id')
      .notNull()
      .references(() => broadcast.id, { onDelete: 'cascade' }),
    conversionId: integer('conversion_id')
      .notNull()
      .references(() => customConversion.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.broadcastId, table.conversionId] })],
);

export const link = sqliteTable(
  'link',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    destination: text('destination').notNull(),
    broadcastId: integer('broadcast_id').references(() => broadcast.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('link_account').on(table.accountId)],
);

export const audience = sqliteTable(
  'audience',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    rule: text('rule').notNull(),
    days: integer('days').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('audience_account').on(table.accountId)],
);

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
