import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestBy, WAYS } from '../../support/node-server.ts';
import { CHROME, hex } from '../../support/tagline.ts';

let test: ReturnType<typeof createTestBy>;
let tagId: string;

let next = 1;
/** A page view sent by a page of `origin` to a collector at `at`. */
function send(at: string, origin: string | null, headers: Record<string, string> = {}, change: object = {}) {
  const url = origin === null || origin === 'null' ? 'https://www.shop.example/' : `${origin}/`;
  const hit = { id: hex(next++), tag: tagId, visitor: hex(7), url, age: 0, ...change };
  return test.send(`${at}/hit`, {
    method: 'POST',
    headers: {
      'user-agent': CHROME,
      'content-type': 'text/plain',
      ...(origin ? { origin } : {}),
      ...headers,
    },
    body: JSON.stringify({ v: 1, hits: [hit] }),
  });
}

describe.each(WAYS)('by %s', (way) => {
  beforeEach(async () => {
    test = createTestBy(way);
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: ['shop.example'] });
    tagId = (await test.store.records.accounts())[0]?.tagId ?? '';
  });

  afterEach(() => test.end());

  describe("A28: a page on the collector's own site", () => {
    it('is told its own origin, may bring cookies, and keeps its visitor by one of ours', async () => {
      const response = await send('https://t.shop.example', 'https://www.shop.example');
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': 'https://www.shop.example',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After, X-Tagline-Reason',
        vary: 'Origin',
      });
      expect(response.headers.getSetCookie()).toEqual([
        `_tl=${hex(7)}.shop.example; Path=/; Max-Age=63072000; SameSite=Lax; Domain=shop.example; Secure`,
      ]);
    });

    it('without TLS gets a cookie that it can read', async () => {
      const response = await send('http://t.shop.example', 'http://www.shop.example');
      expect(response.headers.getSetCookie().join()).not.toContain('Secure');
    });

    it.each([
      ['the collector is behind a proxy that does not say its name', 'http://10.0.0.7:8080'],
      ['the collector is asked by name', 'https://t.shop.example'],
    ])('is known where %s', async (_, at) => {
      await test.end();
      const proxied = createTestBy(way, { config: { tagUrl: 'https://t.shop.example/a1' } });
      await proxied.signIn();
      await proxied.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: ['shop.example'] });
      tagId = (await proxied.store.records.accounts())[0]?.tagId ?? '';
      test = proxied;
      const response = await send(at, 'https://shop.example');
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect((await send(`${at}/a1`, 'https://shop.example')).status).toBe(204);
    });
  });

  describe('A28: any other page', () => {
    it.each([
      ['another site', 'https://t.tagline.example', 'https://www.shop.example'],
      ['another site below the same public suffix', 'https://tagline.co.jp', 'https://shop.co.jp'],
      ['a neighbour on a hosting platform', 'https://tagline.github.io', 'https://evil.github.io'],
      ['a site that the account does not list', 'https://t.shop.example', 'https://evil.example'],
      ['no origin', 'https://t.shop.example', null],
      ['an opaque origin', 'https://t.shop.example', 'null'],
      ['an origin that is none', 'https://t.shop.example', 'https://www.shop.example/path'],
    ])('%s is told * and gets no cookie', async (_, at, origin) => {
      const response = await send(at, origin);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.has('access-control-allow-credentials')).toBe(false);
      expect(response.headers.has('vary')).toBe(false);
      expect(response.headers.getSetCookie()).toEqual([]);
    });

    it('of our site gets no cookie either where nothing was stored, or nobody is behind it', async () => {
      const bot = await send('https://t.shop.example', 'https://shop.example', {
        'user-agent': 'Googlebot/2.1',
      });
      expect(bot.status).toBe(202);
      const hidden = await send('https://t.shop.example', 'https://shop.example', { 'sec-gpc': '1' });
      expect(hidden.status).toBe(204);
      const refused = await send('https://t.shop.example', 'https://shop.example', {}, { consent: 'denied' });
      expect(refused.status).toBe(202);
      for (const response of [bot, hidden, refused]) expect(response.headers.getSetCookie()).toEqual([]);
    });
  });

  it('an account that lists no site yet takes its own site at its word', async () => {
    await test.api('PATCH', '/accounts/1', { domains: [] });
    const own = await send('http://localhost:8080', 'http://localhost:3000');
    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(own.headers.getSetCookie()[0]).not.toContain('Domain');
    const other = await send('https://t.shop.example', 'https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBe('*');
  });
});
