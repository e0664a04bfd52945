import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked } from '../support/packed.ts';

let packed: ReturnType<typeof installPacked>;
beforeAll(() => {
  packed = installPacked();
});
afterAll(() => packed.remove());

const TSC = resolve('node_modules/typescript/bin/tsc');

describe('the package', () => {
  it('holds the module, its types, and nothing of the program', () => {
    expect(packed.files).toEqual([
      'LICENSE',
      'README.md',
      'dist/npm/LICENSE',
      'dist/npm/package.json',
      'dist/npm/tag.d.ts',
      'dist/npm/tag.js',
      'package.json',
    ]);
  });

  it('packs the module alone, too, and then depends on nothing', () => {
    const alone = installPacked('./dist/npm');
    try {
      expect(alone.files).toEqual(['LICENSE', 'package.json', 'tag.d.ts', 'tag.js']);
      const manifest = JSON.parse(
        readFileSync(join(alone.site, 'node_modules/tagline/package.json'), 'utf8'),
      );
      expect(manifest).not.toHaveProperty('dependencies');
      const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
      expect(manifest).toMatchObject({ name: 'tagline', version });
      importInNode(alone.site);
    } finally {
      alone.remove();
    }
  });

  it('names the second file that the collector serves', () => {
    const [, name = ''] = /"(lt-more\.[0-9a-f]{8}\.js)"/.exec(readFileSync('dist/npm/tag.js', 'utf8')) ?? [];
    expect(readFileSync('dist/tag/lt.js', 'utf8')).toContain(name);
    expect(readFileSync(`dist/tag/${name}`).length).toBeGreaterThan(500);
  });
});

/** Imports the package in Node, where some servers have a `window`, and makes every call. */
function importInNode(site: string, prepare = ''): void {
  const script = join(site, 'server.mjs');
  writeFileSync(
    script,
    `import { consent, event, identify, init, pageView, set } from 'tagline/tag';
     ${prepare}
     init({ collector: 'https://t.example', tagId: 'x', spa: 'hash' });
     pageView(); event('Purchase'); consent('denied'); identify({ idToken: '' }); set({ a: 1 });
     console.log(Object.keys(globalThis).filter((key) => /^_(lt|tl)/.test(key)).length);`,
  );
  expect(execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim()).toBe('0');
}

it.each(['', 'globalThis.window = globalThis;', 'globalThis.window = {};'])(
  'on a server does nothing, and can be imported: %s',
  (prepare) => importInNode(packed.site, prepare),
);

describe('the types', () => {
  /** What the compiler says of a consumer's page. */
  const compile = (code: string) => {
    const file = join(packed.site, 'page.ts');
    writeFileSync(file, code);
    const flags =
      '--noEmit --strict --exactOptionalPropertyTypes --target es2022 --module nodenext --ignoreConfig';
    const { stdout } = spawnSync(process.execPath, [TSC, ...flags.split(' '), '--types', '', 'page.ts'], {
      cwd: packed.site,
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  const IMPORT = "import { consent, event, identify, init, pageView, set } from 'tagline/tag';\n";

  it('take every call', () => {
    expect(
      compile(`${IMPORT}
        import type { EventName, EventParams, InitOptions, StandardEvent } from 'tagline/tag';
        const options: InitOptions = { collector: 'https://t.example', tagId: ['a', 'b'], cut: ['member'] };
        init(options);
        init({ collector: 'https://t.example', tagId: 'a', consent: 'required', spa: 'history' });
        pageView(); pageView('a'); pageView(['a', 'b']);
        const name: StandardEvent = 'InitiateCheckOut';
        const own: EventName = 'sign_up';
        const params: EventParams = { value: 1980, currency: 'JPY', deduplicationKey: 'A-1', itemIds: ['x'], plan: 'b' };
        event(name); event(own, params); event('Purchase', { value: undefined }, 'a');
        consent('granted'); identify({ idToken: 'x' }); set({ plan: 'b' });
        interface Order { value: number; currency: string; plan: string }
        interface Plan { plan: string }
        const order: Order = { value: 1, currency: 'JPY', plan: 'b' };
        const plan: Plan = { plan: 'b' };
        event('Purchase', order); event('own', plan); event('own', { plan: 'b' }); set(plan);
        window._lt?.('send', 'pv', ['a']);
        window._ltq?.push(['send', 'pv']);`),
    ).toBe('');
  });

  it.each([
    ["init({ collector: 'https://t.example' });", /tagId/],
    ["init({ collector: 'https://t.example', tagId: 'a', spa: true });", /'true'/],
    ['event(5);', /EventName/],
    ["event('Purchase', { value: '1980' });", /string/],
    ["interface Order { value: string } declare const order: Order; event('Purchase', order);", /string/],
    ["consent('yes');", /yes/],
    ["identify({ userId: 'U1' });", /idToken|userId/],
    ["const name: import('tagline/tag').StandardEvent = 'InitiateCheckout';", /InitiateCheckout/],
  ])('refuse %s', (code, said) => {
    expect(compile(IMPORT + code)).toMatch(said);
  });
});
