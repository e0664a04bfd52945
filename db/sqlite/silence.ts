import { and, eq, isNull } from 'drizzle-orm';
import type { Instant } from '../model.ts';
import type { NewSilence, Silence } from '../store.ts';
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
