import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { T1, T2 } from '../support/tag-page.ts';

const source = readFileSync('tag/gtm/template.tpl', 'utf8');
const sections = new Map(
  source
    .split(/^___(\w+)___$/m)
    .slice(1)
    .flatMap((name, index, all) => (index % 2 === 0 ? [[name, (all[index + 1] ?? '').trim()] as const] : [])),
);
const section = (name: string) => sections.get(name) ?? '';
const code = section('SANDBOXED_JS_FOR_WEB_TEMPLATE');
const required = [...code.matchAll(/require\('(\w+)'\)/g)].map(([, name = '']) => name);

interface Field {
  type: string;
  name: string;
  valueValidators?: { type: string; args?: string[] | undefined }[] | undefined;
  enablingConditions?: { paramName: string; paramValue: string }[] | undefined;
  subParams?: Field[] | undefined;
}
const Field: z.ZodType<Field> = z.object({
  type: z.string(),
  name: z.string(),
  valueValidators: z.array(z.object({ type: z.string(), args: z.array(z.string()).optional() })).optional(),
  enablingConditions: z.array(z.object({ paramName: z.string(), paramValue: z.string() })).optional(),
  subParams: z.lazy(() => z.array(Field)).optional(),
});
const fields = z
  .array(Field)
  .parse(JSON.parse(section('TEMPLATE_PARAMETERS')))
  .flatMap((field) => [field, ...(field.subParams ?? [])]);
const field = (name: string) => fields.find((one) => one.name === name);

const Value = z.object({ string: z.string().optional(), boolean: z.boolean().optional() });
const Item = Value.extend({ mapKey: z.array(Value).optional(), mapValue: z.array(Value).optional() });
const permissions = new Map(
  z
    .array(
      z.object({
        instance: z.object({
          key: z.object({ publicId: z.string() }),
          param: z.array(z.object({ value: z.object({ listItem: z.array(Item) }) })),
        }),
      }),
    )
    .parse(JSON.parse(section('WEB_PERMISSIONS')))
    .map(({ instance }) => [instance.key.publicId, instance.param.flatMap(({ value }) => value.listItem)]),
);

/** Whether the template may do this to a global or with a consent type. */
function may(permission: string, name: string, right: string): boolean {
  return (permissions.get(permission) ?? []).some(
    ({ mapKey = [], mapValue = [] }) =>
      mapValue[0]?.string === name &&
      mapValue[mapKey.findIndex((key) => key.string === right)]?.boolean === true,
  );
}

function demand(allowed: boolean, what: string): void {
  if (!allowed) throw new Error(`no permission: ${what}`);
}

/** A page with Tag Manager: its own means, which refuse what the template has no permission for. */
function page(consent: Record<string, boolean> = {}) {
  const window: Record<string, unknown> = {};
  const injected: string[] = [];
  const listeners: { type: string; run: (type: string, granted: boolean) => void }[] = [];
  const said: string[] = [];
  const call = (name: string, ...args: unknown[]) => {
    const target = window[name];
    // What the template hands out is copied.
    if (typeof target === 'function') target(...structuredClone(JSON.parse(JSON.stringify(args))));
  };
  const apis: Record<string, unknown> = {
    copyFromWindow: (name: string) => {
      demand(may('access_globals', name, 'read'), `read ${name}`);
      return window[name];
    },
    createArgumentsQueue: (name: string, queue: string) => {
      for (const key of [name, queue])
        for (const right of ['read', 'write']) demand(may('access_globals', key, right), `${right} ${key}`);
      const items = Array.isArray(window[queue]) ? window[queue] : [];
      window[queue] = items;
      window[name] = function queueArguments() {
        // biome-ignore lint/complexity/noArguments: the very object is what is queued.
        items.push(arguments);
      };
      return window[name];
    },
    callInWindow: (name: string, ...args: unknown[]) => {
      demand(may('access_globals', name, 'execute'), `execute ${name}`);
      call(name, ...args);
    },
    injectScript: (url: string, onSuccess: () => void) => {
      const patterns = (permissions.get('inject_script') ?? []).map(({ string = '' }) =>
        string.replace(/[.?+]/g, '\\$&').replaceAll('*', '.*'),
      );
      demand(
        patterns.some((pattern) => RegExp(`^${pattern}$`).test(url)),
        `inject ${url}`,
      );
      injected.push(url);
      onSuccess();
    },
    isConsentGranted: (type: string) => {
      demand(may('access_consent', type, 'read'), `consent ${type}`);
      return consent[type] ?? true;
    },
    addConsentListener: (type: string, run: (type: string, granted: boolean) => void) => {
      demand(may('access_consent', type, 'read'), `consent ${type}`);
      listeners.push({ type, run });
    },
    makeNumber: Number,
    makeString: String,
  };
  return {
    window,
    injected,
    said,
    /** Runs a tag of this template. */
    run(data: Record<string, unknown>) {
      const gtm = { gtmOnSuccess: () => said.push('success'), gtmOnFailure: () => said.push('failure') };
      const require = (name: string) => apis[name];
      runInNewContext(`(() => {${code}\n})()`, { data: { ...data, ...gtm }, require });
    },
    /** The visitor answers. */
    say(type: string, granted: boolean) {
      for (const listener of listeners) if (listener.type === type) listener.run(type, granted);
    },
    /** Calls that wait, as lists. */
    calls: (): unknown[][] =>
      Array.isArray(window._ltq) ? window._ltq.map((args: ArrayLike<unknown>) => Array.from(args)) : [],
  };
}

describe('the template', () => {
  it('has the sections that the gallery wants, in its order', () => {
    expect([...sections.keys()]).toEqual([
      ...['TERMS_OF_SERVICE', 'INFO', 'TEMPLATE_PARAMETERS', 'SANDBOXED_JS_FOR_WEB_TEMPLATE'],
      ...['WEB_PERMISSIONS', 'TESTS', 'NOTES'],
    ]);
    expect(JSON.parse(section('INFO'))).toMatchObject({ type: 'TAG', containerContexts: ['WEB'] });
  });

  it('asks for the permissions that its means need, and for no others', () => {
    const needs: Record<string, string | null> = {
      addConsentListener: 'access_consent',
      callInWindow: 'access_globals',
      copyFromWindow: 'access_globals',
      createArgumentsQueue: 'access_globals',
      injectScript: 'inject_script',
      isConsentGranted: 'access_consent',
      makeNumber: null,
      makeString: null,
    };
    expect(required.filter((name) => !(name in needs))).toEqual([]);
    const wanted = new Set(required.map((name) => needs[name]).filter((name) => name !== null));
    expect([...permissions.keys()].sort()).toEqual([...wanted].sort());
    for (const name of required) expect(code.split(name).length, name).toBeGreaterThan(2);
    expect(may('access_globals', '_ltq', 'execute')).toBe(false);
    expect(may('access_consent', 'ad_storage', 'write')).toBe(false);
  });

  it('uses no means that the sandbox has not', () => {
    expect(code).not.toMatch(/\b(?:new|this|class|async|await|window|document|Object|JSON|Math)\b|`|\.\.\./);
    expect(code).not.toMatch(/[=(,]\s*\/[^/*]/); // a regular expression
  });

  it('reads every field that it asks for, and no other', () => {
    const asked = fields.filter(({ type }) => type !== 'GROUP').map(({ name }) => name);
    const listed = [...code.matchAll(/\['(\w+)', '(\w+)', '(\w+)'\]/g)].flatMap(([, ...names]) => names);
    const read = [...code.matchAll(/\bdata\.(\w+)/g)].map(([, name = '']) => name);
    const used = new Set([...read, ...listed].filter((name) => !name.startsWith('gtmOn')));
    expect([...used].sort()).toEqual([...asked].sort());
  });
});

describe('the metadata', () => {
  it('name the version of the template by a commit', () => {
    const metadata = readFileSync('tag/gtm/metadata.yaml', 'utf8');
    expect(metadata).toMatch(/^versions:\n(?: {2}- sha: [0-9a-f]{40}\n {4}changeNotes: .+\n)+$/m);
  });
});

describe('the fields', () => {
  const takes = (name: string, value: string) =>
    (field(name)?.valueValidators ?? []).every(({ type, args = [] }) =>
      type === 'NON_EMPTY' ? value !== '' : RegExp(args[0] ?? '').test(value),
    );

  it.each([
    ['tagIds', [T1, ` ${T1} , ${T2}`], ['', 'x', `${T1} ${T2}`, `${T1}x`]],
    [
      'collector',
      ['https://t.example', 'https://t.example:8443/a1/'],
      ['', 'http://t.example', 'https://t.example/?q'],
    ],
    ['eventName', ['Purchase', 'sign_up-2', 'x'.repeat(20)], ['', 'a b', 'x'.repeat(21), 'あ']],
    ['currency', ['', 'JPY'], ['JP', 'yen!']],
  ])('%s', (name, good, bad) => {
    for (const value of good) expect(takes(name, value), value).toBe(true);
    for (const value of bad) expect(takes(name, value), value).toBe(false);
  });

  it('are shown for the kinds that use them', () => {
    const kinds = (name: string) => field(name)?.enablingConditions?.map(({ paramValue }) => paramValue);
    expect(kinds('collector')).toEqual(['base']);
    expect(kinds('eventName')).toEqual(['event']);
    expect(kinds('details')).toEqual(['conversion', 'event']);
    expect(kinds('options')).toEqual(['base']);
  });
});

describe('a tag', () => {
  const base = { kind: 'base', tagIds: T1, collector: 'https://t.example', consentType: 'none', spa: 'off' };
  const init = ['init', { customerType: 'account', tagId: T1 }];

  it('of the base code makes its calls and loads the script', () => {
    const { run, calls, injected, said } = page();
    run(base);
    expect(calls()).toEqual([init, ['send', 'pv', [T1]]]);
    expect(injected).toEqual(['https://t.example/lt.js']);
    expect(said).toEqual(['success']);
  });

  it('of the base code takes several tag ids, a path, and options', () => {
    const { run, calls, injected } = page();
    const options = { spa: 'hash', linkDomains: ' shop.example, pay.example', cut: 'member' };
    run({ ...base, ...options, tagIds: `${T1} , ${T2}`, collector: 'https://t.example/a1/' });
    expect(calls()[0]).toEqual([
      'init',
      {
        ...{ customerType: 'account', tagId: `${T1},${T2}`, spa: 'hash' },
        ...{ autoLinkDomains: 'shop.example,pay.example', cut: 'member' },
      },
    ]);
    expect(calls()[1]).toEqual(['send', 'pv', [T1, T2]]);
    expect(injected).toEqual(['https://t.example/a1/lt.js']);
  });

  it('calls what is on the page already', () => {
    const { run, window, calls } = page();
    const heard: unknown[][] = [];
    window._lt = (...args: unknown[]) => heard.push(args);
    run({ kind: 'conversion', tagIds: T1 });
    expect(heard).toEqual([['send', 'cv', { type: 'Conversion' }, [T1]]]);
    expect(calls()).toEqual([]);
  });

  it('of a conversion may run before the base code, and carries what it was given', () => {
    const { run, calls, said } = page();
    const carried = { currency: 'JPY', deduplicationKey: 'A-1', externalId: 'u1' };
    const properties = [
      { name: 'plan', value: 'b' },
      { name: 'type', value: 'not this' },
    ];
    run({ kind: 'conversion', tagIds: T1, value: '1980', ...carried, properties });
    run(base);
    expect(calls()[0]).toEqual([
      ...['send', 'cv'],
      { type: 'Conversion', value: 1980, ...carried, plan: 'b' },
      [T1],
    ]);
    expect(calls()).toHaveLength(3);
    expect(said).toEqual(['success', 'success']);
  });

  it('of a custom event takes zero as a value, and leaves what is no number to be told', () => {
    const { run, calls } = page();
    run({ kind: 'event', tagIds: T1, eventName: 'sign_up', value: 0 });
    const odd = ['1,980', ' ', true, '0x10', '1e3', '-5', '1.2.3'];
    for (const value of odd) run({ kind: 'event', tagIds: T1, eventName: 'sign_up', value });
    run({ kind: 'event', tagIds: T1, eventName: 'sign_up', value: ' 12.50 ' });
    expect(calls().map(([, , params]) => params)).toEqual(
      [0, ...odd, 12.5].map((value) => ({ type: 'sign_up', value })),
    );
  });

  it.each([
    { kind: 'event', tagIds: T1, eventName: 'a name' },
    { kind: 'event', tagIds: T1, eventName: 'x'.repeat(21) },
    { kind: 'event', tagIds: T1 },
    { kind: 'conversion', tagIds: ' , ' },
  ])('fails and calls nothing: %j', (data) => {
    const { run, calls, said } = page();
    run(data);
    expect(calls()).toEqual([]);
    expect(said).toEqual(['failure']);
  });

  it.each(['ad_storage', 'analytics_storage'])('follows %s', (consentType) => {
    const { run, say, calls } = page({ [consentType]: false });
    run({ ...base, consentType });
    expect(calls()[0]).toEqual(['consent']);
    expect(calls()[1]).toEqual(init);
    say(consentType, true);
    say(consentType, false);
    say('functionality_storage', true);
    expect(calls().slice(3)).toEqual([
      ['consent', 'granted'],
      ['consent', 'denied'],
    ]);
  });

  it('says granted at once where it is', () => {
    const { run, calls } = page({ ad_storage: true });
    run({ ...base, consentType: 'ad_storage' });
    expect(calls()[0]).toEqual(['consent', 'granted']);
  });
});

describe("the template's own tests", () => {
  const [scenarioText = '', setup = ''] = section('TESTS').split(/^setup: \|-$/m);
  const scenarios = [...scenarioText.matchAll(/^- name: (.+)\n {2}code: \|-\n((?: {4}.*\n)+)/gm)].map(
    ([, name = '', body = '']) => ({ name, body }),
  );

  it('are there', () => expect(scenarios.length).toBeGreaterThan(3));

  it.each(scenarios)('$name', ({ body }) => {
    const calls: { name: string; args: unknown[] }[] = [];
    const mocks = new Map<string, unknown>([
      ['makeNumber', Number],
      ['makeString', String],
    ]);
    const means =
      (name: string) =>
      (...args: unknown[]) => {
        calls.push({ name, args });
        const mocked = mocks.get(name);
        return typeof mocked === 'function' ? mocked(...args) : mocked;
      };
    const runCode = (data: object) =>
      runInNewContext(`(() => {${code}\n})()`, {
        data: { ...data, gtmOnSuccess: means('gtmOnSuccess'), gtmOnFailure: means('gtmOnFailure') },
        require: means,
      });
    const assertApi = (name: string) => {
      const made = calls.filter((one) => one.name === name).map(({ args }) => args);
      return {
        wasCalled: () => expect(made.length).toBeGreaterThan(0),
        wasNotCalled: () => expect(made).toEqual([]),
        wasCalledWith: (...args: unknown[]) => expect(JSON.parse(JSON.stringify(made))).toContainEqual(args),
      };
    };
    const mock = (name: string, value: unknown) => mocks.set(name, value);
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    const given = {
      runCode,
      mock,
      assertApi: (name: string) => {
        const { wasCalledWith, ...rest } = assertApi(name);
        return { ...rest, wasCalledWith: (...args: unknown[]) => wasCalledWith(...plain(args)) };
      },
    };
    runInNewContext(`{${setup}\n${body}}`, given);
    expect(calls.length).toBeGreaterThan(0);
  });
});
