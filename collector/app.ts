import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { TaglineError } from '../db/error.ts';
import { openStore, type Store } from '../db/open.ts';
import type { RecordStore } from '../db/store.ts';
import { createAuth } from './api/auth.ts';
import { createApi } from './api/index.ts';
import { newSetupToken } from './api/owner.ts';
import type { Config } from './config.ts';
import { dashboardRoutes, SECURE } from './dashboard.ts';
import { INTERNET, type Internet } from './doctor/fetch.ts';
import { watchHealth } from './health.ts';
import { type Accounts, rememberAccounts } from './intake/accounts.ts';
import { type Direct, hitsDirect } from './intake/direct.ts';
import { intakeRoutes } from './intake/index.ts';
import { holdLinks } from './intake/links.ts';
import { createLive } from './intake/live.ts';
import { createRates } from './intake/rate.ts';
import { buildsOf, type Script } from './intake/script.ts';
import { createVisitorOf } from './intake/server-hit.ts';
import { createTestMode } from './intake/test-mode.ts';
import { createWriter, type Writer } from './intake/writer.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { addressOf } from './lib/address.ts';
import { countryTable } from './lib/country.ts';
import { errorResponse } from './lib/http-error.ts';
import { limitBody } from './lib/limit-body.ts';
import { createLog, type Log } from './lib/log.ts';
import { newCode, newTimedId } from './lib/new-id.ts';
import { nothingHere } from './lib/nothing-here.ts';
import { createTestTokens } from './lib/test-token.ts';
import { createLineLogin } from './line/login.ts';
import { metricsRoute } from './metrics.ts';
import { remoteReports } from './report/remote.ts';
import { createReports } from './report/reports.ts';

/** What a test, or a program that embeds Tagline, may put in the place of ours. */
export interface Overrides {
  now?: () => number;
  newId?: () => string;
  log?: Log;
  /** SQLite file; `:memory:` keeps nothing. */
  file?: string;
  /** Folder of the built tag and dashboard. */
  assets?: string;
  /** What was written can no longer be trusted: the program should end, and not with 0. */
  onBroken?: () => void;
  /** Where the doctor fetches pages, in place of the public internet. */
  internet?: Partial<Internet>;
}

/** The whole program: give `app.fetch` to any server. */
export interface Tagline {
  app: Hono<{ Bindings: Partial<HttpBindings> }>;
  /** Hits on a shorter way than the app's, for Node's own server; what it does not take over is for the app. */
  direct: Direct;
  store: Store;
  /** The scheduled jobs; they run by themselves once started. */
  jobs: Jobs;
  /** A new one-time set-up token while there is no owner, else null. */
  setupToken(): Promise<string | null>;
  /** Adds a member who may sign in: for programs that embed Tagline, and for the demo. */
  addOwner(email: string, password: string): Promise<void>;
  /** Gives a member another password and ends their sessions; false where there is no such member. */
  changePassword(email: string, password: string): Promise<boolean>;
  /** Ends what would go on for ever: the live views. Before a server is closed, which waits for its answers. */
  endLive(): void;
  /** Writes out what is waiting, checkpoints and closes. */
  close(): Promise<void>;
}

/** Bytes of a body that the API takes. */
const API_BODY_MAX = 256 * 1024;

/** Milliseconds between two steps of a long job. */
const PAUSE = 10;

/** Milliseconds between writes of nothing. */
const BEAT = 5_000;

/**
 * Writes nothing every few seconds: with it goes what is still owed to the account, and a database that was taken away
 * is noticed where nobody sends anything. Gives what ends it.
 */
function beat(writer: Writer): () => void {
  // What fails is logged by the writer, which also tells when the end has come.
  const timer = setInterval(() => void writer.write({}).catch(() => {}), BEAT);
  timer.unref();
  return () => clearInterval(timer);
}

/** Lets what has arrived be stored before a long job goes on. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE));
}

/** Records that make the intake read accounts anew after one was added or changed. */
function watchAccounts(records: RecordStore, accounts: Accounts): RecordStore {
  return {
    ...records,
    async addAccount(account) {
      const added = await records.addAccount(account);
      accounts.forget();
      return added;
    },
    async changeAccount(id, change) {
      const changed = await records.changeAccount(id, change);
      accounts.forget();
      return changed;
    },
  };
}

/** The built files of the tag: the one of today, and every numbered one. */
function readScripts(folder: string): Script[] {
  return readdirSync(folder).map((name) => ({
    name,
    source: new Uint8Array(readFileSync(join(folder, name))),
  }));
}

/** Counts commits by account, so that a page can ask whether anything is new without reading it. */
function createCursors() {
  const cursors = new Map<number, number>();
  return {
    of: (accountId: number) => cursors.get(accountId) ?? 0,
    moved(accountIds: Iterable<number>) {
      for (const id of new Set(accountIds)) cursors.set(id, (cursors.get(id) ?? 0) + 1);
    },
  };
}

/**
 * Joins the sides: store, intake, API, dashboard. Opens and migrates the database; throws where it cannot be
 * opened or the built files are missing.
 */
export function createTagline(config: Config, overrides: Overrides = {}): Tagline {
  const now = overrides.now ?? Date.now;
  const newId = overrides.newId ?? (() => newTimedId(now()));
  const log = overrides.log ?? createLog((line) => process.stderr.write(line), now);
  // The build puts this file beside what it serves.
  const assets = overrides.assets ?? fileURLToPath(new URL('.', import.meta.url));
  const scripts = readScripts(join(assets, 'tag'));
  const file = overrides.file ?? join(config.dataDir, 'tagline.db');
  const store = openStore(file, (line) => log('error', 'damaged', { line }));
  const { events } = store;
  const accounts = rememberAccounts(store.records);
  const records = watchAccounts(store.records, accounts);
  const cursors = createCursors();
  let healthy = true;
  const writer = createWriter({
    events,
    log,
    now,
    onCommitted({ hits, clicks, identityLinks }) {
      health.stored(hits.length);
      cursors.moved([...hits, ...clicks, ...identityLinks].map(({ accountId }) => accountId));
    },
    onBroken() {
      healthy = false;
      overrides.onBroken?.();
    },
  });
  const health = watchHealth({ file, events, writer, isHealthy: () => healthy, now });
  const stopBeat = beat(writer);
  const local = createReports({ records, events, now });
  // A database in memory is seen by its own thread only.
  const remote =
    file === ':memory:'
      ? null
      : remoteReports({ program: resolve(assets, 'reports.js'), file, local, keep: store.keep, now, log });
  const reports = remote?.reports ?? local;
  const jobs = createJobs({
    ...{ records, events: reports, forgetting: store.forgetting, pause, now, log },
    onChange: cursors.moved,
  });
  const live = createLive();
  const testTokens = createTestTokens(config.sessionSecret);
  const login = createLineLogin({ base: config.lineApiBase, now });
  const auth = createAuth(config, store.signIn);

  const app: Tagline['app'] = new Hono();
  app.onError((error, c) => errorResponse(error, c, log, newId()));
  app.notFound(nothingHere);
  const tagUrl = config.tagUrl ?? config.publicUrl;
  const intakeDeps: Parameters<typeof intakeRoutes>[0] = {
    ...{ accounts, records, events, writer, live, login, scripts, now, newId, log },
    visitorOf: createVisitorOf(config.sessionSecret),
    rates: createRates(),
    testMode: createTestMode(testTokens),
    addressOf: (bindings, headers) => addressOf(bindings, headers, config.trustedProxies),
    countryOf: countryTable(join(assets, 'country.bin')),
    links: holdLinks(store.records),
    hosts: tagUrl === null ? [] : [new URL(tagUrl).hostname],
  };
  const intake = intakeRoutes(intakeDeps);
  app.route('/', intake);
  // Where the tag was moved, codes that were pasted before go on to work.
  const folder = tagUrl === null ? '/' : new URL(tagUrl).pathname;
  if (folder !== '/') app.route(folder, intake);
  app.get('/healthz', (c) => (healthy ? c.text('ok') : c.text('broken', 503)));
  app.all('/healthz/*', nothingHere);
  app.route(
    '/metrics',
    metricsRoute({ key: config.metricsKey, records, events, writer, file, isHealthy: () => healthy }),
  );
  app.all('/metrics/*', nothingHere);
  app.use('/api/*', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURE)) c.res.headers.set(name, value);
    c.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(
    '/api/*',
    limitBody(API_BODY_MAX, () => {
      throw new TaglineError('too_large', 'too_large', 'The body is over the limit.');
    }),
  );
  app.route(
    '/api',
    createApi({
      records,
      reports,
      auth,
      config,
      now,
      newCode,
      newId,
      cursorOf: cursors.of,
      builds: buildsOf(scripts),
      live,
      testTokens,
      internet: { ...INTERNET, ...overrides.internet },
      jobs,
      health,
      log,
    }),
  );
  app.all('/api/*', nothingHere);
  app.route('/', dashboardRoutes(join(assets, 'dashboard')));

  return {
    app,
    direct: hitsDirect({ ...intakeDeps, log }, folder),
    store,
    jobs,
    setupToken: () => newSetupToken(records),
    addOwner: auth.addMember,
    changePassword: auth.changePassword,
    endLive: live.end,
    async close() {
      live.end();
      stopBeat();
      await jobs.close();
      await remote?.close();
      await writer.drain();
      store.close();
    },
  };
}
