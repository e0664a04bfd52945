import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { clockOf, makeClock, setClock } from './clock.ts';
import { memoryOf } from './crowd.ts';
import { diskOf, fail } from './disk.ts';
import { holdLock } from './lock.ts';
import { BROKEN, createTrial, demand, type Serving, type Setting, type Trial } from './trial.ts';

/** Databases are begun anew after so many rounds, so that looking at them does not take all the time. */
const ROUNDS = 15;
const MEMORY = 512 * 2 ** 20;

/** One thing that happens under load. What ends the process says so by answering its code; else it is stopped by order. */
const EVENTS: Record<string, (trial: Trial, serving: Serving) => Promise<'killed' | 'broken' | undefined>> = {
  async kill(trial, serving) {
    await trial.kill(serving);
    return 'killed';
  },
  async fsync(trial, { ended }) {
    const mend = fail(trial, 'fsync');
    const code = await ended;
    mend();
    demand('soak fsync', code === BROKEN ? [] : [`it ended with ${code}`]);
    return 'broken';
  },
  async write(trial) {
    const mend = fail(trial, 'write');
    await sleep(trial.random.below(1_000));
    mend();
    return undefined;
  },
  async full(trial) {
    const mend = fail(trial, 'full');
    await sleep(trial.random.below(1_000));
    mend();
    return undefined;
  },
  async lock(trial) {
    await holdLock(trial.file, trial.random.below(3_000));
    return undefined;
  },
  async clock(trial) {
    for (let jumps = 0; jumps < 5; jumps += 1) {
      setClock(trial, trial.random.pick([-86_400, 86_400, -3_600, 0, 2 ** 31]));
      await sleep(100);
    }
    setClock(trial, 0);
    return undefined;
  },
  async crowd(_, { address }) {
    const sockets = Array.from({ length: 300 }, () => connect(Number(new URL(address).port), '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => {}).write('POST /hit HTTP/1.1\r\n');
    await sleep(1_000);
    for (const socket of sockets) socket.destroy();
    return undefined;
  },
  async order() {
    return undefined;
  },
};

/** F58: everything at random for some minutes, with all invariants looked at after each. */
export async function soak(setting: Setting, seconds: number): Promise<string> {
  const until = performance.now() + seconds * 1_000;
  const happened = new Map<string, number>();
  let hits = 0;
  let memory = 0;
  for (let series = 0; performance.now() < until; series += 1) {
    const trial = await createTrial({ ...setting, seed: setting.seed + series });
    // A killed process takes what it owed to the account with it.
    let killed = false;
    try {
      const environment = { ...diskOf(trial), ...makeClock(trial), ...clockOf(trial) };
      for (let round = 0; round < ROUNDS && performance.now() < until; round += 1) {
        const serving = await trial.serve(['disk', 'clock'], environment);
        let isOver = false;
        const load = trial.client.load(serving.address, 8 + trial.random.below(56), () => isOver);
        await sleep(trial.random.below(1_000));
        const name = trial.random.pick(Object.keys(EVENTS));
        happened.set(name, (happened.get(name) ?? 0) + 1);
        const end = await EVENTS[name]?.(trial, serving);
        killed ||= end !== undefined;
        if (end === undefined) {
          memory = Math.max(memory, memoryOf(serving.child.pid ?? 0));
          // Half of the time the order comes while the load goes on.
          isOver = trial.random() < 0.5;
          if (isOver) await load;
          await trial.stop(serving);
        }
        isOver = true;
        await load;
        await trial.check(`soak ${series}.${round} ${name}`, { killed });
      }
      const last = await trial.serve();
      demand('soak', (await trial.client.settle(last.address)) ? [] : ['not everything could be sent again']);
      await trial.stop(last);
      await trial.check(`soak ${series}`, { killed });
      hits += trial.client.ledger.acknowledged.size;
      setting.say(`${hits} hits, ${[...happened].map(([name, count]) => `${name} ${count}`).join(', ')}`);
    } finally {
      trial.close();
    }
  }
  demand('soak', memory > MEMORY ? [`I6: it took ${Math.round(memory / 2 ** 20)} MiB`] : []);
  const events = [...happened.values()].reduce((all, one) => all + one, 0);
  return `${seconds} s with ${events} faults at random over ${hits} acknowledged hits, at most ${Math.round(memory / 2 ** 20)} MiB`;
}
