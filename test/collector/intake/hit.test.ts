import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, NewAccount } from '../../../db/model.ts';
import { createTestBy, WAYS } from '../../support/node-server.ts';
import { accountOf, received, type StoredHit, storedHits } from '../../support/rows.ts';
import { hex } from '../../support/tagline.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const OTHER_TAG = '99999999-2222-4333-8444-555555555555';
const VISITOR = hex(0xabc);
const LINE_APP =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/15.12.1';

let test: ReturnType<typeof createTestBy>;

function account(change: Partial<NewAccount>): Promise<Account> {
  return test.store.records.addAccount({
    tagId: TAG,
    name: 'Shop',
    timeZone: 'Asia/Bangkok',
    domains: ['shop.test'],
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: null,
    createdAt: 0,
    ...change,
  });
}

describe.each(WAYS)('by %s', (way) => {
  beforeEach(async () => {
    test = createTestBy(way);
    await account({});
  });
  afterEach(() => test.end());

  const view = { id: hex(1), tag: TAG, visitor: VISITOR, url: 'https://shop.test/tea', age: 0 };

  interface Case {
    name: string;
    hits: unknown[];
    headers?: Record<string, string>;
    /** Status, reason, what is kept of each stored hit, and the account afterwards. */
    status: number;
    reason?: string;
    rows: Partial<StoredHit>[];
    count: Record<string, number>;
    /** Of the instance, for what belongs to no account. */
    nobody?: Record<string, number>;
  }

  const CASES: Case[] = [
    {
      name: 'a page view',
      hits: [{ ...view, title: ' Tea ', referrer: 'https://www.google.com/search?q=tea', age: 250 }],
      status: 204,
      rows: [
        {
          hitId: hex(1),
          event: null,
          visitor: VISITOR,
          url: 'https://shop.test/tea',
          page: 'shop.test/tea',
          title: 'Tea',
          referrer: 'https://www.google.com/search?q=tea',
          source: 'google.com',
          channel: 0,
          agent: 'Chrome',
          device: 'mobile',
          at: Date.UTC(2026, 10, 20, 3) - 250,
          receivedAt: Date.UTC(2026, 10, 20, 3),
          flags: [],
        },
      ],
      count: { stored: 1 },
    },
    {
      name: 'an event with value, currency, key and further properties',
      hits: [
        {
          ...view,
          event: 'Purchase',
          value: 12.5,
          currency: 'thb',
          key: 'order-1',
          externalId: 'c-9',
          props: { itemIds: ['a', 'b'] },
        },
      ],
      status: 204,
      rows: [
        {
          event: 'Purchase',
          minor: 1250,
          currency: 'THB',
          dedupKey: 'order-1',
          externalId: 'c-9',
          props: '{"itemIds":["a","b"]}',
          source: null,
        },
      ],
      count: { stored: 1 },
    },
    {
      name: 'yen have no minor units, and a value without currency keeps its number',
      hits: [
        { ...view, event: 'Purchase', value: 1980, currency: 'JPY' },
        { ...view, id: hex(2), event: 'Purchase', value: '1980' },
        { ...view, id: hex(3), event: 'Purchase', value: 5, currency: 'NOPE' },
        { ...view, id: hex(4), event: 'Purchase', value: 1980, currency: ' jpy ' },
        { ...view, id: hex(5), event: 'Purchase', value: 5, currency: '' },
        { ...view, id: hex(6), event: 'Purchase', currency: '¥' },
      ],
      status: 204,
      rows: [
        { minor: 1980, currency: 'JPY', flags: [] },
        { minor: 198_000, currency: 'XXX', flags: [] },
        { minor: 500, currency: 'XXX', flags: ['bad-currency'] },
        { minor: 1980, currency: 'JPY', flags: [] },
        { minor: 500, currency: 'XXX', flags: [] },
        { minor: null, flags: [] },
      ],
      count: { stored: 6 },
    },
    {
      name: 'an event whose name is blank has none, and is counted',
      hits: [
        { ...view, event: ' ' },
        { ...view, id: hex(2), event: '' },
      ],
      status: 204,
      rows: [1, 2].map(() => ({ event: 'Conversion', flags: ['no-name'] })),
      count: { stored: 2 },
    },
    {
      name: 'a value that is no amount is left out, the hit is kept',
      hits: [
        { ...view, event: 'Purchase', value: -1, currency: 'JPY' },
        { ...view, id: hex(2), event: 'Purchase', value: 1e300, currency: 'JPY' },
        { ...view, id: hex(3), event: 'Purchase', value: 'a lot', currency: 'JPY' },
        { ...view, id: hex(4), event: 'Purchase', value: '1,980', currency: 'JPY' },
        { ...view, id: hex(5), event: 'Purchase', value: '0x10', currency: 'JPY' },
        { ...view, id: hex(6), event: 'Purchase', value: null, currency: 'JPY' },
      ],
      status: 204,
      rows: [1, 2, 3, 4, 5, 6].map(() => ({ minor: null, flags: ['bad-value'] })),

      count: { stored: 6 },
    },
    {
      name: 'the literal "undefined" is no deduplication key and no external id (A: LINE change log)',
      hits: [{ ...view, event: 'Purchase', key: 'undefined', externalId: 'undefined' }],
      status: 204,
      rows: [{ dedupKey: null, externalId: null }],
      count: { stored: 1 },
    },
    {
      name: 'what a template left unfilled is no key and no id, or one order would be all',
      hits: [
        { ...view, event: 'Purchase', key: '{{Order ID}}', externalId: 'c-1' },
        { ...view, id: hex(2), event: 'Purchase', key: '{{Order ID}}' },
        { ...view, id: hex(3), event: 'Purchase', key: 7, externalId: '%%USER%%' },
        { ...view, id: hex(4), event: 'Purchase', key: '[object Object]' },
        { ...view, id: hex(5), event: 'Purchase', key: { id: 7 } },
        { ...view, id: hex(6), event: 'Purchase', key: 'null', externalId: null },
        { ...view, id: hex(7), event: 'Purchase', key: '<%= order.id %>', externalId: true },
        { ...view, id: hex(8), event: 'Purchase', key: ' A{7}-null ' },
      ],
      status: 204,
      rows: [
        { dedupKey: null, externalId: 'c-1', flags: ['bad-key'] },
        { dedupKey: null, externalId: null, flags: ['bad-key'] },
        { dedupKey: '7', externalId: null, flags: ['bad-key'] },
        { dedupKey: null, flags: ['bad-key'] },
        { dedupKey: null, flags: ['bad-key'] },
        { dedupKey: null, externalId: null, flags: [] },
        { dedupKey: null, externalId: null, flags: ['bad-key'] },
        { dedupKey: 'A{7}-null', flags: [] },
      ],
      count: { stored: 8 },
    },
    {
      name: 'the same hit id again is a duplicate, in one batch and between batches',
      hits: [view, view, { ...view, url: 'https://shop.test/other' }],
      status: 204,
      rows: [{ url: 'https://shop.test/tea' }],
      count: { stored: 1, duplicate: 2 },
    },
    {
      name: 'a landing with a click id comes from LINE',
      hits: [{ ...view, click: hex(0xc11c) }],
      status: 204,
      rows: [{ click: hex(0xc11c), source: 'LINE' }],
      count: { stored: 1 },
    },
    {
      name: "LINE's in-app browser is known, also without referrer",
      hits: [view],
      headers: { 'user-agent': LINE_APP },
      status: 204,
      rows: [{ agent: 'LINE', lineApp: 1, device: 'mobile', source: 'LINE' }],
      count: { stored: 1 },
    },
    {
      name: 'utm_source names the source, the same host is no source, nothing is direct',
      hits: [
        { ...view, url: 'https://shop.test/?utm_source=newsletter', referrer: 'https://google.com/' },
        { ...view, id: hex(2), referrer: 'https://www.shop.test/home' },
        { ...view, id: hex(3) },
      ],
      status: 204,
      rows: [{ source: 'newsletter' }, { source: null }, { source: '' }],
      count: { stored: 3 },
    },
    {
      name: 'a host below a listed one is listed, one that only ends alike is not',
      hits: [
        { ...view, url: 'https://www.shop.test/' },
        { ...view, id: hex(2), url: 'https://notshop.test/' },
      ],
      headers: { origin: 'https://www.shop.test' },
      status: 202,
      reason: 'unlisted_site',
      rows: [{ page: 'www.shop.test/' }],
      count: { stored: 1, 'dropped/unlisted_site': 1 },
    },
    {
      name: 'A42 the page may say what it likes: the Origin must be listed too',
      hits: [view],
      headers: { origin: 'https://evil.test' },
      status: 202,
      reason: 'unlisted_site',
      rows: [],
      count: { 'dropped/unlisted_site': 1 },
    },
    {
      name: 'A42 a program is no visitor',
      hits: [view],
      headers: { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' },
      status: 202,
      reason: 'bot',
      rows: [],
      count: { 'dropped/bot': 1 },
    },
    {
      name: "LINE's preview fetcher is no visitor",
      hits: [view],
      headers: { 'user-agent': 'facebookexternalhit/1.1;line-poker/1.0' },
      status: 202,
      reason: 'preview',
      rows: [],
      count: { 'dropped/preview': 1 },
    },
    {
      name: 'what a browser fetches ahead of time nobody has seen',
      hits: [view],
      headers: { 'sec-purpose': 'prefetch;prerender' },
      status: 202,
      reason: 'preview',
      rows: [],
      count: { 'dropped/preview': 1 },
    },
    {
      name: 'denied consent is kept out',
      hits: [{ ...view, consent: 'denied' }],
      status: 202,
      reason: 'consent',
      rows: [],
      count: { 'dropped/consent': 1 },
    },
    {
      name: 'a false visit that advertises another site is kept out, whatever host of that site it names',
      hits: [
        { ...view, referrer: 'https://a.b.SEMALT.com./x' },
        { ...view, id: hex(2), referrer: 'http://semalt.com/' },
        { ...view, id: hex(3), referrer: 'https://notsemalt.com/' },
        { ...view, id: hex(4), referrer: 'https://semalt.com.shop.test/' },
        { ...view, id: hex(5), referrer: 'https://blog.test/?about=https://semalt.com/' },
        { ...view, id: hex(6), url: 'https://shop.test/about/semalt.com' },
        { ...view, id: hex(7), referrer: 'semalt.com' },
      ],
      status: 202,
      reason: 'spam',
      rows: [3, 4, 5, 6, 7].map((id) => ({ hitId: hex(id) })),
      count: { 'dropped/spam': 2, stored: 5 },
    },
    {
      name: 'denied consent leaves no sample, wherever it says it came from',
      hits: [{ ...view, consent: 'denied', referrer: 'https://semalt.com/' }],
      status: 202,
      reason: 'consent',
      rows: [],
      count: { 'dropped/consent': 1 },
    },
    {
      name: 'P7 Global Privacy Control: a view in totals, nobody behind it',
      hits: [{ ...view, click: hex(5), externalId: 'me' }],
      headers: { 'sec-gpc': '1' },
      status: 204,
      rows: [{ visitor: null, click: null, externalId: null }],
      count: { stored: 1 },
    },
    {
      name: 'an unknown tag id is nobody’s hit',
      hits: [{ ...view, tag: OTHER_TAG }],
      status: 422,
      reason: 'unknown_tag',
      rows: [],
      count: {},
      nobody: { 'rejected/unknown_tag': 1 },
    },
    {
      name: 'a tag id that cannot be one is as unknown as any',
      hits: [
        { ...view, tag: 'my-tag' },
        { ...view, id: hex(2), tag: '__proto__' },
      ],
      status: 422,
      reason: 'unknown_tag',
      rows: [],
      count: {},
      nobody: { 'rejected/unknown_tag': 2 },
    },
    {
      name: 'a bad neighbour does not harm: each hit has its own outcome',
      hits: [view, { ...view, id: 'short' }, { ...view, id: hex(3), tag: OTHER_TAG }],
      status: 202,
      reason: 'bad_hit',
      rows: [{ hitId: hex(1) }],
      count: { stored: 1, 'rejected/bad_hit': 1 },
      nobody: { 'rejected/unknown_tag': 1 },
    },
    {
      name: 'A2 an address that is not http(s) is no page',
      hits: [
        { ...view, url: 'javascript:alert(1)' },
        { ...view, id: hex(2), url: 'data:text/html,x' },
        { ...view, id: hex(3), url: 'java\nscript:alert(1)' },
        { ...view, id: hex(4), url: 7 },
      ],
      status: 422,
      reason: 'bad_hit',
      rows: [],
      count: { 'rejected/bad_hit': 4 },
    },
    {
      name: 'an address whose password hides an e-mail address is kept without either',
      hits: [
        { ...view, url: 'https://a:b@shop.test/x' },
        { ...view, id: hex(2), url: 'http://a:b@c.d/' },
        { ...view, id: hex(3), url: 'https://shop.test./dot' },
      ],
      status: 202,
      reason: 'unlisted_site',
      rows: [{ url: 'https://shop.test/x' }, { page: 'shop.test./dot' }],
      count: { stored: 2, 'dropped/unlisted_site': 1 },
    },
    {
      name: 'what is no hit at all is rejected without an account',
      hits: [null, 7, 'x', [], { id: hex(2) }],
      status: 422,
      reason: 'bad_hit',
      rows: [],
      count: {},
      nobody: { 'rejected/bad_hit': 5 },
    },
    {
      name: 'A62 tokens, e-mail addresses and fragments are cut again on the server',
      hits: [
        {
          ...view,
          url: 'https://shop.test/a?x=1&access_token=s&mail=a%40b.co&liff.state=z&code=1&state=2#id_token=s',
          referrer: 'https://shop.test/?id_token=s&y=me@shop.test',
        },
      ],
      status: 204,
      rows: [{ url: 'https://shop.test/a?x=1&mail=EMAIL', referrer: 'https://shop.test/?y=EMAIL' }],
      count: { stored: 1 },
    },
    {
      name: 'A1 A8 hostile text is kept as it is, as text',
      hits: [
        {
          ...view,
          title: '<script>alert(1)</script>',
          event: "'); DROP TABLE hit;--",
          url: 'https://shop.test/?q="><svg/onload=alert(1)>',
        },
      ],
      status: 204,
      rows: [
        {
          title: '<script>alert(1)</script>',
          event: "'); DROP TABLE hit;--",
          url: 'https://shop.test/?q="><svg/onload=alert(1)>',
          flags: ['odd-name'],
        },
      ],
      count: { stored: 1 },
    },
    {
      name: 'F30 lone surrogates, NUL and long text are made safe to keep',
      hits: [{ ...view, title: `a\u0000b\ud800c${'𝒳'.repeat(2000)}` }],
      status: 204,
      rows: [{ title: `ab\ufffdc${'𝒳'.repeat(1020)}` }],
      count: { stored: 1 },
    },
    {
      name: 'A13 __proto__ is a name like any other',
      hits: [
        JSON.parse(
          `{"__proto__":{"admin":1},"id":"${hex(1)}","tag":"${TAG}","url":"https://shop.test/","age":0,"event":"x","props":{"__proto__":{"a":1}}}`,
        ),
      ],
      status: 204,
      rows: [{ event: 'x', props: '{"__proto__":{"a":1}}' }],
      count: { stored: 1 },
    },
    {
      name: 'F34 an age that cannot be is clamped to 0 to 7 days, and flagged',
      hits: [
        { ...view, age: -5_000 },
        { ...view, id: hex(2), age: 9e15 },
      ],
      status: 204,
      rows: [
        { at: Date.UTC(2026, 10, 20, 3), flags: ['age-clamped'] },
        { at: Date.UTC(2026, 10, 13, 3), flags: ['age-clamped'] },
      ],
      count: { stored: 2 },
    },
    {
      name: 'a name over the grammar of LINE is kept and flagged, what the tag noticed is kept',
      hits: [{ ...view, event: 'Weiterempfehlung über Freunde', flags: ['twice', 'no-tags', 'nonsense'] }],
      status: 204,
      rows: [{ event: 'Weiterempfehlung über Freunde', flags: ['twice', 'no-tags', 'odd-name'] }],
      count: { stored: 1 },
    },
    {
      name: 'tag ids are read whatever their case, a visitor id that is none is nobody',
      hits: [{ ...view, tag: TAG.toUpperCase(), visitor: "x'; --" }],
      status: 204,
      rows: [{ account: 1, visitor: null }],
      count: { stored: 1 },
    },
  ];

  describe('POST /hit', () => {
    it.each(CASES)('$name', async ({ hits, headers, status, reason, rows, count, nobody }) => {
      const response = await test.hit(hits, headers);
      expect(response.status).toBe(status);
      expect(response.headers.get('x-tagline-reason')).toBe(reason ?? null);
      const stored = storedHits(test.store);
      expect(stored).toHaveLength(rows.length);
      rows.forEach((row, index) => {
        expect(stored[index]).toMatchObject(row);
      });
      expect(await accountOf(test.store, 1)).toEqual(count);
      expect(await accountOf(test.store, null)).toEqual(nobody ?? {});
      expect(await received(test.store, [1, null])).toBe(hits.length);
      expect(test.log).toEqual([]);
    });

    it('P1 keeps nothing of a page whose visitor has not agreed', async () => {
      await test.hit([{ ...view, url: 'https://shop.test/patient/7', title: 'Private', consent: 'denied' }]);
      const tallies = await test.store.events.tallies(1);
      expect(tallies).toMatchObject([{ reason: 'consent', sample: null }]);
      await test.hit([{ ...view, url: 'https://else.test/x' }]);
      expect(
        (await test.store.events.tallies(1)).find(({ reason }) => reason === 'unlisted_site')?.sample,
      ).toContain('else.test');
    });

    it('answers 204 again for a retry, and stores it once over any number of batches', async () => {
      for (let round = 0; round < 3; round += 1) {
        const response = await test.hit([view, { ...view, id: hex(2) }]);
        expect(response.status).toBe(204);
      }
      expect(storedHits(test.store)).toHaveLength(2);
      expect(await accountOf(test.store, 1)).toEqual({ stored: 2, duplicate: 4 });
    });

    it('F31 leaves out properties nested deeper than can be written, and keeps their hit', async () => {
      const deep = `${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`;
      const body = JSON.stringify({ v: 1, hits: [{ ...view, event: 'x', props: 0 }] }).replace(
        '"props":0',
        `"props":${deep}`,
      );
      expect((await test.visit('/hit', { method: 'POST', body })).status).toBe(204);
      expect(storedHits(test.store)).toMatchObject([{ event: 'x', props: null }]);
    });

    it('keeps the same hit id apart for two accounts', async () => {
      await account({ tagId: OTHER_TAG, domains: [] });
      const response = await test.hit([view, { ...view, tag: OTHER_TAG }]);
      expect(response.status).toBe(204);
      expect(storedHits(test.store).map(({ account }) => account)).toEqual([1, 2]);
    });

    it('lists the outcome of each hit with 202, by hit id', async () => {
      const response = await test.hit([view, { ...view, id: hex(2), url: 'https://else.test/' }]);
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({
        outcomes: [
          { id: hex(1), outcome: 'stored', reason: null },
          { id: hex(2), outcome: 'dropped', reason: 'unlisted_site' },
        ],
      });
    });

    it('takes nothing before consent where the account requires it', async () => {
      await test.store.records.changeAccount(1, { consent: 'required' });
      expect((await test.hit([view])).status).toBe(202);
      expect((await test.hit([{ ...view, consent: 'granted' }])).status).toBe(204);
      expect(await accountOf(test.store, 1)).toEqual({ 'dropped/consent': 1, stored: 1 });
    });

    it('lets a page of any site read the answer, without credentials', async () => {
      const response = await test.hit([view]);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('access-control-expose-headers')).toContain('X-Tagline-Reason');
      expect(response.headers.get('cache-control')).toBe('no-store');
    });

    const BODIES: [string, BodyInit, Record<string, string>, number, string][] = [
      ['no JSON', 'hello', {}, 400, 'unreadable_body'],
      ['nothing', '', {}, 400, 'unreadable_body'],
      ['another version', '{"v":2,"hits":[{}]}', {}, 400, 'unreadable_body'],
      ['no hits', '{"v":1,"hits":[]}', {}, 400, 'unreadable_body'],
      ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0x7b]), {}, 400, 'unreadable_body'],
      ['over 100 hits', `{"v":1,"hits":[${'1,'.repeat(100)}1]}`, {}, 413, 'too_large'],
      ['A16 64 KiB and one byte', ' '.repeat(64 * 1024 + 1), {}, 413, 'too_large'],
      ['A17 a compressed body', 'x', { 'content-encoding': 'gzip' }, 415, 'unsupported_encoding'],
      ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_type'],
      ['F31 deep JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, {}, 400, 'unreadable_body'],
    ];

    it.each(BODIES)('refuses %s as one rejected hit', async (_, body, headers, status, reason) => {
      const response = await test.visit('/hit', {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain', ...headers },
      });
      expect(response.status).toBe(status);
      expect(response.headers.get('x-tagline-reason')).toBe(reason);
      expect(await response.json()).toMatchObject({
        error: { reason, requestId: expect.any(String), message: expect.any(String) },
      });
      expect(await accountOf(test.store, null)).toEqual({ [`rejected/${reason}`]: 1 });
      expect(storedHits(test.store)).toEqual([]);
    });

    it('goes through no other handler, which would cost each hit a chain of promises', () => {
      const [handlers] = test.app.router.match('POST', '/hit');
      expect(handlers).toHaveLength(1);
    });

    it('A16 takes a body of exactly 64 KiB', async () => {
      const body = JSON.stringify({ v: 1, hits: [view] });
      const response = await test.visit('/hit', { method: 'POST', body: body.padEnd(64 * 1024, ' ') });
      expect(response.status).toBe(204);
    });

    it('answers 503 and stores none of a batch when the disk refuses, and counts what failed once it is back', async () => {
      const { db } = test.store.signIn;
      db.run('CREATE TRIGGER refuse BEFORE INSERT ON hit BEGIN SELECT RAISE(ABORT, "disk"); END');
      const response = await test.hit([view, { ...view, id: hex(2) }]);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(response.headers.get('x-tagline-reason')).toBe('storage');
      expect(storedHits(test.store)).toEqual([]);
      db.run('DROP TRIGGER refuse');
      expect((await test.hit([view, { ...view, id: hex(2) }])).status).toBe(204);
      expect(await accountOf(test.store, 1)).toEqual({ 'failed/storage': 2, stored: 2 });
    });
  });
});
