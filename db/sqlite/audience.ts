import { and, desc, eq, sql } from 'drizzle-orm';
import type { Audience, NewAudience, Period, Rule } from '../model.ts';
import type { AudienceSize } from '../store.ts';
import type { Db } from './client.ts';
import { hitsWithPerson, person, span } from './person.ts';
import { ruleSql } from './rule.ts';
import { audience } from './schema/index.ts';

function audienceOf(row: typeof audience.$inferSelect): Audience {
  const rule: Rule = JSON.parse(row.rule);
  return { ...row, rule };
}

export function audiences(db: Db, accountId: number): Audience[] {
  return db
    .select()
    .from(audience)
    .where(eq(audience.accountId, accountId))
    .orderBy(desc(audience.id))
    .all()
    .map(audienceOf);
}

export function audienceById(db: Db, accountId: number, id: number): Audience | null {
  const row = db
    .select()
    .from(audience)
    .where(and(eq(audience.accountId, accountId), eq(audience.id, id)))
    .get();
  return row ? audienceOf(row) : null;
}

export function addAudience(db: Db, one: NewAudience): Audience {
  return audienceOf(
    db
      .insert(audience)
      .values({ ...one, rule: JSON.stringify(one.rule) })
      .returning()
      .get(),
  );
}

export function removeAudience(db: Db, accountId: number, id: number): boolean {
  const { changes } = db
    .delete(audience)
    .where(and(eq(audience.accountId, accountId), eq(audience.id, id)))
    .run();
  return changes > 0;
}

/** Persons with a matching hit, and the LINE users among them. Hits without a visitor are nobody's. */
export function audienceSize(db: Db, accountId: number, rule: Rule, { from, to }: Period): AudienceSize {
  return db.get<AudienceSize>(sql`
    WITH ${span(accountId)}
    SELECT count(DISTINCT ${person(sql`h.visitor_id`)}) AS people, count(DISTINCT span.user_id) AS users
    FROM ${hitsWithPerson(accountId, from, to)} AND h.visitor_id IS NOT NULL AND ${ruleSql(rule)}`);
}

/** LINE user ids of the same persons, sorted. */
export function audienceUsers(db: Db, accountId: number, rule: Rule, { from, to }: Period): string[] {
  return db
    .all<{ userId: string }>(sql`
      WITH ${span(accountId)}, member AS (
        SELECT DISTINCT span.user_id AS id
        FROM ${hitsWithPerson(accountId, from, to)} AND h.visitor_id IS NOT NULL AND ${ruleSql(rule)}
      )
      SELECT u.user_id AS userId FROM member JOIN line_user u ON u.id = member.id ORDER BY u.user_id`)
    .map((row) => row.userId);
}
