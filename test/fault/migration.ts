import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { createProgram } from '../support/program.ts';
import { preload } from './preload.ts';
import { demand, type Setting } from './trial.ts';

/** The migrations of a built program. */
const folderOf = (cli: string) => join(dirname(cli), 'migrations');

interface Journal {
  entries: { tag: string; when: number }[];
}

function journal(cli: string): Journal {
  return JSON.parse(readFileSync(join(folderOf(cli), 'meta', '_journal.json'), 'utf8'));
}

/** How many migrations there are. */
export const migrations = (cli: string) => journal(cli).entries.length;

/** A text that every version of the schema can keep. */
const KEPT = 'a text of before';

/** Makes a file as a program with only the first migrations left it, with something in it. */
function makeOld(cli: string, file: string, count: number): void {
  const old = new Database(file);
  old.pragma('journal_mode = WAL');
  old.exec(
    'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER) STRICT',
  );
  for (const { tag, when } of journal(cli).entries.slice(0, count)) {
    const text = readFileSync(join(folderOf(cli), `${tag}.sql`), 'utf8');
    old.exec(text.replaceAll('--> statement-breakpoint', ''));
    const hash = createHash('sha256').update(text).digest('hex');
    old.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run(hash, when);
  }
  old.prepare('INSERT INTO word (text) VALUES (?)').run(KEPT);
  old.close();
}

/** What is in a file: its schema, the migrations it had, and what was kept. */
function contents(file: string): string {
  const database = new Database(file);
  try {
    const schema = database
      .prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')
      .raw()
      .all();
    const had = database.prepare('SELECT hash FROM __drizzle_migrations ORDER BY id').pluck().all();
    const kept = database.prepare('SELECT count(*) FROM word WHERE text = ?').pluck().get(KEPT);
    const whole = database.pragma('integrity_check', { simple: true });
    return JSON.stringify({ schema, had, kept, whole });
  } finally {
    database.close();
  }
}

/**
 * F46: the change of an old file to the newest schema is killed at its n-th write, for each of `numbers` until it gets
 * through: the file then has the old schema or the new one, whole, and the next start brings it to the new one.
 */
export async function interruptMigration(
  setting: Setting,
  from: number,
  numbers: Iterable<number>,
): Promise<string> {
  const reference = createProgram(setting.cli);
  let killed = 0;
  try {
    makeOld(setting.cli, reference.file, from);
    const old = contents(reference.file);
    demand('F46', (await reference.command(['migrate'])).code === 0 ? [] : ['it cannot be migrated at all']);
    const fresh = contents(reference.file);
    demand('F46', old === fresh ? ['there is nothing to migrate'] : []);
    for (const number of numbers) {
      const program = createProgram(setting.cli);
      try {
        makeOld(setting.cli, program.file, from);
        const { code } = await program.command(['migrate'], {
          LD_PRELOAD: preload('kill', program.folder),
          FAULT_KILL: String(number),
          ...(number % 2 === 0 ? { FAULT_TORN: '1' } : {}),
        });
        if (code === 0) return said(killed, from);
        killed += 1;
        const left = contents(program.file);
        demand(
          `F46 write ${number}`,
          left === old || left === fresh ? [] : ['the schema is neither old nor new'],
        );
        // The copy that was made before is whole, or none.
        const copy = `${program.file}.before-migration-${from}`;
        demand(
          `F46 write ${number}`,
          existsSync(copy) && contents(copy) !== old ? ['its copy is not as it was'] : [],
        );
        const again = await program.command(['migrate']);
        demand(`F46 write ${number}`, [
          ...(again.code === 0 ? [] : [`it cannot be run again: ${again.errors}`]),
          ...(contents(program.file) === fresh ? [] : ['it is not the new schema after all']),
        ]);
        if (killed % 25 === 0) setting.say(`${killed} migrations were interrupted`);
      } finally {
        program.close();
      }
    }
    return said(killed, from);
  } finally {
    reference.close();
  }
}

const said = (killed: number, from: number) =>
  `a migration from schema ${from} was interrupted at ${killed} writes: old or new, never between, and run again`;
