import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from './schema/index.ts';

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database };

/** The open file. `close` checkpoints and closes; nothing may use the database after it. */
export interface Client {
  db: Db;
  close(): void;
}

/** Opens a file that may be in use, to read it and nothing else. */
export function openReader(file: string): Client {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true, timeout: 200 });
  sqlite.pragma('cache_size = -8000'); // KiB; what reports read often they keep as columns
  return { db: drizzle(sqlite, { schema }), close: () => sqlite.close() };
}

/** busy_timeout in ms, while nobody is served yet, or any more. */
const WAIT = 200;

/**
 * Opens (or creates) the database file with every pragma we rely on; there is no other place that sets one.
 * Throws where the file cannot be opened, or where the driver will not keep commits durable.
 */
export function openClient(file: string): Client {
  const sqlite = new Database(file, { timeout: WAIT });
  sqlite.pragma('journal_mode = WAL');
  // After journal_mode: the driver is built so that the first WAL write lowers a fresh FULL to NORMAL.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('temp_store = MEMORY');
  sqlite.pragma('cache_size = -32000'); // KiB
  sqlite.pragma('secure_delete = ON'); // what is deleted is overwritten with zeros
  sqlite.pragma('journal_size_limit = 67108864'); // the WAL file is cut back to 64 MiB after a checkpoint
  const synchronous = sqlite.pragma('synchronous', { simple: true });
  const journal = sqlite.pragma('journal_mode', { simple: true });
  if (synchronous !== 2 || (journal !== 'wal' && file !== ':memory:')) {
    sqlite.close();
    throw new Error(`the database is not durable: synchronous ${synchronous}, journal ${journal}`);
  }
  return {
    db: drizzle(sqlite, { schema }),
    close() {
      sqlite.pragma(`busy_timeout = ${WAIT}`);
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
      sqlite.close();
    },
  };
}

/**
 * From now on a write throws at once where somebody else holds the lock: SQLite's waiting would hold up everybody
 * (patience.ts waits otherwise).
 */
export function hurry({ $client: sqlite }: Db): void {
  sqlite.pragma('busy_timeout = 0');
}

/** Writes the log out and cuts it to nothing; false where somebody reads in it, for whom nothing here waits. */
export function emptyLog({ $client: sqlite }: Db): boolean {
  return sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
}
