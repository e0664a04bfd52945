import { randomBytes } from 'node:crypto';
import { createTagline } from './app.ts';
import { runBackup, runMigrate, runRestore } from './cli/backup.ts';
import { runDoctor } from './cli/doctor.ts';
import { runImport } from './cli/import.ts';
import { readConfig, VARIABLES } from './config.ts';
import { type Listening, listen } from './serve.ts';

/** Milliseconds after an order to stop in which everything must have ended. */
const GRACE = 9_000;

/** What the process ends with when the disk is not to be trusted: EX_IOERR of sysexits.h. */
const BROKEN = 74;

/** Ends well on the first signal, at once on the second. */
function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), GRACE).unref();
      stop().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

/** How a browser on this machine reaches a host we listen on. */
function nameOf(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** `tagline serve`: everything on one port. */
async function serve(): Promise<void> {
  const config = readConfig();
  const tagline = createTagline(config, {
    onBroken() {
      console.error(
        'tagline: the disk failed to keep what was written; stopping, because it cannot be trusted',
      );
      // Those who wait are told 503 before.
      setTimeout(() => process.exit(BROKEN), 500);
    },
  });
  let server: Listening;
  let token: string | null;
  try {
    // Before anybody can come in: a program that listens does not end by an error.
    token = await tagline.setupToken();
    server = await listen(tagline, config.port, config.host);
  } catch (error) {
    await tagline.close();
    throw error;
  }
  tagline.jobs.start();
  onStop(async () => {
    tagline.endLive();
    await server.close();
    await tagline.close();
  });
  const address = config.publicUrl ?? `http://${nameOf(config.host)}:${server.port}`;
  console.log(`Tagline is up: ${address}`);
  if (token) {
    console.log('There is no owner yet. Open this address once to become it:');
    console.log(`${address}/setup#token=${token}`);
  }
}

/** `tagline demo`: a throw-away Tagline with sample data, a shop that carries its tag, and a fake LINE. */
async function demo(): Promise<void> {
  const { demoFolder, startDemo } = await import('./demo/demo.ts');
  const config = readConfig({ DATA_DIR: demoFolder(), PUBLIC_URL: '' }, { HOST: '127.0.0.1' });
  const running = await startDemo({ config, say: (line) => console.log(line), jobs: true });
  onStop(running.close);
}

/** `tagline password EMAIL`: a new password for somebody who forgot theirs. It is printed, never taken as a word. */
async function password(): Promise<void> {
  const email = process.argv[3];
  if (!email) throw new Error('whose? usage: tagline password EMAIL');
  const tagline = createTagline(readConfig());
  try {
    const fresh = randomBytes(15).toString('base64url');
    if (!(await tagline.changePassword(email, fresh))) throw new Error(`there is no member ${email}`);
    console.log(`The new password of ${email}: ${fresh}`);
    console.log('Every session of theirs has ended.');
  } finally {
    await tagline.close();
  }
}

/** `tagline doctor URL`: what is wrong with the codes on a page. */
async function doctor(): Promise<void> {
  const address = process.argv[3];
  if (!address) throw new Error('which page? usage: tagline doctor URL');
  process.exitCode = await runDoctor(address, { config: readConfig(), say, now: Date.now });
}

/** What a job counted, where it was anything. */
function didOf(result: Record<string, number> | null): string {
  const did = Object.entries(result ?? {}).filter(([, count]) => count > 0);
  return did.length > 0 ? `   ${did.map(([what, count]) => `${what} ${count}`).join(', ')}` : '';
}

/** `tagline job [NAME]`: lists the scheduled jobs, or runs one now. A running Tagline has its own button for it. */
async function job(): Promise<void> {
  const tagline = createTagline(readConfig());
  try {
    const asked = process.argv[3];
    if (asked && !(await tagline.jobs.run(asked))) throw new Error(`there is no job ${asked}`);
    // While nobody is held up by it: what SQLite once moved within the file goes too.
    if (asked === 'retention') tagline.store.compact();
    for (const { name, period, startedAt, error, result } of await tagline.jobs.list()) {
      if (asked && name !== asked) continue;
      const ran = startedAt === null ? 'never ran' : `last ran ${new Date(startedAt).toISOString()}`;
      console.log(
        `${name.padEnd(14)}every ${period / 60_000} min   ${ran}${error ? `   ${error}` : ''}${didOf(result)}`,
      );
      if (asked && error) process.exitCode = 1;
    }
  } finally {
    await tagline.close();
  }
}

/** `tagline import FILE|-`: old hits, one a line. An order to stop lets it end what it has begun. */
async function importHits(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const { stderr, stdin } = process;
  process.exitCode = await runImport(process.argv.slice(3), {
    config: readConfig(),
    now: Date.now,
    say,
    screen: { write: (text) => stderr.write(text), isTty: stderr.isTTY === true },
    input: stdin,
    stop: stop.signal,
  });
}

const say = (line: string) => console.log(line);

function help(): void {
  console.log('usage: tagline COMMAND\n');
  for (const [name, { says }] of Object.entries(COMMANDS)) console.log(`  ${name.padEnd(10)}${says}`);
  console.log(`\nenvironment: ${VARIABLES.join(' ')} (see the README)`);
}

/** Every command, as the README lists them. */
export const COMMANDS: Record<string, { says: string; run: () => Promise<void> | void }> = {
  serve: { says: 'serve tag, intake, API and dashboard on one port', run: serve },
  demo: {
    says: 'the same on a throw-away database with sample data, a demo shop and a fake LINE',
    run: demo,
  },
  password: { says: 'give the member EMAIL a new password, while Tagline is stopped', run: password },
  doctor: { says: 'fetch the page URL and say what is wrong with the codes on it', run: doctor },
  job: { says: 'list the scheduled jobs, or run the job NAME, while Tagline is stopped', run: job },
  import: { says: 'store the old hits of FILE (NDJSON), while Tagline is stopped', run: importHits },
  backup: {
    says: 'copy the database to FILE, also while Tagline runs',
    run: () => runBackup(process.argv[3], { config: readConfig(), say }),
  },
  restore: {
    says: 'put the backup FILE in place of the database, while Tagline is stopped',
    run: () => runRestore(process.argv[3], { config: readConfig(), say, now: Date.now }),
  },
  migrate: {
    says: 'bring the database to the newest schema, while Tagline is stopped',
    run: () => runMigrate({ config: readConfig(), say }),
  },
  help: { says: 'print this', run: help },
};

// What is kept here is for this user only: LINE user ids, password hashes, the session secret.
process.umask(0o077);

const name = process.argv[2] ?? 'help';
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command) {
  console.error(`tagline: there is no command "${name}"`);
  process.exitCode = 2;
} else {
  try {
    await command.run();
  } catch (error) {
    console.error(`tagline: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
