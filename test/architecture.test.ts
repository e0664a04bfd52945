import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/*
 * Which room may use which: the import table of the house (CONTRIBUTING.md), as data. A path stands for the file
 * or everything below the folder. Every file may import its own folder.
 */
const PORTS = ['db/model', 'db/error', 'db/store'];
const TABLE: { code: string; may: string[]; types?: string[] }[] = [
  { code: 'tag', may: [] },
  { code: 'db/model', may: [] },
  { code: 'db/error', may: [] },
  { code: 'db', may: ['db'] },
  // Sets of small numbers as bits, sorting by them, places among numbers in order: both sides of a report do it.
  {
    code: 'collector/lib',
    may: ['db/model', 'db/error', 'db/column/bits', 'db/column/sort', 'db/column/place'],
  },
  { code: 'collector/rule', may: ['db/model', 'db/error'] },
  {
    code: 'collector/intake',
    may: ['tag/wire', ...PORTS, 'collector/lib', 'collector/identity'],
    types: ['collector/line'],
  },
  { code: 'collector/identity', may: [...PORTS, 'collector/lib', 'collector/line'] },
  { code: 'collector/doctor', may: [...PORTS, 'collector/lib', 'tag/snippet', 'tag/wire'] },
  { code: 'collector/line', may: [...PORTS, 'collector/lib'] },
  { code: 'collector/broadcast', may: [...PORTS, 'collector/lib', 'collector/line'] },
  { code: 'collector/account', may: [...PORTS, 'collector/lib', 'collector/conversion'] },
  { code: 'collector/conversion', may: [...PORTS, 'collector/lib', 'collector/rule'] },
  { code: 'collector/attribution', may: [...PORTS, 'collector/lib', 'collector/rule'] },
  { code: 'collector/audience', may: [...PORTS, 'collector/lib', 'collector/rule', 'collector/line'] },
  // The thread of the reports opens the database for itself.
  { code: 'collector/report/worker', may: ['db/open', 'collector/report'] },
  {
    code: 'collector/report',
    may: [
      ...PORTS,
      'db/column/place',
      ...['lib', 'rule', 'conversion', 'attribution', 'audience', 'broadcast', 'silence'].map(
        (room) => `collector/${room}`,
      ),
    ],
  },
  {
    code: 'collector/api',
    may: [
      'tag/wire',
      ...PORTS,
      ...[
        'lib',
        'rule',
        'account',
        'doctor',
        'identity',
        'line',
        'broadcast',
        'conversion',
        'attribution',
        'audience',
        'report',
        'retention',
      ].map((room) => `collector/${room}`),
    ],
    types: ['collector/jobs', 'collector/health'],
  },
  { code: 'collector/demo/demo', may: ['collector', 'db', 'tag/snippet'] },
  { code: 'collector/demo', may: ['collector/lib', 'tag/snippet'] },
  { code: 'collector/silence', may: [...PORTS, 'collector/lib'] },
  { code: 'collector/retention', may: [...PORTS, 'collector/lib'] },
  { code: 'collector/jobs', may: ['collector', 'db'] },
  { code: 'collector/app', may: ['collector', 'db', 'tag'] },
  // The doctor speaks on the command line in the words of the dashboard.
  { code: 'collector/cli', may: ['collector', 'db', 'tag', 'dashboard/i18n/en'] },
  { code: 'collector/serve', may: [] },
  { code: 'collector/metrics', may: [...PORTS, 'collector/intake/tally'], types: ['collector/intake'] },
  { code: 'collector/health', may: [...PORTS, 'collector/intake/tally'], types: ['collector/intake'] },
  { code: 'collector/config', may: ['collector/lib', 'tag/wire'] },
  { code: 'collector/dashboard', may: [] },
  { code: 'dashboard', may: ['tag/snippet'], types: ['collector/api'] },
];

/** Words and packages that may stand only in these files. */
const ONLY_IN: { what: RegExp; where: string[] }[] = [
  { what: /from 'better-sqlite3'/, where: ['db/sqlite/client.ts', 'db/sqlite/lock.ts'] },
  { what: /from 'better-auth/, where: ['collector/api/auth.ts'] },
  { what: /from 'chart\.js/, where: ['dashboard/chart.ts'] },
  { what: /process\.env/, where: ['collector/config.ts'] },
  {
    what: /\bDate\.now\b/,
    where: [
      'collector/app.ts',
      'collector/cli.ts',
      'collector/demo/demo.ts',
      'dashboard/lib/now.ts',
      'tag/lib/clock.ts',
      'tag/more/landing.ts',
    ],
  },
];

const ROOMS = ['tag', 'collector', 'dashboard', 'db'];

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'migrations' ? [] : filesBelow(path);
    return /\.(ts|tsx)$/.test(name) ? [path] : [];
  });
}

const files = ROOMS.flatMap(filesBelow);

function within(path: string, place: string): boolean {
  return path === `${place}.ts` || path === `${place}.tsx` || path.startsWith(`${place}/`);
}

/** Imports of our own files: where to, and whether only types come over. */
function importsOf(file: string): { to: string; typesOnly: boolean }[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)|import '(\.[^']+)'/g,
  );
  return [...statements].map(([, type, names = '', from, dynamic, bare]) => {
    const path = from ?? dynamic ?? bare ?? '';
    const named = names
      .replace(/[{}\s]/g, '')
      .split(',')
      .filter(Boolean);
    const each = names.includes('{') && [...names.matchAll(/type\s+\w+/g)].length === named.length;
    return { to: normalize(join(dirname(file), path)), typesOnly: type !== undefined || each };
  });
}

/** The row of the table for a file: the most exact one. */
function ruleFor(file: string) {
  return TABLE.filter(({ code }) => within(file, code)).sort((a, b) => b.code.length - a.code.length)[0];
}

describe('the import table', () => {
  it('has a row for every file', () => {
    expect(files.filter((file) => !ruleFor(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(TABLE)('$code imports only what it may', ({ code }) => {
    const mine = files.filter((file) => ruleFor(file)?.code === code);
    const rule = TABLE.find((row) => row.code === code);
    const wrong = mine.flatMap((file) =>
      importsOf(file)
        .filter(({ to, typesOnly }) => {
          const ownFolder = within(to, code) || dirname(to) === dirname(file);
          const allowed = rule?.may.some((place) => within(to, place));
          const asType =
            typesOnly &&
            (rule?.types?.some((place) => within(to, place)) ||
              (file.startsWith('collector/') && within(to, 'collector/config')));
          return !ownFolder && !allowed && !asType;
        })
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets no file need itself, by way of others, not even its types', () => {
    const needs = new Map(files.map((file) => [file, importsOf(file).map(({ to }) => to)]));
    // What needs nothing that is left is no part of a ring; a ring is what stays.
    for (let before = -1; before !== needs.size; ) {
      before = needs.size;
      for (const [file, others] of needs) if (!others.some((other) => needs.has(other))) needs.delete(file);
    }
    expect([...needs.keys()]).toEqual([]);
  });

  it('sees the imports it judges', () => {
    expect(importsOf('collector/app.ts').map(({ to }) => to)).toContain('db/open.ts');
    expect(importsOf('collector/cli.ts').map(({ to }) => to)).toContain('collector/demo/demo.ts');
  });
});

describe('what stands in one place', () => {
  it.each(ONLY_IN)('$what', ({ what, where }) => {
    const found = files.filter((file) => what.test(readFileSync(file, 'utf8')));
    expect(found.filter((file) => !where.includes(file))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('no file is longer than 320 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 320);
    expect(long).toEqual([]);
  });
});
