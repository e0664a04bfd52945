import { and, desc, eq } from 'drizzle-orm';
import type { Audience, NewAudience, Rule } from '../model.ts';
import type { Db } from './client.ts';
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
