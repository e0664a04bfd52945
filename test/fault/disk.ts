import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROKEN, besides, createTrial, demand, type Setting, type Trial } from './trial.ts';

/** How a disk may fail; see disk.c. */
export type Failure = 'fsync' | 'write' | 'full' | 'readonly';

/** Where a trial's disk looks for its failures. */
export const diskOf = (trial: Pick<Trial, 'folder'>) => ({ FAULT_DISK: besides(trial, 'fault') });

/** Lets a trial's disk fail; gives what mends it. */
export function fail(trial: Pick<Trial, 'folder'>, failure: Failure): () => void {
  const file = `${diskOf(trial).FAULT_DISK}.${failure}`;
  writeFileSync(file, '');
  return () => rmSync(file, { force: true });
}

/** Milliseconds after which it must have gone on by itself. */
const RECOVERY = 5_000;

/** F4 F6: writes fail for a while (no room, or an I/O error), and go on without a restart. */
export async function refuseWrites(
  setting: Setting,
  failure: 'write' | 'full',
  rounds: number,
): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const serving = await trial.serve(['disk'], diskOf(trial));
    const { ledger } = trial.client;
    let isOver = false;
    const load = trial.client.load(serving.address, 16, () => isOver);
    for (let round = 0; round < rounds; round += 1) {
      await sleep(200);
      const before = ledger.counts.view.failed;
      const mend = fail(trial, failure);
      await sleep(300);
      const { size } = ledger.acknowledged;
      await sleep(200);
      const found = ledger.acknowledged.size - size;
      demand('F4', found > 0 ? [`${found} hits were acknowledged while nothing could be written`] : []);
      demand('F4', ledger.counts.view.failed === before ? ['nothing failed: the fault was none'] : []);
      mend();
      const since = performance.now();
      while (ledger.acknowledged.size === size && performance.now() - since < RECOVERY) await sleep(20);
      demand('F4', ledger.acknowledged.size === size ? ['it does not go on by itself'] : []);
    }
    isOver = true;
    await load;
    await trial.client.settle(serving.address);
    const metrics = await trial.metrics(serving);
    await trial.stop(serving);
    await trial.check(`F4 ${failure}`, { metrics });
    return `${rounds} times a disk that refused writes (${failure}): ${ledger.counts.view.failed} hits were refused, and counted`;
  } finally {
    trial.close();
  }
}

/** F6: a limit on the size of files, which is lifted again. */
export async function limitFiles(setting: Setting): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const serving = await trial.serve([], {}, 'ulimit -S -f 1500');
    const { ledger } = trial.client;
    await trial.client.load(serving.address, 16, () => ledger.counts.view.failed > 100);
    execFileSync('prlimit', ['--pid', String(serving.child.pid), '--fsize=unlimited:unlimited']);
    demand('F6', (await trial.client.settle(serving.address)) ? [] : ['it does not go on by itself']);
    await trial.stop(serving);
    await trial.check('F6');
    return `a limit on the size of files: ${ledger.counts.view.failed} hits were refused, and counted`;
  } finally {
    trial.close();
  }
}

/** F7 I11: an fsync fails under load: nothing is acknowledged from then on, and the process ends with 74. */
export async function failSync(setting: Setting, rounds: number): Promise<string> {
  const trial = await createTrial(setting);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const serving = await trial.serve(['disk'], diskOf(trial));
      const load = trial.client.load(serving.address, 16);
      await sleep(100 + trial.random.below(300));
      const mend = fail(trial, 'fsync');
      const code = await serving.ended;
      await load;
      mend();
      demand('F7', code === BROKEN ? [] : [`it ended with ${code}`]);
      await trial.check(`F7 round ${round}`, { killed: true });
    }
    return `${rounds} failed fsyncs, each ended it with 74`;
  } finally {
    trial.close();
  }
}

/** F9: nothing can be opened to be written: it refuses to start, says why, and is as it was when that is over. */
export async function forbidWriting(setting: Setting): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const first = await trial.serve();
    const until = performance.now() + 300;
    await trial.client.load(first.address, 8, () => performance.now() > until);
    await trial.kill(first);
    const mend = fail(trial, 'readonly');
    let said = '';
    try {
      await trial.kill(await trial.serve(['disk'], diskOf(trial)));
    } catch (error) {
      said = String(error);
    }
    mend();
    demand('F9', /tagline\.db: it cannot be written to/.test(said) ? [] : [`it says: ${said || 'nothing'}`]);
    await trial.check('F9', { killed: true });
    return 'a read-only disk is refused at start, with words';
  } finally {
    trial.close();
  }
}
