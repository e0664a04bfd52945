import { expect, it } from 'vitest';
import { jump } from './clock.ts';
import { crowd } from './crowd.ts';
import { lockOut } from './lock.ts';
import type { Setting } from './trial.ts';

const setting: Setting = { cli: 'dist/cli.js', seed: 1, timed: false, say: () => {} };

it('F17: a clock that is wrong and jumps has no hit refused, lost or doubled', async () => {
  expect(await jump(setting, ['2100'])).toContain('1 clocks');
});

it('F14: while somebody else holds the write lock others are answered, and hits come again', async () => {
  expect(await lockOut(setting, 2_500)).toContain('told to come again');
});

it('F26 F27 A56: a crowd of idle and slow connections keeps nobody waiting', async () => {
  expect(await crowd(setting, 400, 30, 1)).toContain('400 idle and 30 slow');
});
