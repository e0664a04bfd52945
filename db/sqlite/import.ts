import { eq } from 'drizzle-orm';
import type { ImportProgress } from '../model.ts';
import type { Db } from './client.ts';
import { importProgress } from './schema/index.ts';

export function importProgressOf(db: Db, fingerprint: string): ImportProgress | null {
  return db.select().from(importProgress).where(eq(importProgress.fingerprint, fingerprint)).get() ?? null;
}

export function putImportProgress(db: Db, { fingerprint, ...reached }: ImportProgress): void {
  db.insert(importProgress)
    .values({ fingerprint, ...reached })
    .onConflictDoUpdate({ target: importProgress.fingerprint, set: reached })
    .run();
}

export function forgetImport(db: Db, fingerprint: string): void {
  db.delete(importProgress).where(eq(importProgress.fingerprint, fingerprint)).run();
}
