import { expect, it } from 'vitest';
import { interruptMigration, migrations } from './migration.ts';
import { soak } from './soak.ts';
import type { Setting } from './trial.ts';

const setting: Setting = { cli: 'dist/cli.js', seed: 2, timed: false, say: () => {} };

it('F46: a migration that is killed at a write leaves the old schema or the new one, and can be run again', async () => {
  expect(await interruptMigration(setting, migrations(setting.cli) - 1, [4, 31, 60])).toContain(
    'at 3 writes',
  );
});

it('F58: a few seconds of everything at random', async () => {
  expect(await soak(setting, 2)).toContain('faults at random');
}, 60_000);
