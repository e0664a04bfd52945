import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as run } from 'drizzle-orm/better-sqlite3/migrator';
import type { Db } from './client.ts';

/** Brings a database to the newest schema, in one transaction. Running it again changes nothing. */
export function migrate(db: Db): void {
  // The migrator would make its own table without STRICT.
  db.run(
    sql`CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER) STRICT`,
  );
  // The build puts a copy of the folder beside the bundle, so the same relative address works in both.
  run(db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
}
