/**
 * Builds the program with a mistake in it into a folder, from the sources as they are, which stay untouched:
 * `node test/fault/plant.mjs FOLDER EDITS`, where EDITS is JSON as `mistake.ts` has it.
 */
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeOptions } from '../../build.mjs';

const [folder, json] = process.argv.slice(2);
const edits = JSON.parse(json);
const done = new Set();

function planted(path) {
  let source = readFileSync(path, 'utf8');
  for (const edit of edits.filter(({ file }) => path === join(process.cwd(), file))) {
    if (source.split(edit.from).length !== 2)
      throw new Error(`${edit.file} does not have once what the mistake is to replace: ${edit.from}`);
    source = source.replace(edit.from, () => edit.to);
    done.add(edit);
  }
  return source;
}

// What is served, and the schema, stand beside the program.
cpSync('dist', folder, { recursive: true });
await build({
  ...nodeOptions,
  entryPoints: ['collector/cli.ts'],
  outdir: folder,
  splitting: true,
  plugins: [
    {
      name: 'mistake',
      setup(on) {
        on.onLoad({ filter: /\.ts$/ }, ({ path }) =>
          edits.some(({ file }) => path.endsWith(file))
            ? { contents: planted(path), loader: 'ts' }
            : undefined,
        );
      },
    },
  ],
});
if (done.size !== edits.length) throw new Error('not every edit was planted');
symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
