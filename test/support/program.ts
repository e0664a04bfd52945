import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openStore } from '../../db/open.ts';
import { CHROME } from './tagline.ts';

/** The built program in processes of its own, on a data folder of its own. `cli` is another build than that of `dist/`. */
export function createProgram(cli = 'dist/cli.js') {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-program-'));
  const file = join(folder, 'tagline.db');
  const running: ChildProcess[] = [];

  /** `before` are words of a shell that run before the program takes its place, such as a limit. */
  function run(args: string[], environment: Record<string, string> = {}, before = '') {
    const program = [process.execPath, cli, ...args];
    const [command = '', ...rest] = before
      ? ['bash', '-c', `${before}; exec "$@"`, 'bash', ...program]
      : program;
    const child = spawn(command, rest, {
      env: { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const lines: string[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    return { child, ended, lines, errors };
  }

  return {
    folder,
    file,
    run,
    /** Makes an account and a link of it, before anything runs. */
    async account(tagId: string) {
      const store = openStore(file);
      const { id } = await store.records.addAccount({
        tagId,
        name: 'Shop',
        timeZone: 'UTC',
        domains: [],
        cutParams: [],
        consent: 'assumed',
        identityDeclared: false,
        loginChannelId: null,
        createdAt: 0,
      });
      await store.records.addLink({
        accountId: id,
        code: 'letter',
        name: 'Letter',
        destination: 'https://shop.test/',
        broadcastId: null,
        createdAt: 0,
      });
      store.close();
    },
    /** Runs a command to its end. */
    async command(args: string[], environment: Record<string, string> = {}) {
      const { ended, lines, errors } = run(args, environment);
      return { code: await ended, out: lines.join('\n'), errors: errors.join('\n') };
    },
    /** Starts serving; settles with the address when it is up. */
    async serve(environment: Record<string, string> = {}, before = '') {
      const started = run(['serve'], environment, before);
      const address = await new Promise<string>((resolve, reject) => {
        const look = setInterval(() => {
          const line = started.lines.find((one) => one.startsWith('Tagline is up'));
          if (!line) return;
          clearInterval(look);
          resolve(line.replace(/^.*localhost/, 'http://127.0.0.1'));
        }, 20);
        started.child.once('exit', () => {
          clearInterval(look);
          reject(new Error(`ended: ${started.errors.join('\n')}`));
        });
      });
      return { ...started, address };
    },
    /** Kills what still runs and takes the folder away. */
    close() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Program = ReturnType<typeof createProgram>;

/** Sends one page view; the status, or null where nobody answered. */
export async function sendHit(address: string, tag: string, id: string): Promise<number | null> {
  const hit = { id, tag, url: 'https://shop.test/', age: 0 };
  try {
    const response = await fetch(`${address}/hit`, {
      method: 'POST',
      headers: { 'user-agent': CHROME, 'content-type': 'text/plain' },
      body: JSON.stringify({ v: 1, hits: [hit] }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
