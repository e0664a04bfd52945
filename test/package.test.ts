import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked } from './support/packed.ts';

/* What a site's bundler makes of the package: alone, and as a part of the repository. */
describe.each(['.', './dist/npm'])('the package, installed from %s', (from) => {
  let packed: ReturnType<typeof installPacked>;
  beforeAll(() => {
    packed = installPacked(from);
  });
  afterAll(() => packed.remove());

  const sizeOf = async (code: string) => {
    const entry = join(packed.site, 'site.js');
    writeFileSync(entry, `import { init } from 'tagline/tag';\n${code}`);
    const options = { bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' } as const;
    const { outputFiles } = await build({ ...options, entryPoints: [entry] });
    return outputFiles[0]?.contents.length ?? 0;
  };

  it('weighs nothing where nothing of it is used: importing it does nothing', async () => {
    expect(await sizeOf('')).toBe(0);
    expect(await sizeOf('init({ collector: "https://t.example", tagId: "x" });')).toBeGreaterThan(5_000);
  });
});
