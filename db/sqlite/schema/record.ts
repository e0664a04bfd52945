import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { JOB_NAMES } from '../../store/job.ts';

/* ---- records ---- */

export const account = sqliteTable('account', {
  id: integer('id').primaryKey(),
  tagId: text('tag_id').notNull().unique(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  consent: text('consent', { enum: ['assumed', 'required'] }).notNull(),
  identityDeclared: integer('identity_declared', { mode: 'boolean' }).notNull(),
  loginChannelId: text('login_channel_id'),
  /** Days for which hits are kept; null is for ever. */
  keepDays: integer('keep_days'),
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

/** Names of query parameters whose values are cut from what the account keeps. */
export const accountCut = sqliteTable(
  'account_cut',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    param: text('param').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.param] })],
);

/** A visitor on the way to another site or browser of the account; taken once, within minutes. */
export const hop = sqliteTable(
  'hop',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token: who reads this table cannot take its place. */
    tokenHash: text('token_hash').notNull(),
    visitor: text('visitor').notNull(),
    click: text('click'),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.tokenHash] }),
    index('hop_by_token').on(table.tokenHash),
  ],
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

/** A time in which an account's tag said nothing although it should have; one goes on at most. */
export const silence = sqliteTable(
  'silence',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    since: integer('since').notNull(),
    noticedAt: integer('noticed_at').notNull(),
    expected: integer('expected').notNull(),
    hours: integer('hours').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [uniqueIndex('silence_going_on').on(table.accountId).where(sql`${table.endedAt} IS NULL`)],
);

/** The latest run of each job. */
export const job = sqliteTable('job', {
  name: text('name', { enum: JOB_NAMES }).primaryKey(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  error: text('error'),
  /** What it did, as JSON of names and numbers; written and read by us only. */
  result: text('result'),
  steadySince: integer('steady_since').notNull(),
});

/** Keys by which servers of the account's own speak for it. Of the key itself only the SHA-256 is kept. */
export const apiKey = sqliteTable(
  'api_key',
  {
    id: integer('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Words with spaces between them, as OAuth writes scopes. */
    scopes: text('scopes').notNull(),
    prefix: text('prefix').notNull().unique(),
    hash: text('hash').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('api_key_account').on(table.accountId)],
);

/** How far the import of a file has come, so that it goes on there after it was stopped. */
export const importProgress = sqliteTable('import_progress', {
  fingerprint: text('fingerprint').primaryKey(),
  bytes: integer('bytes').notNull(),
  lines: integer('lines').notNull(),
  at: integer('at').notNull(),
});
