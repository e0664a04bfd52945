import { copyFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { accountById, accounts, addAccount, changeAccount } from './sqlite/account.ts';
import * as apiKey from './sqlite/api-key.ts';
import { createAppend } from './sqlite/append.ts';
import * as audience from './sqlite/audience.ts';
import * as broadcast from './sqlite/broadcast.ts';
import { type Client, type Db, emptyLog, hurry, openClient, openReader } from './sqlite/client.ts';
import { keepBlock } from './sqlite/column/part.ts';
import { createColumnReader } from './sqlite/column/reader.ts';
import * as conversion from './sqlite/conversion.ts';
import { health } from './sqlite/health.ts';
import * as hop from './sqlite/hop.ts';
import { knownAs } from './sqlite/identity.ts';
import * as progress from './sqlite/import.ts';
import * as job from './sqlite/job.ts';
import { lastPage } from './sqlite/last-page.ts';
import * as link from './sqlite/link.ts';
import { holdAlone, proveWritable } from './sqlite/lock.ts';
import { loss } from './sqlite/loss.ts';
import { migrate } from './sqlite/migrate.ts';
import { createPatience, type Patiently } from './sqlite/patience.ts';
import { watchPlace } from './sqlite/place.ts';
import { forgetOld } from './sqlite/retention.ts';
import * as schema from './sqlite/schema/index.ts';
import * as setup from './sqlite/setup.ts';
import * as silence from './sqlite/silence.ts';
import { flags, lostClicks, recentTallies, tallies } from './sqlite/tracking.ts';
import { lostFramesOf } from './sqlite/wal.ts';
import type {
  EventReader,
  EventStore,
  EventWriter,
  Forgetting,
  Forgotten,
  Limit,
  RecordStore,
  SealedBlock,
} from './store.ts';

export interface Store {
  events: EventStore;
  records: RecordStore;
  /** For the sign-in library only: it brings its own adapter for this handle and its tables. */
  signIn: { db: Db; schema: typeof schema };
  /** Keeps what a reader made of a block of hits, so that it need not be made again. */
  keep(block: SealedBlock): void;
  /** Forgets what is older than the limits of accounts. */
  forgetting(limits: Limit[]): Forgetting;
  /** Rewrites the whole file without what was deleted; nothing else can be done meanwhile, which may be long. */
  compact(): void;
  /** Checkpoints and closes the file. */
  close(): void;
}

/** A file that is open elsewhere, to be read and nothing else. */
export interface ReadStore {
  events: EventReader;
  records: RecordStore;
  close(): void;
}

function eventWriter(
  db: Db,
  append: ReturnType<typeof createAppend>['append'],
  patiently: Patiently,
  checkPlace: () => void,
): EventWriter {
  return {
    async append(batch) {
      const appended = await patiently(() => append(batch));
      checkPlace();
      return appended;
    },
    knownAs: async (accountId, asked) => knownAs(db, accountId, asked),
  };
}

function eventReader(db: Db, onSealed: (block: SealedBlock) => void): EventReader {
  const reader: EventReader = {
    ...createColumnReader(db, onSealed),
    async forget() {
      Object.assign(reader, createColumnReader(db, onSealed));
    },
    lastPage: async (accountId) => lastPage(db, accountId),
    flags: async (accountId, since) => flags(db, accountId, since),
    health: async (accountId, question) => health(db, accountId, question),
    loss: async (accountId, question) => loss(db, accountId, question),
    tallies: async (accountId) => tallies(db, accountId),
    recentTallies: async (accountId, at) => recentTallies(db, accountId, at),
    lostClicks: async (accountId) => lostClicks(db, accountId),
  };
  return reader;
}

function recordStore(db: Db, patiently: Patiently): RecordStore {
  return {
    accounts: async () => accounts(db),
    account: async (id) => accountById(db, id),
    addAccount: (one) => patiently(() => addAccount(db, one)),
    changeAccount: (id, change) => patiently(() => changeAccount(db, id, change)),
    links: async (accountId) => link.links(db, accountId),
    linkByCode: async (code) => link.linkByCode(db, code),
    addLink: (one) => patiently(() => link.addLink(db, one)),
    changeLink: (accountId, id, change) => patiently(() => link.changeLink(db, accountId, id, change)),
    conversions: async (accountId) => conversion.conversions(db, accountId),
    addConversion: (one) => patiently(() => conversion.addConversion(db, one)),
    changeConversion: (accountId, id, change) =>
      patiently(() => conversion.changeConversion(db, accountId, id, change)),
    broadcasts: async (accountId) => broadcast.broadcasts(db, accountId),
    broadcast: async (accountId, id) => broadcast.broadcastById(db, accountId, id),
    addBroadcast: (one) => patiently(() => broadcast.addBroadcast(db, one)),
    changeBroadcast: (accountId, id, change) =>
      patiently(() => broadcast.changeBroadcast(db, accountId, id, change)),
    audiences: async (accountId) => audience.audiences(db, accountId),
    audience: async (accountId, id) => audience.audienceById(db, accountId, id),
    addAudience: (one) => patiently(() => audience.addAudience(db, one)),
    removeAudience: (accountId, id) => patiently(() => audience.removeAudience(db, accountId, id)),
    hops: async (tokenHash, since) => hop.hopsByToken(db, tokenHash, since),
    putHop: (one) => patiently(() => hop.putHop(db, one)),
    takeHops: (tokenHash, since) => patiently(() => hop.takeHops(db, tokenHash, since)),
    silences: async () => silence.silences(db),
    silence: async (accountId) => silence.silenceOf(db, accountId),
    addSilence: (one) => patiently(() => silence.addSilence(db, one)),
    endSilence: (id, at) => patiently(() => silence.endSilence(db, id, at)),
    jobRuns: async () => job.jobRuns(db),
    startJob: (name, at, steadySince) => patiently(() => job.startJob(db, name, at, steadySince)),
    endJob: (name, at, end) => patiently(() => job.endJob(db, name, at, end)),
    forgetHops: (before) => patiently(() => hop.forgetHops(db, before)),
    apiKeys: async (accountId) => apiKey.apiKeys(db, accountId),
    apiKeyByPrefix: async (prefix) => apiKey.apiKeyByPrefix(db, prefix),
    addApiKey: (one) => patiently(() => apiKey.addApiKey(db, one)),
    revokeApiKey: (accountId, id, at) => patiently(() => apiKey.revokeApiKey(db, accountId, id, at)),
    useApiKey: (id, at) => patiently(() => apiKey.useApiKey(db, id, at)),
    importProgress: async (fingerprint) => progress.importProgressOf(db, fingerprint),
    putImportProgress: (one) => patiently(() => progress.putImportProgress(db, one)),
    forgetImport: (fingerprint) => patiently(() => progress.forgetImport(db, fingerprint)),
    hasOwner: async () => setup.hasOwner(db),
    putSetupToken: (hash) => patiently(() => setup.putSetupToken(db, hash)),
    takeSetupToken: (hash) => patiently(() => setup.takeSetupToken(db, hash)),
  };
}

/** Notices what SQLite would pass over in silence, and keeps the evidence before it is overwritten. */
function keepDamaged(file: string, say: (line: string) => void): void {
  const lost = lostFramesOf(file);
  if (lost === 0) return;
  const kept = `${file}.damaged`;
  for (const part of ['', '-wal']) copyFileSync(file + part, kept + part);
  say(
    `the log of ${file} is damaged: ${lost} pages that were once on disk, and acknowledged, are lost from it. ` +
      `Database and log as they were are kept as ${kept} and ${kept}-wal. Restore a backup, or go on with the rest.`,
  );
}

/** Opens and migrates a file that nobody else uses meanwhile. */
function openAlone(file: string, say: (line: string) => void): Client {
  let release = () => {};
  try {
    if (file !== ':memory:') {
      release = holdAlone(file);
      keepDamaged(file, say);
    }
    const client = openClient(file);
    migrate(client.db, file);
    proveWritable(client.db);
    hurry(client.db);
    return {
      db: client.db,
      close() {
        client.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * Opens the store in one SQLite file (`:memory:` for tests), brought to the newest schema. Throws where the
 * file cannot be opened, written durably, or migrated, or another process has it open. `say` is told of damage that
 * does not keep it from being opened.
 */
export function openStore(file: string, say: (line: string) => void = () => {}): Store {
  const client = openAlone(file, say);
  const { append, forget } = createAppend(client.db);
  const patiently = createPatience();
  let forgettings = 0;
  const keep = (block: SealedBlock) => {
    // It may have been made of hits that are deleted meanwhile.
    if (forgettings === 0) keepBlock(client.db, block);
  };
  return {
    // One and the same object, because a reader that forgets is changed in place.
    events: Object.assign(
      eventReader(client.db, keep),
      eventWriter(client.db, append, patiently, watchPlace(file)),
    ),
    records: recordStore(client.db, patiently),
    signIn: { db: client.db, schema },
    keep,
    forgetting(limits) {
      const forgotten: Forgotten = { hits: 0, clicks: 0, identityLinks: 0, visitors: 0, texts: 0 };
      const begin = () => forgetOld(client.db, limits, forgotten, forget);
      let steps = begin();
      const next = () => {
        try {
          return steps.next().done === true;
        } catch (error) {
          // What was thrown out of cannot be gone on with; what is forgotten already is not met again.
          steps = begin();
          throw error;
        }
      };
      forgettings += 1;
      return {
        forgotten,
        step: () => patiently(next),
        end() {
          forgettings -= 1;
        },
      };
    },
    compact() {
      client.db.run(sql`VACUUM`);
      emptyLog(client.db);
    },
    close: client.close,
  };
}

/**
 * Opens a file that `openStore` has open in another thread, for reports: what is on disk when one is asked for is in
 * it. Its records cannot be changed. `onSealed` is given what should be kept.
 */
export function openReadStore(file: string, onSealed: (block: SealedBlock) => void): ReadStore {
  const client = openReader(file);
  return {
    events: eventReader(client.db, onSealed),
    records: recordStore(client.db, createPatience()),
    close: client.close,
  };
}

export { backup as backupStore, restore as restoreStore } from './sqlite/backup.ts';
