import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CODES_MAX } from '../../../collector/intake/test-mode.ts';
import { newApiKey } from '../../../collector/lib/api-key.ts';
import { TEST_TIME } from '../../../collector/lib/test-token.ts';
import { accountOf, storedHits } from '../../support/rows.ts';
import { CHROME, createTest, hex, ORIGIN } from '../../support/tagline.ts';

const Started = z.object({ url: z.string(), expiresAt: z.number() });
const Made = z.object({ id: z.number(), tagId: z.string() });

let test: ReturnType<typeof createTest>;
let tag: string;
let other: string;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  const add = async (name: string, domains: string[]) =>
    Made.parse((await test.api('POST', '/accounts', { name, timeZone: 'UTC', domains })).json).tagId;
  tag = await add('Shop', ['shop.test']);
  other = await add('Other', []);
});

async function start(url: string, account = 1) {
  const { json } = await test.api('POST', `/accounts/${account}/test-mode`, { url });
  const started = Started.parse(json);
  return { ...started, token: new URL(started.url).searchParams.get('tl_test') ?? '' };
}

/** Sends a batch as the tag does in test mode. */
function send(token: unknown, hits: object[], headers: Record<string, string> = {}) {
  return test.app.request(`${ORIGIN}/hit`, {
    method: 'POST',
    headers: { 'user-agent': CHROME, 'content-type': 'text/plain', origin: 'https://shop.test', ...headers },
    body: JSON.stringify({ v: 1, test: token, hits }),
  });
}

const view = (change: object = {}) => ({
  id: hex(1),
  tag,
  visitor: hex(7),
  url: 'https://shop.test/',
  age: 0,
  ...change,
});

describe('a hit in test mode', () => {
  it('is dropped as `test`, with its page as the sample, and stored nowhere', async () => {
    const { token, expiresAt } = await start('https://shop.test/tea');
    expect(expiresAt).toBe(test.clock.now() + TEST_TIME);
    const answer = await send(token, [view(), view({ id: hex(2), event: 'Purchase', key: 'k' })]);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('x-tagline-reason')).toBe('test');
    expect(await answer.json()).toEqual({
      outcomes: [1, 2].map((id) => ({ id: hex(id), outcome: 'dropped', reason: 'test' })),
    });
    expect(storedHits(test.store)).toEqual([]);
    expect(await accountOf(test.store, 1)).toEqual({ 'dropped/test': 2 });
    const [line] = await test.store.events.tallies(1);
    expect(line?.sample).toContain('https://shop.test/');
  });

  it('never folds or hides a conversion that counts: the same key, later, is stored', async () => {
    const { token } = await start('https://shop.test/');
    const purchase = { event: 'Purchase', value: 100, currency: 'JPY', key: 'order-1' };
    await send(token, [view(purchase)]);
    const answer = await send(undefined, [view({ ...purchase, visitor: hex(8) })]);
    expect(answer.status).toBe(204);
    expect(storedHits(test.store)).toMatchObject([{ hitId: hex(1), dedupKey: 'order-1', minor: 100 }]);
    await test.api('POST', '/accounts/1/conversions', {
      name: 'Order',
      rule: { by: 'event', event: 'Purchase' },
      value: { from: 'hit' },
    });
    const day = new Date(test.clock.now()).toISOString().slice(0, 10);
    const { json } = await test.api('GET', `/accounts/1/overview?from=${day}&to=${day}`);
    expect(json).toMatchObject({ totals: { conversions: 1, value: [{ minor: 100, currency: 'JPY' }] } });
  });

  it('is one for a quarter of an hour from when the code was opened, however late that was', async () => {
    const { token } = await start('https://shop.test/');
    test.clock.move(TEST_TIME);
    expect((await send(token, [view()])).status).toBe(202);
    test.clock.move(TEST_TIME);
    expect((await send(token, [view({ id: hex(2) })])).status).toBe(202);
    test.clock.move(1);
    expect((await send(token, [view({ id: hex(3) })])).status).toBe(204);
    expect(await accountOf(test.store, 1)).toEqual({ 'dropped/test': 2, stored: 1 });
  });

  it('is none where the code was opened too late', async () => {
    const { token } = await start('https://shop.test/');
    test.clock.move(TEST_TIME + 1);
    expect((await send(token, [view()])).status).toBe(204);
  });

  it('is judged by when it was made: one that waited for the network was a test, one from before was none', async () => {
    const before = test.clock.now();
    test.clock.move(60_000);
    const { token } = await start('https://shop.test/');
    test.clock.move(TEST_TIME + 60_000);
    const late = view({ age: 120_000 });
    const early = view({ id: hex(2), age: test.clock.now() - before });
    expect((await send(token, [late, early])).status).toBe(202);
    expect(storedHits(test.store)).toMatchObject([{ hitId: hex(2) }]);
  });

  it.each([
    ['of another account', async () => (await start('https://shop.test/', 2)).token],
    [
      'forged',
      async () => (await start('https://shop.test/')).token.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')),
    ],
    ['cut', async () => (await start('https://shop.test/')).token.slice(0, -1)],
    ['huge', async () => 'A'.repeat(40_000)],
    ['a number', async () => 7],
    ['null', async () => null],
    ['a list', async () => [(await start('https://shop.test/')).token]],
  ])('a token that is %s is as none', async (_, make) => {
    expect((await send(await make(), [view()])).status).toBe(204);
    expect(storedHits(test.store)).toHaveLength(1);
  });

  it('counts for the hits of its account only, in one batch', async () => {
    const { token } = await start('https://shop.test/');
    await send(token, [view(), view({ id: hex(2), tag: other })]);
    expect(await accountOf(test.store, 1)).toEqual({ 'dropped/test': 1 });
    expect(await accountOf(test.store, 2)).toEqual({ stored: 1 });
  });

  describe('on another host of the account, where the token is not known', () => {
    const MINUTE = 60_000;
    const buy = (change: object = {}) =>
      send(undefined, [view({ id: hex(2), event: 'Purchase', url: 'https://pay.shop.test/', ...change })]);

    it('is one of its visitor, until the test ends', async () => {
      const { token } = await start('https://shop.test/');
      test.clock.move(MINUTE);
      await send(token, [view()]);
      test.clock.move(TEST_TIME);
      expect((await buy()).headers.get('x-tagline-reason')).toBe('test');
      test.clock.move(1);
      expect((await buy()).status).toBe(204);
    });

    it('is none of what that visitor did before, of another visitor, of nobody, or of another account', async () => {
      const { token } = await start('https://shop.test/');
      test.clock.move(MINUTE);
      await send(token, [view(), view({ id: hex(3), visitor: undefined })]);
      const others = [{ age: 1 }, { visitor: hex(8) }, { visitor: undefined }, { tag: other }];
      for (const [place, change] of others.entries())
        expect((await buy({ id: hex(10 + place), ...change })).status).toBe(204);
      expect(storedHits(test.store)).toHaveLength(4);
    });

    it('is not silenced by a visitor whose token was refused', async () => {
      const { token } = await start('https://shop.test/', 2);
      await send(token, [view()]);
      await send('A'.repeat(72), [view({ id: hex(3) })]);
      expect((await buy()).status).toBe(204);
    });

    it('keeps some codes in mind with who opened them, and forgets the first of more', async () => {
      const first = await start('https://shop.test/');
      await send(first.token, [view()]);
      for (let from = 0; from < CODES_MAX; from += 1) {
        test.clock.move(1);
        const { token } = await start('https://shop.test/');
        await send(token, [view({ id: hex(100 + from), visitor: hex(100 + from) })]);
      }
      expect((await buy()).status).toBe(204);
      expect((await buy({ id: hex(3), visitor: hex(100 + CODES_MAX - 1) })).status).toBe(202);
    });
  });

  describe('by another browser than the first that showed the code', () => {
    it('is none: what is passed on in a group silences nobody', async () => {
      const { token } = await start('https://shop.test/');
      // Neither a program nor who did not agree has opened it.
      await send(token, [view()], { 'user-agent': 'curl/8.5.0' });
      await send(token, [view({ consent: 'denied' })]);
      await send(token, [view({ id: hex(2), visitor: hex(8) })]);
      const order = { event: 'Purchase', url: 'https://pay.shop.test/' };
      expect((await send(token, [view({ id: hex(3) })])).status).toBe(204);
      expect((await send(token, [view({ id: hex(4), ...order })])).status).toBe(204);
      expect((await send(undefined, [view({ id: hex(5), ...order })])).status).toBe(204);
      const tester = await send(undefined, [view({ id: hex(6), visitor: hex(8), ...order })]);
      expect(tester.headers.get('x-tagline-reason')).toBe('test');
    });

    it('is told from it by address and name where nothing may be kept', async () => {
      const { token } = await start('https://shop.test/');
      const nobody = (id: number, agent = CHROME) =>
        send(token, [view({ id: hex(id), visitor: undefined })], { 'user-agent': agent });
      expect((await nobody(1)).status).toBe(202);
      expect((await nobody(2)).status).toBe(202);
      expect((await nobody(3, CHROME.replace('144', '145'))).status).toBe(204);
      // And it may keep something later.
      expect((await send(token, [view({ id: hex(4) })])).status).toBe(202);
      expect((await send(undefined, [view({ id: hex(5), url: 'https://pay.shop.test/' })])).status).toBe(202);
      expect((await send(token, [view({ id: hex(6), visitor: hex(8) })])).status).toBe(204);
    });

    it('is its again after a restart, while the code can be opened', async () => {
      const { token } = await start('https://shop.test/');
      await send(token, [view()]);
      test = createTest();
      await test.signIn();
      const ours = { name: 'Shop', timeZone: 'UTC', domains: ['shop.test'], tagId: tag };
      expect((await test.api('POST', '/accounts', ours)).status).toBe(201);
      expect((await send(undefined, [view({ id: hex(2) })])).status).toBe(204);
      expect((await send(token, [view({ id: hex(3), visitor: hex(8) })])).status).toBe(202);
      expect((await send(token, [view({ id: hex(4) })])).status).toBe(204);
    });
  });

  it('silences no conversion of a server, not even of that visitor', async () => {
    const { token } = await start('https://shop.test/');
    await send(token, [view()]);
    const key = newApiKey();
    const scopes = ['conversions:write' as const];
    await test.store.records.addApiKey({ ...key, accountId: 1, name: 'x', scopes, createdAt: 0 });
    const answer = await test.app.request(`${ORIGIN}/v1/conversions`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
        'user-agent': CHROME,
      },
      body: JSON.stringify({
        event_name: 'Purchase',
        deduplication_key: 'k',
        browser_id: hex(7),
        test: token,
      }),
    });
    expect(answer.status).toBe(200);
    expect(await accountOf(test.store, 1)).toEqual({ 'dropped/test': 1, stored: 1 });
  });

  it('what else is wrong still shows', async () => {
    const { token } = await start('https://shop.test/');
    const bot = await send(token, [view()], { 'user-agent': 'curl/8.5.0' });
    expect(bot.headers.get('x-tagline-reason')).toBe('bot');
    const site = await send(token, [view({ url: 'https://elsewhere.test/' })]);
    expect(site.headers.get('x-tagline-reason')).toBe('unlisted_site');
    const denied = await send(token, [view({ consent: 'denied' })]);
    expect(denied.headers.get('x-tagline-reason')).toBe('consent');
  });

  it('may come by image', async () => {
    const { token } = await start('https://shop.test/');
    const answer = await test.visit(`/tag.gif?t_id=${tag}&e=pv&test=${token}`, {
      headers: { referer: 'https://shop.test/' },
    });
    expect(answer.headers.get('x-tagline-reason')).toBe('test');
  });
});

describe('GET /api/accounts/:account/test-mode', () => {
  const suggested = async () => (await test.api('GET', '/accounts/1/test-mode')).json;

  it('has the page where the tag was heard last', async () => {
    expect(await suggested()).toEqual({ lastUrl: null });
    const hits = [view({ url: 'https://shop.test/tea' }), view({ id: hex(2), event: 'Tap' })];
    await send(undefined, hits);
    expect(await suggested()).toEqual({ lastUrl: 'https://shop.test/tea' });
  });
});

describe('POST /api/accounts/:account/test-mode', () => {
  it('keeps the address as it was written, and puts a new token for an old one', async () => {
    const { url, token } = await start('https://shop.test/tea?b=%20&a#part');
    expect(url).toBe(`https://shop.test/tea?b=%20&a&tl_test=${token}#part`);
    test.clock.move(1);
    const again = await start(url);
    expect(again.token).not.toBe(token);
    expect(again.url).toBe(`https://shop.test/tea?b=%20&a&tl_test=${again.token}#part`);
  });

  it.each([
    'javascript:alert(1)',
    'ftp://shop.test/',
    'https://user:pass@shop.test/',
    'https://notshop.test/',
    'https://shop.test.evil.test/',
    '',
    7,
  ])('refuses %s', async (url) => {
    const { status } = await test.api('POST', '/accounts/1/test-mode', { url });
    expect(status).toBe(422);
  });

  it('takes any site where none is listed', async () => {
    expect((await start('http://anywhere.test/', 2)).url).toContain('http://anywhere.test/?tl_test=');
  });
});
