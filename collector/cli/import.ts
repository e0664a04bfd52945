import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Account, OUTCOMES, type Outcome } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import type { Config } from '../config.ts';
import { batchOf, createImporter, type ImportStep, LINE_MAX } from '../intake/import.ts';
import { MESSAGES } from '../intake/outcome.ts';
import { createVisitorOf } from '../intake/server-hit.ts';
import { createLines, type Line } from '../lib/lines.ts';
import { createProgress, type Reached, type Screen } from './progress.ts';

const USAGE = 'usage: tagline import FILE|- [--account TAG_ID] [--consent granted]';
/** Lines of one commit: enough that the fsync does not matter, few enough that little is done again. */
const GROUP = 1_000;
/** Bad lines that are named; more would bury what matters. */
const NAMED = 100;
/** Bytes that are read at a time, and those by which a file is known again. */
const PIECE = 1024 * 1024;
const BEGINNING = 64 * 1024;

export interface ImportMeans {
  config: Config;
  now: () => number;
  say: (line: string) => void;
  screen: Screen;
  input: AsyncIterable<Uint8Array>;
  /** An order to stop: what was read is written, and the rest is left for another time. */
  stop: AbortSignal;
}

interface Asked {
  name: string;
  tagId: string | null;
  consent: 'granted' | null;
}

function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { account: { type: 'string' }, consent: { type: 'string' } },
  });
  const [name, more] = positionals;
  if (!name || more !== undefined) throw new Error(`which file? ${USAGE}`);
  const { account, consent = null } = values;
  if (consent !== null && consent !== 'granted') throw new Error(`--consent can only be granted; ${USAGE}`);
  return { name, tagId: account?.trim().toLowerCase() ?? null, consent };
}

/** A file as it is: any change of it, or another account, makes another import of it. */
async function fingerprintOf({ name, tagId }: Asked): Promise<{ fingerprint: string; size: number }> {
  const file = await open(name);
  try {
    const { size, mtimeMs } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    const hash = createHash('sha256').update(JSON.stringify([size, mtimeMs, tagId]));
    return { fingerprint: hash.update(buffer.subarray(0, bytesRead)).digest('hex'), size };
  } finally {
    await file.close();
  }
}

function openAlone({ dataDir }: Config): Store {
  try {
    return openStore(join(dataDir, 'tagline.db'));
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    if (!says.includes('another Tagline')) throw error;
    throw new Error(`Tagline is running on ${dataDir}; stop it, import, and start it again`, {
      cause: error,
    });
  }
}

/** Names a line that was refused, and what is wrong with it; never what stands on it. */
function complaint({ line, outcome, field }: ImportStep): string {
  const why = outcome.reason === null ? '' : MESSAGES[outcome.reason];
  return `line ${line}: ${outcome.reason}${field === null ? '' : `, ${field}`}. ${why}`;
}

/** Writes steps, and how far they reach; what was written stays, whatever comes after. */
async function commit(
  store: Store,
  steps: ImportStep[],
  reached: Reached & { fingerprint: string | null; at: number },
): Promise<('stored' | 'duplicate')[]> {
  const { outcomes } = await store.events.append(await batchOf(steps, store.events));
  const { fingerprint, bytes, lines, at } = reached;
  // Its own commit, after the other: what is read twice is known by its id, what is read never would be lost.
  if (fingerprint !== null) await store.records.putImportProgress({ fingerprint, bytes, lines, at });
  return outcomes;
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>, began: Reached): AsyncGenerator<Line[]> {
  const lines = createLines(LINE_MAX, began);
  for await (const piece of pieces) yield [...lines.push(piece)];
  yield [...lines.finish()];
}

type Counts = Record<Outcome, number>;

const digits = (count: number) => count.toLocaleString('en');

function sayWhatBecame(counts: Counts, ms: number, say: ImportMeans['say']): void {
  if (counts.rejected > NAMED) say(`... and ${digits(counts.rejected - NAMED)} more such lines.`);
  const parts = OUTCOMES.flatMap((outcome) =>
    counts[outcome] > 0 ? [`${digits(counts[outcome])} ${outcome}`] : [],
  );
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const rate = Math.round((total / Math.max(ms, 1)) * 1000);
  say(`${digits(total)} hits: ${parts.join(', ') || 'none'}; ${digits(rate)} a second.`);
}

function importerOf({ accounts, asked, means }: { accounts: Account[]; asked: Asked; means: ImportMeans }) {
  const { tagId, consent } = asked;
  if (tagId !== null && !accounts.some((account) => account.tagId === tagId)) {
    throw new Error(`there is no account with the tag id ${tagId}`);
  }
  const visitorOf = createVisitorOf(means.config.sessionSecret);
  return createImporter({ accounts, tagId, consent, receivedAt: means.now(), visitorOf });
}

async function importFrom(store: Store, asked: Asked, means: ImportMeans): Promise<number> {
  const { now, say, screen, input, stop } = means;
  const importer = importerOf({ accounts: await store.records.accounts(), asked, means });
  const file = asked.name === '-' ? null : await fingerprintOf(asked);
  const fingerprint = file?.fingerprint ?? null;
  const before = fingerprint === null ? null : await store.records.importProgress(fingerprint);
  if (before) say(`Going on behind line ${digits(before.lines)}.`);
  const began: Reached = { bytes: before?.bytes ?? 0, lines: before?.lines ?? 0 };
  const progress = createProgress(screen, { began, total: file?.size ?? null, now });
  const counts: Counts = { stored: 0, duplicate: 0, dropped: 0, rejected: 0, failed: 0 };
  const pieces = file ? createReadStream(asked.name, { start: began.bytes, highWaterMark: PIECE }) : input;
  let steps: ImportStep[] = [];
  let reached = began;

  const write = async () => {
    for (const outcome of await commit(store, steps, { ...reached, fingerprint, at: now() })) {
      counts[outcome] += 1;
    }
    for (const step of steps.filter(({ hit }) => hit === null)) {
      counts[step.outcome.outcome] += 1;
      if (step.outcome.outcome === 'rejected' && counts.rejected <= NAMED) progress.say(complaint(step));
    }
    steps = [];
    progress.at(reached);
  };

  reading: for await (const lines of linesOf(pieces, began)) {
    for (const line of lines) {
      const step = importer.take(line);
      if (step) steps.push(step);
      reached = { bytes: line.end, lines: line.number };
      if (steps.length < GROUP) continue;
      await write();
      if (stop.aborted) break reading;
    }
  }
  if (steps.length > 0) await write();
  sayWhatBecame(counts, progress.end(), say);
  if (stop.aborted) {
    say(`Stopped behind line ${digits(reached.lines)}. Run it again: it goes on there.`);
    return 1;
  }
  if (fingerprint !== null) await store.records.forgetImport(fingerprint);
  return counts.rejected > 0 ? 1 : 0;
}

/**
 * `tagline import FILE|-`: old hits, one JSON object a line, while Tagline is stopped. Gives what the process ends with:
 * 1 where lines were refused, or it was stopped.
 */
export async function runImport(args: string[], means: ImportMeans): Promise<number> {
  const asked = readArguments(args);
  const store = openAlone(means.config);
  try {
    return await importFrom(store, asked, means);
  } finally {
    store.close();
  }
}
