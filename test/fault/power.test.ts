import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildMistaken, NORMAL } from './mistake.ts';
import { provePower } from './power.ts';

it('F3 I1 I4: a power cut loses nothing that was acknowledged; under NORMAL, the same cuts do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-normal-'));
  try {
    const setting = { cli: 'dist/cli.js', seed: 1, timed: false, say: () => {} };
    const said = await provePower(setting, buildMistaken(join(folder, 'dist'), NORMAL), 20, 5);
    expect(said).toContain('20 power cuts');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
