import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createTrial, demand, type Setting } from './trial.ts';

/** Milliseconds in which a page that is not about storage must be answered meanwhile. */
const ANSWERED = 250;
/** Milliseconds after which hits must be taken again. */
const GOES_ON = 5_000;

/** Takes the write lock of a database from another connection, for a while. */
export async function holdLock(file: string, milliseconds: number): Promise<void> {
  const other = new Database(file, { timeout: 5_000 });
  try {
    other.exec('BEGIN IMMEDIATE');
    await sleep(milliseconds);
    other.exec('ROLLBACK');
  } finally {
    other.close();
  }
}

/** F14: somebody else holds the write lock for 3 seconds: others are answered, hits are told to come again, and do. */
export async function lockOut(setting: Setting, milliseconds = 3_000): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const serving = await trial.serve();
    const { ledger } = trial.client;
    let isOver = false;
    const load = trial.client.load(serving.address, 16, () => isOver);
    await sleep(200);
    const { size } = ledger.acknowledged;
    const held = holdLock(trial.file, milliseconds);
    let longest = 0;
    const until = performance.now() + milliseconds - 200;
    while (performance.now() < until) {
      const since = performance.now();
      await (await fetch(`${serving.address}/healthz`)).text();
      longest = Math.max(longest, performance.now() - since);
    }
    await held;
    const goesOn = performance.now() + GOES_ON;
    while (ledger.acknowledged.size <= size + 16 && performance.now() < goesOn) await sleep(50);
    isOver = true;
    await load;
    demand('F14', [
      ...(setting.timed && longest > ANSWERED ? [`a page was answered after ${Math.round(longest)} ms`] : []),
      ...(ledger.counts.view.failed === 0 ? ['no hit was told to come again: the lock was none'] : []),
      ...(ledger.acknowledged.size <= size + 16 ? ['it does not go on'] : []),
      ...((await trial.client.settle(serving.address)) ? [] : ['not everything could be sent again']),
    ]);
    await trial.stop(serving);
    await trial.check('F14');
    return `a foreign lock of ${milliseconds} ms: ${ledger.counts.view.failed} hits were told to come again; another page waited ${Math.round(longest)} ms at most`;
  } finally {
    trial.close();
  }
}
