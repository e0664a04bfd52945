import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../collector/config.ts';
import { IDENTIFY_REASONS } from '../collector/identity/id-token.ts';
import { KEY_REASONS } from '../collector/intake/api-key.ts';
import { JOBS } from '../collector/jobs.ts';
import { REASONS } from '../db/model.ts';
import { createTest } from './support/tagline.ts';

const readme = readFileSync('README.md', 'utf8');
const example = readFileSync('.env.example', 'utf8');

/** `GET POST /api/x`, `PATCH /api/x/:id` of the README as `GET /api/x` and so on. */
const documented = new Set(
  [...readme.matchAll(/`((?:(?:GET|POST|PATCH|DELETE) )+)(\/[^`\s]*)`/g)].flatMap(([, methods = '', path]) =>
    methods
      .trim()
      .split(' ')
      .map((method) => `${method} ${path}`),
  ),
);

/** Every route the real app answers, but preflights and the dashboard's own pages and files. */
const served = new Set(
  createTest()
    .app.routes.filter(
      ({ method, path }) => !['ALL', 'OPTIONS'].includes(method) && !/\*|^\/assets/.test(path),
    )
    // Every build of the tag is behind one route, which the README names by the one that moves.
    .map(({ method, path }) => `${method} ${path.replace(/\/$/, '').replace(/:file\{.*\}$/, 'lt.js')}`),
);

describe('the README', () => {
  it('names every route, and none that is not there', () => {
    expect([...served].filter((route) => !documented.has(route))).toEqual([]);
    expect([...documented].filter((route) => !served.has(route))).toEqual([]);
    expect(served.size).toBeGreaterThan(25);
  });

  it.each(VARIABLES)('names the variable %s, and so does .env.example', (name) => {
    expect(readme).toContain(`| \`${name}\` |`);
    expect(example).toContain(`${name}=`);
  });

  it.each(Object.entries(REASONS))('names the reason %s under its outcome', (reason, outcome) => {
    expect(readme).toContain(`| \`${reason}\` | ${outcome} |`);
  });

  it.each(IDENTIFY_REASONS)('names the reason %s of identify', (reason) => {
    expect(readme).toContain(`\`${reason}\``);
  });

  it.each(KEY_REASONS)('names the reason %s of keys', (reason) => {
    expect(readme).toContain(`\`${reason}\``);
  });

  it.each(Object.entries(JOBS))('names the job %s with its period', (name, { period }) => {
    expect(readme).toContain(`| \`${name}\` | ${period / 60_000} minutes |`);
  });

  it('names every command, and no other', () => {
    const help = execFileSync(process.execPath, ['dist/cli.js', 'help'], { encoding: 'utf8' });
    const commands = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
    const named = [...readme.matchAll(/`npm run tagline -- (\w+)`/g)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(2);
    expect(named).toEqual(commands);
  });

  it('and CONTRIBUTING.md name what npm can run', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
    const both = readme + readFileSync('CONTRIBUTING.md', 'utf8');
    // What a part of `npm test` is called by itself, and what npm calls by itself.
    const own = new Set(['prepare', 'lint', 'types', 'start', 'test']);
    const names = Object.keys(scripts).filter((name) => !own.has(name));
    expect(names.filter((name) => !both.includes(`npm run ${name}`))).toEqual([]);
    expect(names.length).toBeGreaterThan(5);
  });

  it('shows pictures that are there', () => {
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  });

  it('every test reason is a title somewhere: each reason has a test', () => {
    const tests = readdirSync('test/collector', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(`test/collector/${name}`, 'utf8'))
      .join('\n');
    for (const reason of [...Object.keys(REASONS), ...IDENTIFY_REASONS, ...KEY_REASONS]) {
      expect(tests, reason).toMatch(new RegExp(`['/"\`]${reason}['"\`]`));
    }
  });
});

describe('the house', () => {
  it('the lockfile records no host', () => {
    const lock = readFileSync('package-lock.json', 'utf8');
    expect(lock).not.toContain('"resolved"');
    expect(lock).not.toMatch(/https?:\/\/[^"]*registry/);
  });

  it('the table of countries is named with its version, and its source as its licence wants', () => {
    const manifest: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    const [, year, month, day] =
      /^2\.3\.(\d{4})(\d\d)(\d\d)\d\d$/.exec(manifest.devDependencies['@ip-location-db/asn-country'] ?? '') ??
      [];
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    expect(readme).toContain(
      date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    );
    const licence = readFileSync('node_modules/@ip-location-db/asn-country/NRO_LICENSE', 'utf8');
    expect(licence).toContain('Creative Commons Attribution 4.0');
    expect(readme).toContain('nro.net');
    expect(readme).toContain('CC BY 4.0');
    expect(readFileSync('dist/country.LICENSE', 'utf8')).toBe(licence);
  });

  it('no table of countries is in git, or in the package of the tag', () => {
    const kept = execFileSync('git', ['ls-files'], { encoding: 'utf8' });
    expect(kept).not.toMatch(/country\.bin|asn-country/);
    expect(readdirSync('dist/npm').sort()).toEqual(['LICENSE', 'package.json', 'tag.d.ts', 'tag.js']);
  });

  it('everything installed is free to use', () => {
    const free =
      /^\(?(MIT|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|ISC|0BSD|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0|WTFPL)\b/;
    const lock: { packages: Record<string, { license?: string; dev?: boolean; optional?: boolean }> } =
      JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const bad = Object.entries(lock.packages).filter(
      ([path, { license = '', dev }]) =>
        path !== '' && !free.test(license) && !(dev && /^\(?MPL-2\.0/.test(license)),
    );
    expect(bad.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
  });
});
