import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from '../support/program.ts';
import { check, type Known, metricsOf } from './checker.ts';
import { type Client, createClient } from './client.ts';
import { type Preload, preload } from './preload.ts';
import { createRandom, type Random } from './random.ts';

const TAG = '88888888-8888-4888-8888-888888888888';
const METRICS_KEY = 'a key for the metrics of a trial';

/** What each fault is given. */
export interface Setting {
  /** The built program. */
  cli: string;
  seed: number;
  /** Whether times are demanded too: only where nothing else is being done. */
  timed: boolean;
  say: (line: string) => void;
}

/** An invariant did not hold. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Throws what was found to be wrong, if anything was. */
export function demand(fault: string, wrong: string[]): void {
  if (wrong.length > 0) throw new Violation(`${fault}: ${wrong.join('; ')}`);
}

export type Serving = Awaited<ReturnType<ReturnType<typeof createProgram>['serve']>>;

/** A program on a database of its own with one account, a client, and everything a fault needs. */
export interface Trial {
  folder: string;
  file: string;
  client: Client;
  random: Random;
  /** Starts serving, behind these preloads and after these words of a shell; throws where it is not up within 5 seconds. */
  serve(preloads?: Preload[], environment?: Record<string, string>, before?: string): Promise<Serving>;
  /** Ends it by an order, and demands 0 within 10 seconds. */
  stop(serving: Serving): Promise<void>;
  kill(serving: Serving): Promise<void>;
  /** Runs a command of the program to its end. */
  command: ReturnType<typeof createProgram>['command'];
  /** Demands all invariants; nothing may be running. */
  check(fault: string, known?: Partial<Known>): Promise<void>;
  /** Whether the client and the account were asked while nothing was under way. */
  metrics(serving: Serving): ReturnType<typeof metricsOf>;
  close(): void;
}

/** What the process ends with when the disk is not to be trusted. */
export const BROKEN = 74;

/** Milliseconds from start to the first answer, and from an order to its end. */
const READY = 5_000;
const END = 10_000;

/** Makes a trial; whoever makes it closes it. */
export async function createTrial({ cli, seed }: Setting, mark?: () => number): Promise<Trial> {
  const program = createProgram(cli);
  await program.account(TAG);
  const random = createRandom(seed);
  const client = createClient({ tag: TAG, random, ...(mark ? { mark } : {}) });
  const built = new Map<Preload, string>();

  function library(name: Preload): string {
    const known = built.get(name) ?? preload(name, program.folder);
    built.set(name, known);
    return known;
  }

  return {
    folder: program.folder,
    file: program.file,
    client,
    random,
    command: program.command,
    async serve(preloads = [], environment = {}, before = '') {
      const libraries = preloads.map(library).join(':');
      const since = performance.now();
      const loaded = libraries ? { LD_PRELOAD: libraries } : {};
      const serving = await program.serve({ ...environment, METRICS_KEY, ...loaded }, before);
      const took = performance.now() - since;
      demand('start', took > READY ? [`I4: up after ${Math.round(took)} ms`] : []);
      return serving;
    },
    async stop({ child, ended, errors }) {
      const since = performance.now();
      child.kill('SIGTERM');
      const code = await ended;
      const took = performance.now() - since;
      demand('F45', [
        ...(code === 0 ? [] : [`SIGTERM ended with ${code}: ${errors.slice(-3).join(' ')}`]),
        ...(took > END ? [`SIGTERM took ${Math.round(took)} ms`] : []),
      ]);
    },
    async kill({ child, ended }) {
      child.kill('SIGKILL');
      await ended;
    },
    async check(fault, known = {}) {
      demand(fault, await check(program.file, { ledger: client.ledger, killed: false, ...known }));
    },
    metrics: ({ address }) => metricsOf(address, METRICS_KEY),
    close() {
      client.close();
      program.close();
    },
  };
}

/** Bytes of a file so far; 0 before there is one. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A file of the trial's own folder that is no part of the database. */
export const besides = (trial: Pick<Trial, 'folder'>, name: string) => join(trial.folder, name);
