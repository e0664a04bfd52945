import { rmSync } from 'node:fs';
import { it } from 'vitest';
import { stopBesideSlow } from './stop.ts';
import { storm } from './storm.ts';
import { createTrial, type Setting } from './trial.ts';

/* What mostly waits, side by side. */
const setting: Setting = { cli: 'dist/cli.js', seed: 1, timed: false, say: () => {} };

it.concurrent('F10: a file that is taken away is noticed within ten seconds where nobody sends anything', async ({
  expect,
}) => {
  const trial = await createTrial(setting);
  try {
    const { ended } = await trial.serve();
    const since = performance.now();
    rmSync(trial.file);
    expect(await ended).toBe(74);
    expect(performance.now() - since).toBeLessThan(10_000);
  } finally {
    trial.close();
  }
});

it.concurrent('F45 F26: an order to stop ends with 0 while somebody sends a request that never gets whole', async ({
  expect,
}) => {
  expect(await stopBesideSlow(setting)).toContain('ms');
});

it.concurrent('F23: after an outage everybody comes again, and everything is in', async ({ expect }) => {
  const force = { clients: 60, kept: 5, peakSeconds: 0.5, outage: 1 };
  expect(await storm(setting, force)).toContain('60 clients');
});
