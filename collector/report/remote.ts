import { Worker } from 'node:worker_threads';
import type { SealedBlock } from '../../db/store.ts';
import type { Log } from '../lib/log.ts';
import type { Reports } from './reports.ts';

/** Asks for a report in the thread that makes them. */
export interface Asked {
  id: number;
  name: string;
  args: unknown[];
  now: number;
}

/** What that thread says: an answer, a failure, or what it made of hits that should be kept. */
export type Said = { id: number; answer: unknown } | { id: number; error: string } | { sealed: SealedBlock };

interface Options {
  /** The built program of the thread. */
  program: string;
  /** Database that it reads. */
  file: string;
  /** Reports of this thread: only their names are used. */
  local: Reports;
  keep: (block: SealedBlock) => void;
  now: () => number;
  log: Log;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** Reports that read rows by the hundred thousand and take seconds: nobody who looks at figures waits behind them. */
const SURVEYS: ReadonlySet<string> = new Set<keyof Reports>(['tracking', 'loss']);

/** A thread that starts with the first report it is asked for, and again after it failed. */
function createThread({ program, file, keep, now, log }: Omit<Options, 'local'>) {
  let worker: Worker | null = null;
  let next = 0;
  const waiting = new Map<number, Waiting>();

  function fail(error: Error): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function hear(said: Said): void {
    if ('sealed' in said) {
      try {
        keep(said.sealed);
      } catch (error) {
        // It is derived, so it can be made again: by the next start.
        log('error', 'not_kept', { block: said.sealed.block, error: String(error) });
      }
      return;
    }
    const asker = waiting.get(said.id);
    waiting.delete(said.id);
    if ('error' in said) asker?.reject(new Error(said.error));
    else asker?.resolve(said.answer);
  }

  function start(): Worker {
    const started = new Worker(program, { workerData: file });
    started.on('message', hear);
    started.on('error', (error) => {
      log('error', 'reports_failed', { error: String(error) });
      if (worker === started) fail(error instanceof Error ? error : new Error(String(error)));
    });
    started.on('exit', (code) => {
      if (worker === started) fail(new Error(`the thread of the reports ended with ${code}`));
    });
    started.unref();
    return started;
  }

  return {
    ask(name: string, args: unknown[]): Promise<unknown> {
      worker ??= start();
      next += 1;
      const asked: Asked = { id: next, name, args, now: now() };
      const answer = new Promise((resolve, reject) => waiting.set(asked.id, { resolve, reject }));
      worker.postMessage(asked);
      return answer;
    },
    /** The same, of a thread that runs; one that does not remembers nothing. */
    async tell(name: string): Promise<void> {
      if (worker) await this.ask(name, []);
    },
    async close() {
      const running = worker;
      fail(new Error('the program ends'));
      await running?.terminate();
    },
  };
}

/**
 * Reports made in threads of their own, so that the one that takes in hits never waits for one: one for figures, one for
 * surveys of the installation.
 */
export function remoteReports({ local, ...options }: Options): { reports: Reports; close(): Promise<void> } {
  const figures = createThread(options);
  const surveys = createThread(options);
  const forget = async () => {
    await Promise.all([figures.tell('forget'), surveys.tell('forget')]);
  };
  const reports = new Proxy(local, {
    get: (target, name) => {
      // What was deleted must show in none of them.
      if (name === 'forget') return forget;
      return typeof name === 'string' && name in target
        ? (...args: unknown[]) => (SURVEYS.has(name) ? surveys : figures).ask(name, args)
        : undefined;
    },
  });
  return {
    reports,
    async close() {
      await Promise.all([figures.close(), surveys.close()]);
    },
  };
}
