import { setTimeout as sleep } from 'node:timers/promises';
import { createTrial, type Setting } from './trial.ts';

/** Kills on one database before the next is begun, so that it stays small enough to be looked at each time. */
const PER_DATABASE = 25;

/** F1: the process is killed at a random moment under load, again and again. */
export async function killAtRandom(setting: Setting, kills: number, connections = 32): Promise<string> {
  let acknowledged = 0;
  for (let done = 0; done < kills; ) {
    const trial = await createTrial({ ...setting, seed: setting.seed + done });
    try {
      for (let round = 0; round < PER_DATABASE && done < kills; round += 1) {
        const serving = await trial.serve();
        const load = trial.client.load(serving.address, connections);
        await sleep(10 + trial.random.below(round % 5 === 0 ? 1000 : 150));
        await trial.kill(serving);
        await load;
        await trial.check(`F1 kill ${done}`, { killed: true });
        done += 1;
        if (done % 50 === 0) setting.say(`${done} kills`);
      }
      const serving = await trial.serve();
      if (!(await trial.client.settle(serving.address)))
        throw new Error('F1: not everything could be sent again');
      await trial.stop(serving);
      await trial.check('F1 after sending again', { killed: true });
      acknowledged += trial.client.ledger.acknowledged.size;
    } finally {
      trial.close();
    }
  }
  return `${kills} kills at random, ${acknowledged} acknowledged hits, none lost or doubled`;
}

/** Page views that are sent in a run that is killed at one of its writes. */
const VIEWS = 12;

/**
 * F1: the process is killed at its n-th write, fsync, truncation or deletion, for each n of a run from start to end, or
 * for some; every other time in the middle of the write.
 */
export async function killAtWrites(setting: Setting, numbers: Iterable<number>): Promise<string> {
  let killed = 0;
  for (const number of numbers) {
    const trial = await createTrial({ ...setting, seed: setting.seed + number });
    const torn: Record<string, string> = number % 2 === 0 ? { FAULT_TORN: '1' } : {};
    try {
      let isKilled = false;
      try {
        const serving = await trial.serve(['kill'], { FAULT_KILL: String(number), ...torn });
        let sent = 0;
        await trial.client.load(serving.address, 4, () => ++sent > VIEWS);
        if (serving.child.exitCode === null && serving.child.signalCode === null)
          serving.child.kill('SIGTERM');
        isKilled = (await serving.ended) === null;
      } catch (error) {
        // It did not live to be up, and had no time to say why.
        if (!(error instanceof Error) || error.message !== 'ended: ') throw error;
        isKilled = true;
      }
      await trial.check(`F1 write ${number}`, { killed: true });
      if (!isKilled) return `${killed} kills, one at each write and fsync of a run, nothing lost or doubled`;
      killed += 1;
      if (killed % 25 === 0) setting.say(`${killed} writes`);
      const serving = await trial.serve();
      if (!(await trial.client.settle(serving.address)))
        throw new Error(`F1 write ${number}: it does not go on`);
      await trial.stop(serving);
      await trial.check(`F1 write ${number}, sent again`, { killed: true });
    } finally {
      trial.close();
    }
  }
  return `${killed} kills at writes and fsyncs, nothing lost or doubled`;
}
