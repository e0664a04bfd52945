import { and, eq, type SQL, sql } from 'drizzle-orm';
import {
  CHANNELS,
  type ConversionValue,
  type CustomConversion,
  type Instant,
  type Money,
  type NewCustomConversion,
  NO_CURRENCY,
  type Period,
  type Rule,
  type Rung,
} from '../model.ts';
import type { Change, MatchedHit } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { joinSpan, person, span } from './person.ts';
import { ruleSql } from './rule.ts';
import { customConversion } from './schema/index.ts';

type Row = typeof customConversion.$inferSelect;

function worthOf({ valueFrom, valueMinor, valueCurrency }: Row): ConversionValue {
  if (valueFrom !== 'fixed') return { from: valueFrom };
  return { from: 'fixed', money: { minor: valueMinor ?? 0, currency: valueCurrency ?? NO_CURRENCY } };
}

function conversionOf(row: Row): CustomConversion {
  const rule: Rule = JSON.parse(row.rule);
  const { id, accountId, name, createdAt, archivedAt } = row;
  return { id, accountId, name, rule, value: worthOf(row), createdAt, archivedAt };
}

export function conversions(db: Db, accountId: number): CustomConversion[] {
  return db
    .select()
    .from(customConversion)
    .where(eq(customConversion.accountId, accountId))
    .orderBy(customConversion.id)
    .all()
    .map(conversionOf);
}

export function addConversion(db: Db, conversion: NewCustomConversion): CustomConversion {
  const { value, rule, ...rest } = conversion;
  return conversionOf(
    db
      .insert(customConversion)
      .values({
        ...rest,
        rule: JSON.stringify(rule),
        valueFrom: value.from,
        valueMinor: value.from === 'fixed' ? value.money.minor : null,
        valueCurrency: value.from === 'fixed' ? value.money.currency : null,
        archivedAt: null,
      })
      .returning()
      .get(),
  );
}

export function changeConversion(
  db: Db,
  accountId: number,
  id: number,
  change: Change<Pick<CustomConversion, 'name' | 'archivedAt'>>,
): CustomConversion | null {
  const mine = and(eq(customConversion.accountId, accountId), eq(customConversion.id, id));
  const parts = given(change);
  if (parts) db.update(customConversion).set(parts).where(mine).run();
  const row = db.select().from(customConversion).where(mine).get();
  return row ? conversionOf(row) : null;
}

interface MatchedRow {
  hitId: string;
  at: Instant;
  channel: number;
  event: string | null;
  dedupKey: string | null;
  person: number | null;
  rung: Rung | null;
  minor: number | null;
  currency: string | null;
  url: string | null;
}

function moneyOf({ minor, currency }: MatchedRow): Money | null {
  return minor === null ? null : { minor, currency: currency ?? NO_CURRENCY };
}

/**
 * Hits that count, before folding, by (time, id). An image carries no visitor and anybody can make one, so
 * images never convert.
 */
export function matched(
  db: Db,
  accountId: number,
  asked: Pick<CustomConversion, 'id' | 'rule'>[],
  { from, to }: Period,
): MatchedHit[] {
  return asked.flatMap(({ id, rule }) =>
    db.all<MatchedRow>(matchedSql(accountId, ruleSql(rule), from, to)).map((row) => ({
      conversionId: id,
      hitId: row.hitId,
      at: row.at,
      channel: CHANNELS[row.channel] ?? 'tag',
      event: row.event,
      dedupKey: row.dedupKey,
      person: row.person,
      rung: row.rung ?? 'browser',
      value: moneyOf(row),
      url: row.url,
    })),
  );
}

function matchedSql(accountId: number, rule: SQL, from: Instant, to: Instant): SQL {
  const counts = sql`h.channel <> 1 AND ${rule}`;
  return sql`
    WITH ${span(accountId)}, found AS (
      SELECT h.id AS id FROM hit h
      WHERE h.account_id = ${accountId} AND h.at >= ${from} AND h.at < ${to} AND ${counts}
    ), twin AS (
      SELECT DISTINCT h.event_id, d.dedup_id FROM found JOIN hit h USING (id) JOIN hit_detail d ON d.hit = h.id
      WHERE d.dedup_id IS NOT NULL
    ), wanted AS (
      SELECT id FROM found
      UNION
      SELECT h.id FROM twin JOIN hit_detail d USING (dedup_id) JOIN hit h
        ON h.id = d.hit AND h.account_id = ${accountId} AND h.event_id IS twin.event_id
      WHERE ${counts}
    )
    SELECT lower(hex(h.hit_id)) AS hitId, h.at AS at, h.channel AS channel,
      (SELECT text FROM word WHERE id = h.event_id) AS event, (SELECT text FROM word WHERE id = d.dedup_id) AS dedupKey,
      ${person(sql`h.visitor_id`)} AS person, span.rung AS rung,
      d.value_minor AS minor, d.currency AS currency,
      (SELECT url FROM url WHERE id = h.url_id) AS url
    FROM wanted JOIN hit h ON h.id = wanted.id LEFT JOIN hit_detail d ON d.hit = h.id
    ${joinSpan(sql`h.visitor_id`, sql`h.at`)}
    ORDER BY h.at, h.hit_id`;
}
