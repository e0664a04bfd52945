import { writeFileSync } from 'node:fs';
import { besides, createTrial, demand, type Setting, type Trial } from './trial.ts';

/** Where a trial's clock looks how far it is ahead, in seconds; see clock.c. */
export const clockOf = (trial: Pick<Trial, 'folder'>) => ({ FAULT_CLOCK: besides(trial, 'clock') });

/** Sets a trial's clock ahead of the system's, or behind it; a running program sees it at once. */
export function setClock(trial: Pick<Trial, 'folder'>, seconds: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(Math.round(seconds)));
  // In place: the program has it mapped.
  writeFileSync(clockOf(trial).FAULT_CLOCK, bytes, { flag: 'r+' });
}

/** Makes a trial's clock, which is right. */
export function makeClock(trial: Pick<Trial, 'folder'>): Record<string, string> {
  writeFileSync(clockOf(trial).FAULT_CLOCK, Buffer.alloc(8));
  return clockOf(trial);
}

const DAY = 86_400;

/** Times to jump to: a day on and back, the first day of computers, and two later ones. */
const TIMES: Record<string, (now: number) => number> = {
  'a day on': (now) => now + DAY,
  'a day back': (now) => now - DAY,
  'an hour back': (now) => now - 3600,
  '1970': () => 60,
  '2038': () => 2 ** 31 + 60,
  '2100': () => Date.UTC(2100, 0, 1) / 1000,
};

/** F17: the clock is wrong at start, and jumps while hits come in: none is refused, lost or doubled. */
export async function jump(setting: Setting, names = Object.keys(TIMES)): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const environment = makeClock(trial);
    const { ledger } = trial.client;
    for (const name of names) {
      const now = Date.now() / 1000;
      const ahead = (TIMES[name]?.(now) ?? now) - now;
      setClock(trial, ahead);
      const serving = await trial.serve(['clock'], environment);
      const send = async () => {
        const until = performance.now() + 200;
        await trial.client.load(serving.address, 8, () => performance.now() > until);
      };
      await send();
      setClock(trial, 0);
      await send();
      setClock(trial, ahead);
      await send();
      demand(
        'F17',
        ledger.counts.view.failed > 0 ? [`${name}: ${ledger.counts.view.failed} hits were refused`] : [],
      );
      await trial.stop(serving);
      await trial.check(`F17 ${name}`);
    }
    return `${names.length} clocks that were wrong and jumped, over ${ledger.acknowledged.size} hits`;
  } finally {
    trial.close();
  }
}
