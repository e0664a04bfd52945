/**
 * Builds what is served into dist/: the tag, the dashboard, the collector. No type checking: `npm test` does it.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const common = { absWorkingDir: root, bundle: true, logLevel: 'warning', legalComments: 'none' };

const tagCommon = {
  ...common,
  // Browsers since 2020. An ES module is strict whatever is written above it; the directive would only cost bytes.
  target: 'es2020',
  minify: true,
  // Names with a $ are what the two files call each other by; they are shortened alike in both.
  mangleProps: /^\$/,
  tsconfigRaw: {},
};

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/**
 * Builds what the tag loads where a page asks for more: its bytes, a name that changes with them, and what it calls the
 * first file's things.
 */
async function buildMore() {
  const { outputFiles, mangleCache } = await build({
    ...tagCommon,
    entryPoints: ['tag/more/index.ts'],
    format: 'esm',
    write: false,
    mangleCache: {},
  });
  const bytes = outputFiles[0].contents;
  return { name: `lt-more.${hashOf(bytes)}.js`, bytes, mangleCache };
}

/**
 * Builds the tag: `lt.js`, loaded by every page, and what it loads where a page asks for more. Answers bytes by file
 * name.
 */
export async function buildTag() {
  const { name, bytes, mangleCache } = await buildMore();
  const tag = await build({
    ...tagCommon,
    entryPoints: ['tag/tag.ts'],
    format: 'iife',
    // V8 then compiles all of it beside the main thread instead of each function there when it is first called.
    // And where a page has a Set, a Symbol or a Date of its own, it hears nothing of what comes of it.
    banner: { js: '//# allFunctionsCalledOnLoad\ntry{' },
    footer: { js: '}catch{}' },
    define: { MORE_FILE: JSON.stringify(name) },
    write: false,
    mangleCache,
  });
  return new Map([
    ['lt.js', tag.outputFiles[0].contents],
    [name, bytes],
  ]);
}

/** Writes the tag to `dist/tag`, beside every numbered build there ever was. */
async function writeTag() {
  mkdirSync(`${root}/dist/tag`, { recursive: true });
  const released = `${root}/tag/release`;
  for (const name of existsSync(released) ? readdirSync(released) : [])
    if (name.endsWith('.js')) cpSync(`${released}/${name}`, `${root}/dist/tag/${name}`);
  for (const [name, bytes] of await buildTag()) writeFileSync(`${root}/dist/tag/${name}`, bytes);
}

/**
 * Writes the tag as a package for sites that bundle their scripts to `dist/npm`: one module and its types, which names
 * the same second file on the collector. Not minified, because a bundler does that, and heeds the comments.
 */
async function writeModule() {
  const folder = `${root}/dist/npm`;
  const types = `${root}/dist/npm-types`;
  const {
    name: packageName,
    version,
    license,
    exports,
  } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const more = await buildMore();
  await build({
    ...tagCommon,
    minify: false,
    entryPoints: ['tag/module.ts'],
    outfile: 'dist/npm/tag.js',
    format: 'esm',
    define: { MORE_FILE: JSON.stringify(more.name) },
    mangleCache: more.mangleCache,
  });
  const options = '--declaration --emitDeclarationOnly --noCheck --allowImportingTsExtensions --ignoreConfig';
  const target = '--target es2022 --module esnext --moduleResolution bundler --rootDir tag';
  execFileSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      ...`tag/module.ts ${options} ${target}`.split(' '),
      ...['--lib', 'ES2023,DOM,DOM.Iterable', '--types', '', '--outDir', types],
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  // It names no other file: it is all that a site sees.
  cpSync(`${types}/module.d.ts`, `${folder}/tag.d.ts`);
  rmSync(types, { recursive: true });
  const own = (path) => path.replace('dist/npm/', '');
  const tag = Object.fromEntries(Object.entries(exports['./tag']).map(([kind, path]) => [kind, own(path)]));
  // A package of its own, without the database driver that the program needs.
  const manifest = {
    ...{ name: packageName, version, license, type: 'module', exports: { './tag': tag } },
    // Nothing happens before `init`, so a bundler may leave out what a site imports and does not use.
    sideEffects: false,
  };
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(`${root}/LICENSE`, `${folder}/LICENSE`);
}

/**
 * Packs the table of countries into `dist/country.bin`, which `collector/lib/country.ts` reads: numbers in the order of
 * the machine, three counts, then where ranges start (48 bits of IPv6, 32 of IPv4), the codes, and the place of each
 * range's code among them, counted from 1; 0 is none. Neighbours of one country are one range.
 */
function writeCountries() {
  const table = `${root}/node_modules/@ip-location-db/asn-country`;
  const codes = [];
  const placeOf = (code) => codes.indexOf(code) + 1 || codes.push(code);
  const packed = (name, numberOf, last) => {
    const starts = [];
    const places = [];
    const add = (start, place) => {
      if (place === (places.at(-1) ?? 0)) return;
      starts.push(start);
      places.push(place);
    };
    let next = 0;
    for (const line of readFileSync(`${table}/asn-country-${name}-num.csv`, 'utf8').trim().split('\n')) {
      const [from, to, code] = line.trim().split(',');
      if (!/^[A-Z]{2}$/.test(code)) throw new Error(`the table of countries has "${code}"`);
      // Of networks smaller than what is looked at, the first counts.
      const start = Math.max(numberOf(from), next);
      const end = numberOf(to);
      if (start > end) continue;
      if (start > next) add(next, 0);
      add(start, placeOf(code));
      next = end + 1;
    }
    if (next <= last) add(next, 0);
    return { starts, places };
  };
  const four = packed('ipv4', Number, 2 ** 32 - 1);
  const six = packed('ipv6', (text) => Number(BigInt(text) >> 80n), 2 ** 48 - 1);
  if (codes.length > 255) throw new Error('the table of countries has more than 255 of them');
  const parts = [
    new Uint32Array([four.starts.length, six.starts.length, codes.length, 0]),
    new Float64Array(six.starts),
    new Uint32Array(four.starts),
    Buffer.from(codes.join(''), 'latin1'),
    new Uint8Array(four.places),
    new Uint8Array(six.places),
  ];
  const bytes = Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  writeFileSync(`${root}/dist/country.bin`, bytes);
  // Whose data it is has to stand beside it.
  cpSync(`${table}/NRO_LICENSE`, `${root}/dist/country.LICENSE`);
}

/** Keeps the tag as it is now as the next numbered build, unless the last one is the same. */
export async function releaseTag() {
  const files = await buildTag();
  const folder = `${root}/tag/release`;
  mkdirSync(folder, { recursive: true });
  const numbers = readdirSync(folder).flatMap((file) => /^lt\.(\d+)\.js$/.exec(file)?.[1] ?? []);
  const last = Math.max(0, ...numbers.map(Number));
  const tag = files.get('lt.js');
  if (last > 0 && readFileSync(`${folder}/lt.${last}.js`).equals(tag)) return last;
  files.delete('lt.js');
  files.set(`lt.${last + 1}.js`, tag);
  const list = `${folder}/integrity.json`;
  const integrity = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {};
  for (const [name, bytes] of files) {
    writeFileSync(`${folder}/${name}`, bytes);
    integrity[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  }
  writeFileSync(list, `${JSON.stringify(integrity, null, 2)}\n`);
  return last + 1;
}

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

/** Takes away what an earlier build left in `dist/` and this one did not write again. */
function prune(since) {
  for (const entry of readdirSync(`${root}/dist`, { recursive: true, withFileTypes: true })) {
    const file = `${entry.parentPath ?? entry.path}/${entry.name}`;
    if (entry.isFile() && statSync(file).mtimeMs < since) rmSync(file);
  }
}

/** Builds everything into `dist/`; what is there is replaced file by file, so that a running program keeps its own. */
export async function buildAll() {
  const since = Date.now() - 1000;
  mkdirSync(`${root}/dist/dashboard`, { recursive: true });
  mkdirSync(`${root}/dist/tag`, { recursive: true });
  await Promise.all([
    writeTag(),
    writeModule(),
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
      entryPoints: { cli: 'collector/cli.ts', reports: 'collector/report/worker.ts' },
      outdir: 'dist',
      splitting: true,
      // Beside the entry: what is served is found relative to the file that serves it.
      chunkNames: '[name]-[hash]',
    }),
  ]);
  cpSync(`${root}/dashboard/index.html`, `${root}/dist/dashboard/index.html`);
  writeCountries();
  cpSync(`${root}/db/sqlite/migrations`, `${root}/dist/migrations`, { recursive: true });
  prune(since);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'release-tag') {
    const number = await releaseTag();
    process.stdout.write(`tagline: the tag is numbered build ${number}\n`);
  } else await buildAll();
}
