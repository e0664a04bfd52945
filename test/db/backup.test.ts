import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { storedHits } from '../support/rows.ts';
import { hex } from '../support/tagline.ts';

const TAG = '55555555-5555-4555-8555-555555555555';
let program: Program;
beforeEach(() => {
  program = createProgram();
});
afterEach(() => program.close());

const makeAccount = () => program.account(TAG);

function hitsIn(file: string): string[] {
  const store = openStore(file);
  const ids = storedHits(store).map(({ hitId }) => hitId);
  store.close();
  return ids;
}

describe('F48: a backup', () => {
  it('taken under load holds all that was acknowledged before, is private, and can be put back', async () => {
    await makeAccount();
    const { address, child, ended } = await program.serve();
    const acknowledged: string[] = [];
    let sending = true;
    const load = (async () => {
      for (let number = 1; sending; number += 1) {
        if ((await sendHit(address, TAG, hex(number))) === 204) acknowledged.push(hex(number));
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);
    const before = acknowledged.length;
    const target = join(program.folder, 'backup.db');
    expect(await program.command(['backup', target])).toMatchObject({ code: 0, errors: '' });
    sending = false;
    await load;
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(statSync(target).mode & 0o777).toBe(0o600);

    const restored = await program.command(['restore', target]);
    expect(restored).toMatchObject({ code: 0, errors: '' });
    const kept = hitsIn(program.file);
    expect(kept.slice(0, before)).toEqual(acknowledged.slice(0, before));
    // A prefix: nothing of later without what came before.
    expect(kept).toEqual(acknowledged.slice(0, kept.length));
    const aside = readdirSync(program.folder).find((name) => /^tagline\.db\.replaced-[\dTZ-]+$/.test(name));
    expect(hitsIn(join(program.folder, aside ?? ''))).toEqual(acknowledged);
  });

  it('goes over no file, and from no database there is none', async () => {
    const target = join(program.folder, 'backup.db');
    expect(await program.command(['backup', target])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('there is no database'),
    });
    await makeAccount();
    writeFileSync(target, 'mine');
    expect(await program.command(['backup', target])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('is there already'),
    });
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect((await program.command(['backup'])).errors).toContain('usage');
  });
});

describe('a restore', () => {
  it('is refused while Tagline runs', async () => {
    await makeAccount();
    const target = join(program.folder, 'backup.db');
    await program.command(['backup', target]);
    await program.serve();
    expect(await program.command(['restore', target])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('another Tagline is using it'),
    });
  });

  it.each([
    ['a file that is no database', (file: string) => writeFileSync(file, 'hello'), /not a database/],
    [
      'a database of somebody else',
      (file: string) => new Database(file).exec('CREATE TABLE t (a)'),
      /no database of Tagline/,
    ],
    [
      'a damaged one',
      (file: string) => {
        copyFileSync(program.file, file);
        const bytes = readFileSync(file);
        bytes.fill(0xff, 4096 + 100, 4096 * 3);
        writeFileSync(file, bytes);
      },
      /damaged|malformed/,
    ],
    [
      'one of a newer program',
      (file: string) => {
        copyFileSync(program.file, file);
        new Database(file).exec(
          "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 9e12)",
        );
      },
      /newer Tagline/,
    ],
  ])('of %s is refused, and nothing is touched', async (_, make, says) => {
    await makeAccount();
    const target = join(program.folder, 'backup.db');
    make(target);
    const { code, errors } = await program.command(['restore', target]);
    expect(code).toBe(1);
    expect(errors).toMatch(says);
    expect(readdirSync(program.folder).filter((name) => name.includes('replaced'))).toEqual([]);
    expect(hitsIn(program.file)).toEqual([]);
  });
});

describe('F47: the schema', () => {
  it('of a newer program is refused with words, by every command', async () => {
    await makeAccount();
    new Database(program.file).exec(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 9e12)",
    );
    for (const command of ['serve', 'migrate'])
      expect(await program.command([command])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('made by a newer Tagline'),
      });
  });

  it('of an older one is brought up to date after a copy was made', async () => {
    // A file as the first version left it: its schema, and nothing of what came later.
    const old = new Database(program.file);
    const first = readFileSync('db/sqlite/migrations/0000_house.sql', 'utf8');
    const journal = JSON.parse(readFileSync('db/sqlite/migrations/meta/_journal.json', 'utf8'));
    const { createHash } = await import('node:crypto');
    old.exec(first.replaceAll('--> statement-breakpoint', ''));
    old.exec(
      'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER) STRICT',
    );
    old
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run(createHash('sha256').update(first).digest('hex'), journal.entries[0].when);
    old.close();
    expect(await program.command(['migrate'])).toMatchObject({ code: 0, errors: '' });
    const copy = `${program.file}.before-migration-1`;
    const tables = (file: string) =>
      new Database(file, { readonly: true })
        .prepare("SELECT name FROM sqlite_schema WHERE name IN ('hop', 'hit')")
        .pluck()
        .all();
    expect(tables(copy)).toEqual(['hit']);
    expect(tables(program.file).sort()).toEqual(['hit', 'hop']);
    expect(existsSync(`${copy}.part`)).toBe(false);
  });
});
