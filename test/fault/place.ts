import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROKEN, createTrial, demand, type Setting } from './trial.ts';

/** What may be done to the files of a running program, by those who mean well. */
export const TAKEN: Record<string, (file: string) => void> = {
  'the database is deleted': (file) => rmSync(file),
  'the database is moved away': (file) => renameSync(file, `${file}.old`),
  'the database is replaced by a copy': (file) => {
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
  },
  'its log is deleted': (file) => rmSync(`${file}-wal`),
};

/** Milliseconds in which it must be noticed. */
const NOTICED = 10_000;

/** F10: a file is taken away under load, or in silence: nothing more is acknowledged, and the process ends with 74. */
export async function takeAway(setting: Setting): Promise<string> {
  let longest = 0;
  for (const [name, take] of Object.entries(TAKEN)) {
    for (const isLoaded of [true, false]) {
      const trial = await createTrial(setting);
      try {
        const serving = await trial.serve();
        const { ledger } = trial.client;
        await trial.client.load(serving.address, 4, () => ledger.acknowledged.size > 100);
        const load = isLoaded ? trial.client.load(serving.address, 16) : Promise.resolve();
        await sleep(isLoaded ? 100 : 0);
        take(trial.file);
        const since = performance.now();
        // What was under way at that very moment may have been written just before.
        await sleep(50);
        const { size } = ledger.acknowledged;
        const code = await serving.ended;
        await load;
        longest = Math.max(longest, performance.now() - since);
        demand(`F10 ${name}`, [
          ...(code === BROKEN ? [] : [`it ended with ${code}`]),
          ...(performance.now() - since > NOTICED ? ['it was noticed too late'] : []),
          ...(ledger.acknowledged.size > size ? ['hits were acknowledged afterwards'] : []),
        ]);
      } finally {
        trial.close();
      }
    }
  }
  return `${Object.keys(TAKEN).length} ways to take a file away, noticed within ${Math.round(longest)} ms`;
}
