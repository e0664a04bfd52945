import { setTimeout as sleep } from 'node:timers/promises';
import { diskOf, fail } from './disk.ts';
import { createTrial, demand, type Setting } from './trial.ts';

/** The seconds in which everything must be in after an outage. */
const DRAINED = 60;
/** What must be taken then, as a part of what was taken before. */
const GOODPUT = 0.7;

/** How hard it comes. */
export interface Force {
  clients: number;
  /** Hits that each of them has kept. */
  kept: number;
  /** Seconds for which is looked how much can be taken, and for which nothing is. */
  peakSeconds: number;
  outage: number;
}

const FULL: Force = { clients: 1_000, kept: 20, peakSeconds: 3, outage: 3 };

/**
 * F23: an outage, after which every client comes again with what it kept. A client does as the tag does: it waits as
 * long as it was told and no longer, so that who was refused at one moment comes again at one moment.
 */
export async function storm(setting: Setting, force = FULL): Promise<string> {
  const { clients, kept, peakSeconds, outage } = force;
  const trial = await createTrial(setting);
  try {
    const serving = await trial.serve(['disk'], diskOf(trial));
    const { client } = trial;
    const { ledger } = client;
    const begun = performance.now();
    await client.load(serving.address, 64, () => performance.now() - begun > peakSeconds * 1_000);
    const peak = ledger.acknowledged.size / ((performance.now() - begun) / 1_000);

    const mend = fail(trial, 'full');
    const waits: number[] = [];
    let mended = 0;
    const goodput: number[] = [];
    const browsers = Array.from({ length: clients }, async () => {
      let id = client.newId();
      for (let left = kept; left > 0; ) {
        const answer = await client.view(serving.address, id);
        if (answer?.status === 204) {
          left -= 1;
          id = client.newId();
          goodput.push(performance.now());
        } else if (answer?.retryAfter) {
          const wait = answer.retryAfter * 1_000;
          waits.push(wait);
          await sleep(wait);
        } else demand('F23', ['a hit got no answer']);
      }
    });
    await sleep(outage * 1_000);
    mend();
    mended = performance.now();
    await Promise.all(browsers);
    const drained = (performance.now() - mended) / 1_000;
    await client.settle(serving.address);
    // From when the first came again: before that all were waiting as told.
    const since = goodput[0] ?? mended;
    const until = goodput[Math.floor(goodput.length * 0.9)] ?? since;
    const rate = (goodput.length * 0.9) / ((until - since) / 1_000);
    demand('F23', [
      ...(waits.length < clients ? ['not every client was told to wait: the outage was none'] : []),
      ...(Math.min(...waits) < 1_000 ? ['a client was told to come again at once'] : []),
      ...(drained > DRAINED ? [`it took ${Math.round(drained)} s until everything was in`] : []),
      ...(setting.timed && rate < peak * GOODPUT
        ? [`${Math.round(rate)} hits/s after the outage, ${Math.round(peak)} before`]
        : []),
    ]);
    const metrics = await trial.metrics(serving);
    await trial.stop(serving);
    await trial.check('F23', { metrics });
    return `${clients} clients after an outage: ${Math.round(rate)} hits/s, ${Math.round(peak)} before; everything in after ${drained.toFixed(1)} s`;
  } finally {
    trial.close();
  }
}
