import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';

/**
 * Holds a database file for this process alone, by a file beside it that the operating system lets go of however the
 * process ends. Gives what lets go of it; throws where another process holds it.
 */
export function holdAlone(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error('another Tagline is using it', { cause: error });
  }
  return () => lock.close();
}

/**
 * Writes a nothing to a database, and throws where that cannot be done: SQLite opens what it may only read without a
 * word, and says so when the first hit comes.
 */
export function proveWritable(db: Db): void {
  const [version] = db.values<[number]>(sql`PRAGMA user_version`);
  try {
    db.run(sql.raw(`PRAGMA user_version = ${version?.[0] ?? 0}`));
  } catch (error) {
    throw new Error('it cannot be written to', { cause: error });
  }
}
