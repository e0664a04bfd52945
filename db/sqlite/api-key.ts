import { and, desc, eq, isNull } from 'drizzle-orm';
import { API_SCOPES, type ApiKey, type Instant, type KnownApiKey, type NewApiKey } from '../model.ts';
import type { Db } from './client.ts';
import { apiKey } from './schema/index.ts';

type Row = typeof apiKey.$inferSelect;

function known({ scopes, ...row }: Row): KnownApiKey {
  const words = scopes.split(' ');
  return { ...row, scopes: API_SCOPES.filter((scope) => words.includes(scope)) };
}

function shown(row: Row): ApiKey {
  const { hash: _, ...key } = known(row);
  return key;
}

/** Keys of an account, newest first, the revoked ones too. */
export function apiKeys(db: Db, accountId: number): ApiKey[] {
  const mine = eq(apiKey.accountId, accountId);
  return db.select().from(apiKey).where(mine).orderBy(desc(apiKey.id)).all().map(shown);
}

/** A key that is not revoked. */
export function apiKeyByPrefix(db: Db, prefix: string): KnownApiKey | null {
  const alive = and(eq(apiKey.prefix, prefix), isNull(apiKey.revokedAt));
  const row = db.select().from(apiKey).where(alive).get();
  return row ? known(row) : null;
}

export function addApiKey(db: Db, { scopes, ...one }: NewApiKey): ApiKey {
  const row = { ...one, scopes: scopes.join(' ') };
  return shown(db.insert(apiKey).values(row).returning().get());
}

/** Revoked once, a key keeps the time of it. */
export function revokeApiKey(db: Db, accountId: number, id: number, at: Instant): ApiKey | null {
  const mine = and(eq(apiKey.accountId, accountId), eq(apiKey.id, id));
  db.update(apiKey)
    .set({ revokedAt: at })
    .where(and(mine, isNull(apiKey.revokedAt)))
    .run();
  const row = db.select().from(apiKey).where(mine).get();
  return row ? shown(row) : null;
}

export function useApiKey(db: Db, id: number, at: Instant): void {
  db.update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, id)).run();
}
