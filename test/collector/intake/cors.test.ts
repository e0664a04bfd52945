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

    /** What is set for hits of these visitors, in this order, from a page that sends these cookies. */
    const cookieSet = async (page: string, cookie: string | null, visitors: (number | undefined)[] = [7]) => {
      const url = `https://${page}/`;
      const hits = visitors.map((visitor) => ({
        ...{ id: hex(next++), tag: tagId, url, age: 0 },
        visitor: visitor === undefined ? visitor : hex(visitor),
      }));
      const answer = await test.send('https://t.b.shop.example/hit', {
        method: 'POST',
        headers: {
          ...{ 'user-agent': CHROME, 'content-type': 'text/plain', origin: `https://${page}` },
          ...(cookie === null ? {} : { cookie }),
        },
        body: JSON.stringify({ v: 1, hits }),
      });
      expect(answer.status).toBe(204);
      const [set = ''] = answer.headers.getSetCookie();
      return set === '' ? null : `${/^_tl=0*([^;]*)/.exec(set)?.[1]} on ${/Domain=([^;]*)/.exec(set)?.[1]}`;
    };

    it.each([
      ['the last of several visitors: what an earlier page left comes first', null, [8, 7], 7],
      ['the last who is somebody', null, [8, 7, undefined], 7],
      ['whom the browser names, wherever their hit stands', `_tl=${hex(7)}.shop.example`, [7, 8], 7],
      ['nobody, where only hits of another came', `_tl=${hex(7)}.shop.example`, [8], null],
    ])('keeps %s', async (_, cookie, visitors, kept) => {
      expect(await cookieSet('a.b.shop.example', cookie, visitors)).toBe(
        kept === null ? null : `${kept}.shop.example on shop.example`,
      );
    });

    it.each([
      ['on the domain that the site chose', 'b.shop.example', 'b.shop.example'],
      ['on that domain, however the site wrote it', '.B.Shop.Example', 'b.shop.example'],
      ['on the host itself', 'a.b.shop.example', 'a.b.shop.example'],
      ['on the widest', 'shop.example', 'shop.example'],
      ['not on one that the page is not on', 't.b.shop.example', 'shop.example'],
      ['not on one that the page only ends like', '.shop.example', 'shop.example', 'a-b.shop.example'],
      ['not on a public suffix', 'example', 'shop.example'],
      ['not on another site', 'evil.example', 'shop.example'],
      ['not on nothing', '', 'shop.example'],
      ['not on what is no domain', 'b.shop.example, evil', 'shop.example'],
    ])('renews the cookie of a visitor %s', async (_, said, domain, page = 'a.b.shop.example') => {
      const cookie = `a=1; _tl=${hex(7)}.${said}; b=2`;
      expect(await cookieSet(page, cookie)).toBe(`7.${domain} on ${domain}`);
    });

    it('takes of two cookies the first that the page can read', async () => {
      const cookie = `_tl=${hex(8)}.t.b.shop.example; _tl=${hex(7)}.b.shop.example; _tl=${hex(9)}.shop.example`;
      expect(await cookieSet('a.b.shop.example', cookie, [9, 8, 7])).toBe(
        '7.b.shop.example on b.shop.example',
      );
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
