import { and, eq } from 'drizzle-orm';
import type { Db } from './client.ts';
import { member, setting } from './schema/index.ts';

const KEY = 'setup_token_sha256';

/** Whether an owner exists. */
export function hasOwner(db: Db): boolean {
  return db.select({ id: member.id }).from(member).limit(1).get() !== undefined;
}

/** Keeps the hash of a set-up token in place of the one before. */
export function putSetupToken(db: Db, hash: string): void {
  db.insert(setting)
    .values({ key: KEY, value: hash })
    .onConflictDoUpdate({ target: setting.key, set: { value: hash } })
    .run();
}

/** One statement, so of many callers with the right hash exactly one gets true. */
export function takeSetupToken(db: Db, hash: string): boolean {
  const { changes } = db
    .delete(setting)
    .where(and(eq(setting.key, KEY), eq(setting.value, hash)))
    .run();
  return changes === 1;
}
