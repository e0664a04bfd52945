/**
 * Builds what is served into dist/: the tag, the dashboard, the collector. No type checking: `npm test` does it.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const common = { absWorkingDir: root, bundle: true, logLevel: 'warning', legalComments: 'none' };

/** The options of the tag's build, also used by the test of its size. */
export const tagOptions = {
  ...common,
  entryPoints: ['tag/tag.ts'],
  format: 'iife',
  target: 'es2017',
  minify: true,
  // An ES module is strict whatever is written above it; the directive would only cost bytes.
  tsconfigRaw: {},
};

/**
 * Options of what runs on Node. Every package is bundled but the database driver, which is compiled for the
 * machine: it is all that has to be installed beside dist/.
 */
export const nodeOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['better-sqlite3'],
  // Packages in CommonJS ask for Node's own modules by `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  sourcemap: true,
};

/** Builds everything into `dist/`. */
export async function buildAll() {
  rmSync(`${root}/dist`, { recursive: true, force: true });
  mkdirSync(`${root}/dist/dashboard`, { recursive: true });
  await Promise.all([
    build({ ...tagOptions, outfile: 'dist/lt.js' }),
    build({
      ...common,
      entryPoints: ['dashboard/main.tsx', 'dashboard/style.css'],
      outdir: 'dist/dashboard',
      format: 'esm',
      target: ['es2022', 'chrome111', 'safari16.4', 'firefox114'],
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx/dom',
      charset: 'utf8', // else each Thai letter is written as six characters
      minify: true,
    }),
    build({
      ...nodeOptions,
      entryPoints: ['collector/cli.ts'],
      outdir: 'dist',
      splitting: true,
      // Beside the entry: what is served is found relative to the file that serves it.
      chunkNames: '[name]-[hash]',
    }),
  ]);
  cpSync(`${root}/dashboard/index.html`, `${root}/dist/dashboard/index.html`);
  cpSync(`${root}/db/sqlite/migrations`, `${root}/dist/migrations`, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
