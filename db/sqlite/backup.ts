import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { openReader } from './client.ts';
import { copyTo, place } from './copy.ts';
import { holdAlone } from './lock.ts';
import { migrationsOf } from './migrate.ts';

/** Throws unless a file is a whole database of ours that this program may open. */
function check(file: string): void {
  const { db, close } = openReader(file);
  try {
    const [first] = db.all<{ integrity_check: string }>(sql`PRAGMA integrity_check(1)`);
    if (first?.integrity_check !== 'ok') throw new Error(`it is damaged: ${first?.integrity_check}`);
    if (db.all(sql`PRAGMA foreign_key_check`).length > 0)
      throw new Error('it is damaged: a reference leads nowhere');
    if (migrationsOf(db) === 0) throw new Error('it is no database of Tagline');
  } finally {
    close();
  }
}

/**
 * Copies the database of `file`, which may be in use, to `target`: every hit that was acknowledged before this was
 * called is in it. Throws where `target` exists, or the copy does not pass its check.
 */
export function backup(file: string, target: string): void {
  if (existsSync(target)) throw new Error(`${target} is there already`);
  if (!existsSync(file)) throw new Error(`there is no database ${file}`);
  const { db, close } = openReader(file);
  try {
    copyTo(db, target);
  } finally {
    close();
  }
  try {
    check(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
}

/**
 * Puts a backup in the place of `file`, which nobody may be using. What was there stays beside it, under the name that
 * is answered (null where there was nothing). Throws where the backup is damaged, foreign, or of a newer program.
 */
export function restore(file: string, source: string, at: Date): string | null {
  if (!existsSync(source)) throw new Error(`there is no backup ${source}`);
  check(source);
  const release = holdAlone(file);
  try {
    const part = `${file}.part`;
    copyFileSync(source, part);
    let aside: string | null = null;
    if (existsSync(file)) {
      aside = `${file}.replaced-${at.toISOString().replace(/[:.]/g, '-')}`;
      renameSync(file, aside);
      // What it had not yet taken in goes with it: left here, it would be read into the backup.
      if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`);
      rmSync(`${file}-shm`, { force: true });
    }
    place(part, file);
    return aside;
  } finally {
    release();
  }
}
