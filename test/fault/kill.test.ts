import { expect, it } from 'vitest';
import { killAtRandom, killAtWrites } from './kill.ts';
import { stopUnderLoad } from './stop.ts';
import type { Setting } from './trial.ts';

const setting: Setting = { cli: 'dist/cli.js', seed: 1, timed: false, say: () => {} };

it('F1 I1 I3 I4: killed at random moments under load, nothing acknowledged is lost or doubled', async () => {
  expect(await killAtRandom(setting, 3)).toContain('3 kills');
});

it('F1: killed at a write or an fsync, or in the middle of one', async () => {
  expect(await killAtWrites(setting, [24, 41])).toContain('2 kills');
});

it('F45: an order to stop under load ends with 0, and whoever was heard is answered', async () => {
  expect(await stopUnderLoad(setting, 2)).toContain('2 orders');
});
