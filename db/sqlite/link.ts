import { and, desc, eq } from 'drizzle-orm';
import type { Link, NewLink } from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { link } from './schema/index.ts';

export function links(db: Db, accountId: number): Link[] {
  return db.select().from(link).where(eq(link.accountId, accountId)).orderBy(desc(link.id)).all();
}

export function linkByCode(db: Db, code: string): Link | null {
  return db.select().from(link).where(eq(link.code, code)).get() ?? null;
}

export function addLink(db: Db, one: NewLink): Link {
  return db.insert(link).values(one).returning().get();
}

export function changeLink(
  db: Db,
  accountId: number,
  id: number,
  change: Change<Pick<Link, 'name' | 'broadcastId'>>,
): Link | null {
  const mine = and(eq(link.accountId, accountId), eq(link.id, id));
  const parts = given(change);
  if (parts) db.update(link).set(parts).where(mine).run();
  return db.select().from(link).where(mine).get() ?? null;
}
