import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../db/open.ts';
import { openReader } from '../../../db/sqlite/client.ts';
import { createProgram, type Program } from '../../support/program.ts';
import { accountOf, received } from '../../support/rows.ts';

/* `tagline import` as it is started: the built program in a process of its own. */
const TAG = '11111111-2222-4333-8444-555555555555';
const START = Date.UTC(2020, 0, 1);

let program: Program;

beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

const view = (number: number) => ({
  event_type: 'page_view',
  event_timestamp: START + number * 1000,
  url: `https://shop.test/${number % 50}`,
});

function fileOf(lines: (object | string)[], end = '\n'): string {
  const name = join(program.folder, 'hits.ndjson');
  writeFileSync(
    name,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)) + end).join(''),
  );
  return name;
}

const views = (count: number) => Array.from({ length: count }, (_, index) => view(index));

async function stored() {
  const store = openStore(program.file);
  try {
    const counts = await accountOf(store, 1);
    const db = store.signIn.db;
    const rows = db.get<{ count: number }>('SELECT count(*) AS count FROM hit').count;
    const check = db.get<{ integrity_check: string }>('PRAGMA integrity_check').integrity_check;
    return { counts, rows, check, received: await received(store, [1, null]) };
  } finally {
    store.close();
  }
}

/** Settles when some of a file is on disk. */
async function atWork() {
  const reader = openReader(program.file);
  try {
    for (;;) {
      const [{ count } = { count: 0 }] = reader.db.all<{ count: number }>(
        'SELECT count(*) AS count FROM import_progress',
      );
      if (count > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    reader.close();
  }
}

describe('tagline import', () => {
  it('stores a file, says what became of it, and knows it again', async () => {
    const name = fileOf(views(2500));
    const first = await program.command(['import', name, '--account', TAG]);
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.out).toMatch(/^2,500 hits: 2,500 stored; [\d,]+ a second\.$/);
    const again = await program.command(['import', name, '--account', TAG]);
    expect(again.out).toMatch(/^2,500 hits: 2,500 duplicate;/);
    expect(await stored()).toMatchObject({ rows: 2500, counts: { stored: 2500, duplicate: 2500 } });
  });

  it('F44 goes on where it was killed, and doubles nothing', async () => {
    const count = 60_000;
    const name = fileOf(views(count));
    const { child, ended } = program.run(['import', name, '--account', TAG]);
    await atWork();
    child.kill('SIGKILL');
    await ended;
    const after = await stored();
    expect(after.check).toBe('ok');
    expect(after.rows).toBeGreaterThan(0);
    expect(after.rows).toBeLessThan(count);
    const again = await program.command(['import', name, '--account', TAG]);
    expect(again.code).toBe(0);
    expect(again.out).toContain('Going on behind line');
    const { rows, counts, check, received: all } = await stored();
    expect({ rows, check }).toEqual({ rows: count, check: 'ok' });
    // What was written without being noted is read again: one commit at most.
    expect(counts.duplicate ?? 0).toBeLessThanOrEqual(1000);
    expect(counts).toEqual({ stored: count, ...(counts.duplicate ? { duplicate: counts.duplicate } : {}) });
    expect(all).toBe(count + (counts.duplicate ?? 0));
  }, 60_000);

  it('ends what it has begun when it is told to stop, and says where it goes on', async () => {
    const count = 100_000;
    const name = fileOf(views(count));
    const { child, ended, lines } = program.run(['import', name, '--account', TAG]);
    await atWork();
    child.kill('SIGTERM');
    expect(await ended).toBe(1);
    const reached = Number(/behind line ([\d,]+)/.exec(lines.join('\n'))?.[1]?.replaceAll(',', ''));
    expect((await stored()).rows).toBe(reached);
    const again = await program.command(['import', name, '--account', TAG]);
    expect(again.out).toContain(`Going on behind line ${reached.toLocaleString('en')}.`);
    expect(await stored()).toMatchObject({ rows: count, counts: { stored: count } });
  }, 60_000);

  it('A47 names bad lines by number, a hundred at most, and stores all others', async () => {
    const lines = [
      '\ufeff',
      ...views(3).flatMap((one) => [one, ...Array.from({ length: 50 }, () => '{"x":'), '']),
    ];
    const name = fileOf(['\ufeff{"event_name":"x"}', ...lines.slice(1)], '\r\n');
    const { code, out, errors } = await program.command(['import', name, '--account', TAG]);
    expect(code).toBe(1);
    const named = errors.split('\n');
    expect(named).toHaveLength(100);
    expect(named[0]).toBe(
      'line 1: bad_event, event_timestamp. A field of the event is missing or malformed.',
    );
    expect(named[1]).toMatch(/^line 3: bad_event\. /);
    expect(out).toContain('... and 51 more such lines.');
    expect(out).toContain('154 hits: 3 stored, 151 rejected;');
    expect(await stored()).toMatchObject({ rows: 3, counts: { stored: 3, 'rejected/bad_event': 151 } });
  });

  it('A47 reads over a line of 100 MB in little memory, and takes the standard input', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'import', '-', '--account', TAG], {
      env: { PATH: process.env.PATH ?? '', DATA_DIR: program.folder },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let errors = '';
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (errors += piece));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const piece = Buffer.alloc(1024 * 1024, 'a');
    child.stdin.write(`${JSON.stringify(view(1))}\n{"title":"`);
    for (let count = 0; count < 100; count += 1) {
      if (!child.stdin.write(piece)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
    // The most it ever held, where the system tells.
    const status = `/proc/${child.pid}/status`;
    const most = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : 0;
    expect(Number(most)).toBeLessThan(150_000);
    child.stdin.end(`"}\n${JSON.stringify(view(2))}`);
    expect(await ended).toBe(1);
    expect(errors).toContain('line 2: too_large.');
    expect(out).toContain('3 hits: 2 stored, 1 rejected;');
    expect((await stored()).rows).toBe(2);
  }, 60_000);

  it('F54 says plainly that Tagline is running, and touches nothing', async () => {
    const { child, ended } = await program.serve();
    const { code, errors } = await program.command(['import', fileOf(views(2)), '--account', TAG]);
    expect(code).toBe(1);
    expect(errors).toContain('Tagline is running on');
    expect(errors).toContain('stop it, import, and start it again');
    child.kill('SIGTERM');
    await ended;
    expect((await stored()).rows).toBe(0);
  });

  it.each([
    [['import'], 'which file?'],
    [['import', '/no/such/file', '--account', TAG], 'no such file'],
    [['import', '-', '--account', 'x'], 'there is no account with the tag id x'],
    [['import', '-', '--consent', 'denied'], '--consent can only be granted'],
    [['import', '-', '--nonsense'], 'nonsense'],
  ])('%j is refused', async (args, says) => {
    const { code, errors } = await program.command(args);
    expect(code).toBe(1);
    expect(errors).toContain(says);
  });
});
