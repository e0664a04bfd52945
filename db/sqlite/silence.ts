import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Instant, Period } from '../model.ts';
import type { NewSilence, Silence, TagViews } from '../store.ts';
import type { Db } from './client.ts';
import { silence } from './schema/index.ts';

/** Silences that go on. */
export function silences(db: Db): Silence[] {
  return db.select().from(silence).where(isNull(silence.endedAt)).orderBy(silence.id).all();
}

/** The silence of an account that goes on. */
export function silenceOf(db: Db, accountId: number): Silence | null {
  const mine = and(eq(silence.accountId, accountId), isNull(silence.endedAt));
  return db.select().from(silence).where(mine).get() ?? null;
}

export function addSilence(db: Db, one: NewSilence): Silence {
  return db.insert(silence).values(one).returning().get();
}

export function endSilence(db: Db, id: number, endedAt: Instant): void {
  db.update(silence).set({ endedAt }).where(eq(silence.id, id)).run();
}

/** Page views by the tag in each period, the first ever, and the last before `until`. */
export function tagViews(db: Db, accountId: number, periods: Period[], until: Instant): TagViews {
  const byTag = sql`hit WHERE account_id = ${accountId} AND event_id IS NULL AND channel = 0`;
  const at = (order: ReturnType<typeof sql>) =>
    db.get<{ at: Instant } | undefined>(
      sql`SELECT at FROM ${byTag} AND at < ${until} ORDER BY at ${order} LIMIT 1`,
    )?.at ?? null;
  return {
    counts: periods.map(
      ({ from, to }) =>
        db.get<{ n: number }>(sql`SELECT count(*) AS n FROM ${byTag} AND at >= ${from} AND at < ${to}`).n,
    ),
    firstAt: at(sql`ASC`),
    lastAt: at(sql`DESC`),
  };
}
