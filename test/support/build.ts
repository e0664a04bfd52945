import { spawnSync } from 'node:child_process';

/** Builds what the tests serve, also where vitest is called by hand. */
export default function setup(): void {
  const { status } = spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
