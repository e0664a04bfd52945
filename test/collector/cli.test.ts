import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHROME, hex } from '../support/tagline.ts';

/* The program as it is started: the built one, in a process of its own. */
let folder: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagline-cli-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['dist/cli.js', 'serve'], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines: string[] = [];
  const seen = createInterface({ input: child.stdout });
  seen.on('line', (line) => lines.push(line));
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  /** Settles with the first line that matches. */
  const says = (what: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = (line: string) => what.test(line) && resolve(line);
      lines.forEach(look);
      seen.on('line', look);
      child.once('exit', () => reject(new Error(`ended: ${errors.join('\n')}`)));
    });
  return { child, ended, lines, errors, says };
}

const addressIn = (line: string) =>
  /http:\/\/localhost:\d+/.exec(line)?.[0].replace('localhost', '127.0.0.1') ?? '';

describe('tagline serve', () => {
  it('prints where it is with a set-up token, serves everything on one port, and ends well when told to', async () => {
    const first = start();
    const setup = await first.says(/setup#token=/);
    expect(setup).toMatch(/#token=[A-Za-z0-9_-]{43}$/);
    const address = addressIn(setup);
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/lt.js', 'text/javascript'],
      ['/assets/main.js', 'text/javascript'],
      ['/assets/style.css', 'text/css'],
      ['/healthz', 'text/plain'],
      ['/api/session', 'application/json'],
    ]) {
      const response = await fetch(address + path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type'), path).toContain(type);
    }
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.errors).toEqual([]);
  });

  it('acknowledges only what is on disk: nothing is lost when it is killed', async () => {
    const first = start();
    const setup = await first.says(/setup#token=/);
    const address = addressIn(setup);
    const session = await fetch(`${address}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: setup.split('=')[1],
        email: 'a@b.test',
        password: 'long enough, surely',
      }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const account = await fetch(`${address}/api/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: 'Shop', timeZone: 'UTC', domains: [] }),
    });
    const { tagId }: { tagId: string } = await account.json();
    const headers = { 'content-type': 'text/plain', 'user-agent': CHROME };
    const send = (at: string, id: number) => {
      const hit = { id: hex(id), tag: tagId, url: 'https://shop.test/', age: 0 };
      return fetch(`${at}/hit`, { method: 'POST', headers, body: JSON.stringify({ v: 1, hits: [hit] }) });
    };
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => send(address, index + 1)));
    expect(answers.every(({ status }) => status === 204)).toBe(true);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = start();
    const again = addressIn(await second.says(/Tagline is up/));
    expect(second.lines.join()).not.toContain('token'); // there is an owner
    await Promise.all(Array.from({ length: 200 }, (_, index) => send(again, index + 1)));
    const tracking = await fetch(`${again}/api/accounts/1/tracking`, { headers: { cookie } });
    expect(await tracking.json()).toMatchObject({
      outcomes: [
        { outcome: 'duplicate', count: 200 },
        { outcome: 'stored', count: 200 },
      ],
    });
  });

  it('A31 refuses to start with a session secret under 32 bytes, and makes no database', async () => {
    const { ended, errors } = start({ SESSION_SECRET: 'short' });
    expect(await ended).toBe(1);
    expect(errors.join()).toMatch(/SESSION_SECRET must be at least 32 bytes/);
    expect(existsSync(join(folder, 'tagline.db'))).toBe(false);
  });

  it('A16 refuses a body over the limit by its length or as it comes, and goes on', async () => {
    const first = start();
    const address = addressIn(await first.says(/Tagline is up/));
    const over = ' '.repeat(64 * 1024 + 1);
    const pieces = () => new Blob([over]).stream();
    for (const body of [over, pieces()]) {
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
      const response = await fetch(`${address}/hit`, init);
      expect(response.status).toBe(413);
      expect(response.headers.get('x-tagline-reason')).toBe('too_large');
    }
    const exact = await fetch(`${address}/hit`, { method: 'POST', body: ' '.repeat(64 * 1024) });
    expect(exact.headers.get('x-tagline-reason')).toBe('unreadable_body');
  });

  it('F54 refuses a second process on the same data, and lets the next one in after a kill', async () => {
    const first = start();
    const address = addressIn(await first.says(/Tagline is up/));
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.errors.join()).toMatch(/tagline\.db: another Tagline is using it/);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = start();
    expect(await third.says(/Tagline is up/)).toContain('http://localhost:');
  });

  it('gives a member who forgot theirs a new password, and ends their sessions', async () => {
    const first = start();
    const setup = await first.says(/setup#token=/);
    const json = { 'content-type': 'application/json' };
    const owner = { email: 'a@b.test', password: 'long enough, surely' };
    const session = await fetch(`${addressIn(setup)}/api/setup`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token: setup.split('=')[1], ...owner }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const change = (email: string) => {
      const env = { PATH: process.env.PATH ?? '', DATA_DIR: folder };
      return spawnSync(process.execPath, ['dist/cli.js', 'password', email], { env, encoding: 'utf8' });
    };
    expect(change(owner.email).stderr).toContain('another Tagline is using it');
    first.child.kill('SIGTERM');
    await first.ended;
    expect(change('nobody@b.test').stderr).toContain('there is no member nobody@b.test');
    const fresh = /: (\S+)$/m.exec(change(owner.email).stdout)?.[1] ?? '';
    expect(fresh).toMatch(/^[\w-]{20}$/);

    const second = start();
    const address = addressIn(await second.says(/Tagline is up/));
    const signIn = async (password: string) => {
      const body = JSON.stringify({ email: owner.email, password });
      return (await fetch(`${address}/api/sign-in`, { method: 'POST', headers: json, body })).status;
    };
    expect(await signIn(owner.password)).toBe(401);
    expect(await signIn(fresh)).toBe(200);
    expect((await fetch(`${address}/api/accounts`, { headers: { cookie } })).status).toBe(401);
  });

  it('ends well while somebody looks on: a live view does not hold it up', async () => {
    const first = start();
    const setup = await first.says(/setup#token=/);
    const json = { 'content-type': 'application/json' };
    const owner = { token: setup.split('=')[1], email: 'a@b.test', password: 'long enough, surely' };
    const post = (path: string, body: object, headers = {}) =>
      fetch(addressIn(setup) + path, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: JSON.stringify(body),
      });
    const session = await post('/api/setup', owner);
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await post('/api/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] }, { cookie });
    const view = await fetch(`${addressIn(setup)}/api/accounts/1/hits/live`, { headers: { cookie } });
    expect(view.status).toBe(200);
    const told = Date.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(Date.now() - told).toBeLessThan(8_000); // the grace is nine seconds
    expect(await view.text()).toBe(': open\n\n');
  });

  it('A40 the doctor fetches nothing private, and says what it does not know', async () => {
    const doctor = (...words: string[]) => {
      const env = { PATH: process.env.PATH ?? '', DATA_DIR: folder };
      return spawnSync(process.execPath, ['dist/cli.js', 'doctor', ...words], { env, encoding: 'utf8' });
    };
    expect(doctor()).toMatchObject({ status: 1, stderr: expect.stringContaining('which page?') });
    const first = start();
    const address = addressIn(await first.says(/Tagline is up/));
    const inside = doctor(address);
    expect(inside.stdout).toContain('PUBLIC_URL is not set');
    expect(inside.stdout).not.toContain('whose tag ids these are');
    expect(inside.stdout).toContain('Only pages of the public internet can be checked');
    expect(inside.status).toBe(2);
  });

  it('lists the scheduled jobs and runs one, while it is stopped', async () => {
    const job = (...words: string[]) => {
      const env = { PATH: process.env.PATH ?? '', DATA_DIR: folder };
      return spawnSync(process.execPath, ['dist/cli.js', 'job', ...words], { env, encoding: 'utf8' });
    };
    expect(job().stdout).toMatch(
      /^silence +every 15 min +never ran\nforget-hops +every 10 min +never ran\nretention +every 1440 min +never ran\n$/,
    );
    expect(job('forget-hops').stdout).toMatch(/^forget-hops +every 10 min +last ran 2\d{3}-\S+Z\n$/);
    expect(job('retention').stdout).toMatch(/^retention +every 1440 min +last ran 2\d{3}-\S+Z\n$/);
    expect(job('nonsense')).toMatchObject({ status: 1, stderr: expect.stringContaining('no job nonsense') });
    const first = start();
    await first.says(/Tagline is up/);
    expect(job().stderr).toContain('another Tagline is using it');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    // What was due ran by itself.
    expect(job().stdout).toMatch(/^silence +every 15 min +last ran/);
  });

  it('says so when the port is taken', async () => {
    const first = start();
    const port = /\d+$/.exec(addressIn(await first.says(/Tagline is up/)))?.[0] ?? '';
    const second = start({ PORT: port, DATA_DIR: join(folder, 'other') });
    expect(await second.ended).toBe(1);
    expect(second.errors.join()).toContain(`port ${port} is taken`);
  });
});
