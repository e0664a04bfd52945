import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';

const folder = mkdtempSync(join(tmpdir(), 'tagline-'));
const file = join(folder, 'test.db');

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the database after all migrations', () => {
  it('has only STRICT tables, those of sign-in and of the migrations included', () => {
    openStore(file).close();
    const db = new Database(file);
    const tables = db
      .prepare<[], { name: string; strict: number; type: string }>('PRAGMA table_list')
      .all()
      .filter(({ name }) => !name.startsWith('sqlite_'));
    db.close();
    const names = tables.map(({ name }) => name);
    for (const name of [
      'hit',
      'click',
      'member',
      'member_session',
      'member_credential',
      '__drizzle_migrations',
    ]) {
      expect(names).toContain(name);
    }
    expect(tables.filter(({ strict }) => strict !== 1).map(({ name }) => name)).toEqual([]);
  });

  it('opens again with nothing left to migrate, and commits with FULL in a WAL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tagline-'));
    const file = join(folder, 'again.db');
    openStore(file).close();
    const store = openStore(file);
    // The driver lowers a fresh connection after its first write, so it is read after one.
    store.signIn.db.run("INSERT INTO setting (key, value) VALUES ('a', 'b')");
    expect(store.signIn.db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(store.signIn.db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
