/** Bundles the bench as the product is bundled, and runs it. */
import { cpSync } from 'node:fs';
import { build } from 'esbuild';
import { nodeOptions } from '../../build.mjs';

await build({
  ...nodeOptions,
  entryPoints: ['test/bench/main.ts', 'test/bench/server.ts', 'test/bench/reading.ts'],
  outdir: 'dist/bench',
  external: [...nodeOptions.external, 'autocannon', 'esbuild', 'playwright-core', '@puppeteer/browsers'],
  splitting: true,
});
cpSync('db/sqlite/migrations', 'dist/bench/migrations', { recursive: true });
await import('../../dist/bench/main.js');
