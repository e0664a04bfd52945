import { and, eq, gte, lt } from 'drizzle-orm';
import type { Hop, Instant } from '../model.ts';
import type { Db } from './client.ts';
import { hop } from './schema/index.ts';

const fresh = (tokenHash: string, since: Instant) => and(eq(hop.tokenHash, tokenHash), gte(hop.at, since));

export function hopsByToken(db: Db, tokenHash: string, since: Instant): Hop[] {
  return db.select().from(hop).where(fresh(tokenHash, since)).orderBy(hop.accountId).all();
}

/** A token that was announced before keeps its first visitor, in each account. */
export function putHop(db: Db, one: Hop): void {
  db.insert(hop).values(one).onConflictDoNothing().run();
}

/** One statement, so that of two who ask at once one gets it. */
export function takeHops(db: Db, tokenHash: string, since: Instant): Hop[] {
  return db.delete(hop).where(fresh(tokenHash, since)).returning().all();
}

/** Forgets visitors on the way since before an instant: nobody may take their place any more. */
export function forgetHops(db: Db, before: Instant): number {
  return db.delete(hop).where(lt(hop.at, before)).run().changes;
}
