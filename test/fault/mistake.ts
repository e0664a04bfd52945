import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from './preload.ts';
import { Violation } from './trial.ts';

/** A text of a source file, and what a mistake makes of it. */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

/** A mistake that somebody might make one day, and the test that must notice it. */
export interface Mistake {
  name: string;
  edits: Edit[];
  /** File and title, or the beginning of one, of a test that must fail. */
  test: [file: string, title: string];
}

/** `synchronous=NORMAL`: a commit is not on disk when it is acknowledged. */
export const NORMAL: Mistake = {
  name: 'NORMAL instead of FULL',
  edits: [
    { file: 'db/sqlite/client.ts', from: "'synchronous = FULL'", to: "'synchronous = NORMAL'" },
    { file: 'db/sqlite/client.ts', from: 'synchronous !== 2', to: 'synchronous !== 1' },
  ],
  test: ['test/fault/power.test.ts', 'F3'],
};

/** Builds the program with a mistake in it into a folder; answers its CLI. */
export function buildMistaken(folder: string, { edits }: Mistake): string {
  must(process.execPath, ['test/fault/plant.mjs', folder, JSON.stringify(edits)]);
  return join(folder, 'cli.js');
}

export const MISTAKES: Mistake[] = [
  NORMAL,
  {
    name: 'answered before the commit',
    edits: [
      {
        file: 'collector/intake/writer.ts',
        from: '        waiting.push({ writing, resolve, reject });',
        to: "        waiting.push({ writing, resolve() {}, reject });\n        resolve((writing.hits ?? []).map(() => 'stored'));",
      },
    ],
    test: ['test/fault/disk.test.ts', 'F7'],
  },
  {
    name: 'no unique key',
    edits: ['0000_house', '0003_hits'].map((name) => ({
      file: `db/sqlite/migrations/${name}.sql`,
      from: 'CREATE UNIQUE INDEX `hit_once`',
      to: 'CREATE INDEX `hit_once`',
    })),
    test: ['test/collector/intake/hit.test.ts', 'answers 204 again for a retry'],
  },
  {
    name: 'the first address of X-Forwarded-For',
    edits: [
      { file: 'collector/lib/address.ts', from: '.slice(-HOPS_MAX).reverse()', to: '.slice(-HOPS_MAX)' },
    ],
    test: ['test/collector/lib/address.test.ts', 'A18'],
  },
  {
    name: 'the digest of an API key compared with ===',
    edits: [
      {
        file: 'collector/lib/api-key.ts',
        from: "timingSafeEqual(digestOf(key), Buffer.from(hash, 'hex'))",
        to: "digestOf(key).toString('hex') === hash",
      },
    ],
    test: ['test/collector/lib/constant-time.test.ts', 'A35 the digest of an API key'],
  },
  {
    name: 'the signature of a test token compared with ===',
    edits: [
      {
        file: 'collector/lib/test-token.ts',
        from: '!timingSafeEqual(signed(claim), bytes.subarray(claim.length))',
        to: "signed(claim).toString('hex') !== bytes.subarray(claim.length).toString('hex')",
      },
    ],
    test: ['test/collector/lib/constant-time.test.ts', 'the signature of a test token'],
  },
  {
    name: 'failed is not counted',
    edits: [
      {
        file: 'collector/intake/writer.ts',
        from: '[...batch.tallies, ...batch.hits.map(failedLine)]',
        to: '[...batch.tallies]',
      },
    ],
    test: ['test/collector/intake/writer.test.ts', 'owes a line for each kind'],
  },
  {
    name: 'what is owed is forgotten at the end',
    edits: [
      {
        file: 'collector/intake/writer.ts',
        from: 'if (owed.tallies.length + owed.lostClicks.length > 0) await commit([]);',
        to: '',
      },
    ],
    test: ['test/collector/intake/writer.test.ts', 'pays what it owes'],
  },
  {
    name: 'a fold window that is off by one',
    edits: [
      {
        file: 'collector/conversion/count.ts',
        from: 'time >= first + FOLD_WINDOW',
        to: 'time > first + FOLD_WINDOW',
      },
    ],
    test: ['test/collector/conversion/count.test.ts', ''],
  },
  {
    name: 'images convert',
    edits: [
      {
        file: 'db/column/match.ts',
        from: ' || isAmong(images, row)',
        to: '',
      },
    ],
    test: ['test/collector/intake/gif.test.ts', 'is an image-only page view, and never a conversion'],
  },
  {
    name: 'going on after a failed fsync',
    edits: [{ file: 'db/error.ts', from: 'IOERR_(DIR_)?FSYNC|', to: '' }],
    test: ['test/fault/disk.test.ts', 'F7'],
  },
  {
    name: 'going on with a file that is gone',
    edits: [{ file: 'db/open.ts', from: '      checkPlace();\n', to: '' }],
    test: ['test/fault/place.test.ts', 'F10'],
  },
  {
    name: 'connections stay open after an order to stop',
    edits: [{ file: 'collector/serve.ts', from: 'response.shouldKeepAlive = false;', to: '' }],
    test: ['test/fault/kill.test.ts', 'F45'],
  },
  {
    name: 'a damaged log is passed over',
    edits: [{ file: 'db/open.ts', from: 'if (lost === 0) return;', to: 'if (lost >= 0) return;' }],
    test: ['test/db/wal.test.ts', 'F11'],
  },
];

/** What a run of tests needs of the checkout; everything else it makes itself. */
const SOURCES = ['tag', 'collector', 'dashboard', 'db', 'test', 'docs'];
const FILES = [
  'build.mjs',
  'run.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vitest.config.ts',
];
const OTHERS = ['README.md', 'CONTRIBUTING.md', 'LICENSE', '.env.example', 'biome.json'];

function copyTo(folder: string): void {
  mkdirSync(folder);
  for (const part of [...SOURCES, ...FILES, ...OTHERS]) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
}

/** Plants edits in a copy; gives what takes them out again. Throws where a text is not there exactly once. */
function plant(folder: string, edits: Edit[]): () => void {
  const before = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    if (!before.has(path)) before.set(path, source);
    if (source.split(from).length !== 2)
      throw new Violation(`${file} does not have once what the mistake is to replace: ${from}`);
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
  }
  return () => {
    for (const [path, source] of before) writeFileSync(path, source);
  };
}

/** Titles of the tests of a file that ran, by how they ended. */
function runTest(folder: string, [file, title]: Mistake['test']): { passed: string[]; failed: string[] } {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const named = title ? ['-t', title] : [];
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', file, ...named, '--reporter=json', `--outputFile=${report}`];
  // Without what a run of tests that this may be a part of says to its own.
  const { PATH = '' } = process.env;
  const { error, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH },
  });
  if (error) throw error;
  const names = { passed: [] as string[], failed: [] as string[] };
  let read: { testResults: { assertionResults: { fullName: string; status: string }[] }[] };
  try {
    read = JSON.parse(readFileSync(report, 'utf8'));
  } catch (cause) {
    throw new Error(`the tests did not run: ${stdout}\n${stderr}`, { cause });
  }
  for (const { fullName, status } of read.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    if (status === 'passed' || status === 'failed') names[status].push(fullName);
  }
  return names;
}

/**
 * Plants each mistake in a copy of the sources, and demands that its test turns red, which is green without it. The
 * checkout is not touched.
 */
export function plantMistakes(mistakes: Mistake[], say: (line: string) => void): string {
  const parent = mkdtempSync(join(tmpdir(), 'tagline-mistakes-'));
  const folder = join(parent, 'copy');
  try {
    copyTo(folder);
    for (const { test } of new Map(mistakes.map((one) => [one.test.join(), one])).values()) {
      const { passed, failed } = runTest(folder, test);
      if (failed.length > 0 || passed.length === 0)
        throw new Violation(`without any mistake ${test.join(': ')} is not green: ${failed.join(', ')}`);
    }
    for (const { name, edits, test } of mistakes) {
      const takeOut = plant(folder, edits);
      const { failed } = runTest(folder, test);
      takeOut();
      if (failed.length === 0) throw new Violation(`"${name}" is noticed by none of ${test.join(': ')}`);
      say(`"${name}" is noticed by ${test[0]}: ${failed[0]}`);
    }
    return `${mistakes.length} mistakes, each noticed by the test that is named for it`;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
