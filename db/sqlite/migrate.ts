import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as run } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from './client.ts';
import { copyTo } from './copy.ts';

// The build puts a copy of the folder beside the bundle, so the same relative address works in both.
const FOLDER = { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) };

/**
 * How many migrations a database has had; throws where one of them is not ours, because whoever made it knows more of
 * this file than we do.
 */
export function migrationsOf(db: Db): number {
  const table = db.get<{ name: string } | undefined>(
    sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name = '__drizzle_migrations'`,
  );
  if (!table) return 0;
  const known = new Set(readMigrationFiles(FOLDER).map(({ hash }) => hash));
  const had = db.all<{ hash: string }>(sql`SELECT hash FROM __drizzle_migrations`);
  if (had.some(({ hash }) => !known.has(hash)))
    throw new Error('it was made by a newer Tagline; start that one, or restore a backup from before');
  return had.length;
}

/**
 * Brings a database to the newest schema, in one transaction, so that a process that ends in the middle leaves the old
 * one. A file with data is copied beside itself first, as `FILE.before-migration-N`. Running it again changes nothing.
 * Throws where the file was made by a newer program.
 */
export function migrate(db: Db, file: string): void {
  const had = migrationsOf(db);
  if (had === readMigrationFiles(FOLDER).length) return;
  if (had > 0 && file !== ':memory:') copyTo(db, `${file}.before-migration-${had}`);
  // The migrator would make its own table without STRICT.
  db.run(
    sql`CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER) STRICT`,
  );
  run(db, FOLDER);
}
