import { BlockList } from 'node:net';
import { createTagline, type Overrides, type Tagline } from '../../collector/app.ts';
import type { Config } from '../../collector/config.ts';
import { createClock, createIds } from './clock.ts';
import { rememberSignIn } from './signed-in.ts';

export const ORIGIN = 'http://tagline.test';
export const OWNER = { email: 'owner@shop.test', password: 'a long enough password' };

export const testConfig: Config = {
  port: 0,
  host: '127.0.0.1',
  dataDir: '.',
  publicUrl: ORIGIN,
  tagUrl: null,
  trustedProxies: new BlockList(),
  metricsKey: null,
  sessionSecret: 'a secret of at least thirty-two bytes',
  lineApiBase: 'http://127.0.0.1:9',
};

/** What a person's browser says it is. */
export const CHROME =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36';

/** What the first sign-in left, for programs that are set up alike. */
let signedIn: { restore: ReturnType<typeof rememberSignIn>; cookie: string } | undefined;

type Send = (url: string, init: RequestInit) => Response | Promise<Response>;

/**
 * The real program on a database in memory, with a clock and ids that the test gives. What visitors send goes to its
 * app, or by `sendBy` another way.
 */
export function createTest({
  sendBy,
  ...overrides
}: Overrides & { config?: Partial<Config>; sendBy?: (tagline: Tagline) => Send } = {}) {
  const clock = createClock();
  const lines: string[] = [];
  const tagline = createTagline(
    { ...testConfig, ...overrides.config },
    {
      file: ':memory:',
      assets: 'dist',
      now: clock.now,
      newId: createIds(),
      log: (level, event, detail) => lines.push(JSON.stringify({ level, event, ...detail })),
      ...overrides,
    },
  );
  const send = sendBy?.(tagline) ?? ((url, init) => tagline.app.request(url, init));
  let cookie = '';

  /** Calls a route as a browser on our own pages would; JSON in, JSON out. */
  async function api(method: string, path: string, body?: unknown) {
    const response = await tagline.app.request(`${ORIGIN}/api${path}`, {
      method,
      headers: { origin: ORIGIN, 'content-type': 'application/json', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie();
    if (set.length > 0) cookie = set.map((one) => one.split(';')[0]).join('; ');
    const text = await response.text();
    const json: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
    return { status: response.status, json, headers: response.headers };
  }

  return {
    ...tagline,
    clock,
    log: lines,
    api,
    send,
    /** Makes the owner by the set-up token and signs in; once in a file of tests, the others begin with what that left. */
    async signIn() {
      const isUsual = overrides.config === undefined;
      if (isUsual && signedIn) {
        signedIn.restore(tagline.store.signIn);
        cookie = signedIn.cookie;
        return;
      }
      const token = await tagline.setupToken();
      const { status } = await api('POST', '/setup', { token, ...OWNER });
      if (status !== 201) throw new Error(`set-up answered ${status}`);
      if (isUsual) signedIn = { restore: rememberSignIn(tagline.store.signIn), cookie };
    },
    /** A request of a visitor's browser. */
    visit(path: string, init: RequestInit = {}) {
      return send(`${ORIGIN}${path}`, {
        ...init,
        headers: { 'user-agent': CHROME, ...Object.fromEntries(new Headers(init.headers)) },
      });
    },
    /** Sends a batch as the tag does. */
    hit(hits: unknown[], headers: Record<string, string> = {}) {
      return send(`${ORIGIN}/hit`, {
        method: 'POST',
        headers: {
          'user-agent': CHROME,
          'content-type': 'text/plain;charset=UTF-8',
          origin: 'https://shop.test',
          ...headers,
        },
        body: JSON.stringify({ v: 1, hits }),
      });
    },
  };
}

/** 32 hex digits from a number. */
export function hex(number: number): string {
  return number.toString(16).padStart(32, '0');
}
