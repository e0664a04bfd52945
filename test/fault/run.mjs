/**
 * Bundles the faults, or the fuzz, as the product is bundled, beside a copy of the program, and runs them: what is built
 * meanwhile does not disturb a run of an hour. `node test/fault/run.mjs main|fuzz WORDS`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeOptions } from '../../build.mjs';

const [name, ...words] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tagline-run-'));
let status = 1;
try {
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  cpSync('dist/migrations', join(folder, 'migrations'), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  await build({
    ...nodeOptions,
    entryPoints: [`test/fault/${name}.ts`],
    outdir: folder,
    // Installed for tests, and not to be bundled.
    external: [...nodeOptions.external, 'esbuild', 'vitest'],
  });
  const environment = { ...process.env, TAGLINE_CLI: join(folder, 'dist', 'cli.js') };
  const args = ['--enable-source-maps', join(folder, `${name}.js`), ...words];
  status = spawnSync(process.execPath, args, { stdio: 'inherit', env: environment }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = status;
