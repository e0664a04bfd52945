/**
 * What `npm start`, `npm run demo`, `npm test`, `npm run bench`, `npm run faults` and `npm run fuzz` call: installs what
 * is missing, builds what has changed, then runs. It needs nothing but Node, so that it works right after `git clone`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const windows = process.platform === 'win32';

function fail(message) {
  console.error(`tagline: ${message}`);
  process.exit(1);
}

/** Runs a program in the foreground; ends with its code when it fails. */
function must(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Installs by the lockfile where it has changed since the last time. */
function install() {
  const stamp = join(root, 'node_modules', '.tagline-installed');
  const lock = hashOf([join(root, 'package-lock.json')]);
  if (read(stamp) === lock) return;
  console.log('tagline: installing what is missing (compiling the database driver can take two minutes) ...');
  // `npm ci` would throw away a driver that is already compiled.
  const command = existsSync(join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  must('npm', [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** Builds where a source has changed since the last time. */
function build() {
  const sources = [
    ...['tag', 'collector', 'dashboard', 'db'].flatMap((folder) => filesBelow(join(root, folder))),
    ...['build.mjs', 'package-lock.json'].map((file) => join(root, file)),
  ];
  const stamp = join(root, 'dist', '.built');
  const hash = hashOf(sources.filter((file) => statSync(file).isFile()).sort());
  if (read(stamp) === hash) return;
  console.log('tagline: building ...');
  must(process.execPath, ['build.mjs']);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Replaces this process as far as Node can: signals go on to the program, its code becomes ours. */
function hand(args) {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const bin = (name) => join('node_modules', '.bin', windows ? `${name}.cmd` : name);

async function test(args) {
  const { ensureBrowsers } = await import('./test/support/install-browser.mjs');
  await ensureBrowsers();
  if (args.length === 0) {
    must(bin('tsc'), ['-p', '.']);
    must(bin('biome'), ['check', '--error-on-warnings', '.']);
  }
  must(bin('vitest'), ['run', ...args]);
}

const [task = 'start', ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed, this is ${process.version}`);

switch (task) {
  case 'start':
    install();
    build();
    hand(['dist/cli.js', 'serve']);
    break;
  case 'demo':
    install();
    build();
    hand(['dist/cli.js', 'demo']);
    break;
  case 'cli':
    install();
    build();
    hand(['dist/cli.js', ...args]);
    break;
  case 'prepare':
    // npm calls it after each install, also where only what runs is installed: then there is nothing to build with.
    if (existsSync(join(root, 'tag')) && existsSync(join(root, 'node_modules', 'esbuild'))) build();
    break;
  case 'test':
    install();
    build();
    await test(args);
    break;
  case 'bench':
    install();
    build();
    must(process.execPath, ['test/bench/run.mjs', ...args]);
    break;
  case 'faults':
  case 'fuzz':
    install();
    build();
    must(process.execPath, ['test/fault/run.mjs', task === 'fuzz' ? 'fuzz' : 'main', ...args]);
    break;
  default:
    fail(`there is no task "${task}"`);
}
