import Database from 'better-sqlite3';

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
