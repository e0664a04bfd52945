import { expect, it } from 'vitest';
import { failSync, forbidWriting, refuseWrites } from './disk.ts';
import type { Setting } from './trial.ts';

const setting: Setting = { cli: 'dist/cli.js', seed: 1, timed: false, say: () => {} };

it.each(['write', 'full'] as const)(
  'F4 I3: a disk that refuses writes (%s) has nothing acknowledged, everything counted, and is gone on with',
  async (failure) => {
    expect(await refuseWrites(setting, failure, 1)).toContain('counted');
  },
);

it('F7 I11: an fsync that fails under load ends it with 74, and nothing acknowledged is lost', async () => {
  expect(await failSync(setting, 1)).toContain('74');
});

it('F9: a read-only disk is refused at start, with words', async () => {
  expect(await forbidWriting(setting)).toContain('refused');
});
