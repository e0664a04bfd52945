import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts a finished file in its place: whole or not at all, also over a power cut. */
export function place(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(resolve(to)));
}

/** Writes what the database holds at this moment to a file of its own, over one that is there. */
export function copyTo(db: Db, target: string): void {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  // One read transaction: writers go on, and none of what they write meanwhile is in it.
  db.run(sql`VACUUM INTO ${part}`);
  place(part, target);
}
