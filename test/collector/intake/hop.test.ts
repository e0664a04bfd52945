import { beforeEach, describe, expect, it } from 'vitest';
import { ADDRESS_MAX } from '../../../collector/intake/rate.ts';
import { CHROME, createTest, hex, ORIGIN } from '../../support/tagline.ts';

let test: ReturnType<typeof createTest>;
let tagId: string;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  const domains = ['shop.test', 'store.test'];
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains });
  tagId = (await test.store.records.accounts())[0]?.tagId ?? '';
});

const HOP = hex(1);
const hop = (body: unknown, headers: Record<string, string> = {}) =>
  test.visit('/hop', {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.test', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const leave = (change: object = {}, headers = {}) =>
  hop({ v: 1, tag: tagId, hop: HOP, visitor: hex(7), click: hex(8), ...change }, headers);
const arrive = (change: object = {}, headers = {}) =>
  hop({ v: 1, hop: HOP, ...change }, { origin: 'https://store.test', ...headers });

describe('POST /hop', () => {
  it('takes a visitor and a click to another of the sites, readable there', async () => {
    expect((await leave()).status).toBe(204);
    const answer = await arrive();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ visitor: hex(7), click: hex(8) });
  });

  it('once', async () => {
    await leave();
    const answers = await Promise.all(Array.from({ length: 20 }, () => arrive()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(404)]);
  });

  it('within ten minutes', async () => {
    await leave();
    test.clock.move(10 * 60_000);
    expect((await arrive()).status).toBe(200);
    await leave();
    test.clock.move(10 * 60_000 + 1);
    expect((await arrive()).status).toBe(404);
  });

  it('to no site that the account does not list, and the token stays good', async () => {
    await leave();
    const stranger = await arrive({}, { origin: 'https://evil.test' });
    expect(stranger.status).toBe(202);
    expect(await stranger.text()).not.toContain(hex(7));
    expect((await arrive()).status).toBe(200);
  });

  it('of several accounts for the one that lists the site, whichever was told first, and for all of them once', async () => {
    await test.api('POST', '/accounts', {
      name: 'Mall',
      timeZone: 'UTC',
      domains: ['shop.test', 'mall.test'],
    });
    const mall = (await test.store.records.accounts()).find(({ name }) => name === 'Mall')?.tagId;
    await leave();
    await leave({ tag: mall });
    const answers = [];
    for (const origin of [
      'https://evil.test',
      'https://mall.test',
      'https://mall.test',
      'https://store.test',
    ])
      answers.push((await arrive({}, { origin })).status);
    expect(answers).toEqual([202, 200, 404, 404]);
  });

  it('for the first who announced a token, whoever does so again', async () => {
    await leave();
    await leave({ visitor: hex(9) });
    expect(await (await arrive()).json()).toMatchObject({ visitor: hex(7) });
  });

  it('is kept as nobody could use it who reads the database', async () => {
    await leave();
    const rows = test.store.signIn.db.all('SELECT token_hash FROM hop');
    expect(JSON.stringify(rows)).not.toContain(HOP);
  });

  it.each([
    ['denied', () => leave({ consent: 'denied' })],
    ['refused by the browser', () => leave({}, { 'sec-gpc': '1' })],
    ['said by a program', () => leave({}, { 'user-agent': 'Googlebot/2.1' })],
    ['said by another site', () => leave({}, { origin: 'https://evil.test' })],
  ])('%s: nobody is noted', async (_, refused) => {
    expect((await refused()).status).toBe(202);
    expect((await arrive()).status).toBe(404);
  });

  it('asks for consent at both ends where the account does', async () => {
    await test.api('PATCH', '/accounts/1', { consent: 'required' });
    expect((await leave()).status).toBe(202);
    expect((await leave({ consent: 'granted' })).status).toBe(204);
    expect((await arrive()).status).toBe(202);
    expect((await arrive({ consent: 'granted' })).status).toBe(200);
  });

  it.each([
    ['no JSON', 'hello', 'bad_hop'],
    ['no token', { v: 1, visitor: hex(7) }, 'bad_hop'],
    ['a token that is none', { v: 1, hop: 'x'.repeat(32) }, 'bad_hop'],
    ['an unknown tag id', { v: 1, hop: HOP, tag: 'x', visitor: hex(7) }, 'unknown_tag'],
  ])('refuses %s', async (_, body, reason) => {
    const answer = await hop(body);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { reason } });
  });

  it('A42 is refused to an address that asks or says too often in a minute, and to no other', async () => {
    const from = (address: string, change: object = {}) =>
      test.app.request(
        `${ORIGIN}/hop`,
        {
          method: 'POST',
          headers: { 'user-agent': CHROME, origin: 'https://shop.test' },
          body: JSON.stringify({ v: 1, tag: tagId, hop: HOP, ...change }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      );
    await leave();
    for (let count = 0; count < ADDRESS_MAX; count += 1) await from('203.0.113.5', { hop: hex(2) });
    for (const change of [{}, { hop: hex(3), visitor: hex(7) }]) {
      const refused = await from('203.0.113.5', change);
      expect(refused.status).toBe(202);
      expect(refused.headers.get('x-tagline-reason')).toBe('rate');
    }
    expect((await from('203.0.113.6', { hop: hex(3) })).status).toBe(404);
    expect((await from('203.0.113.6')).status).toBe(200);
    test.clock.move(60_000);
    expect((await from('203.0.113.5', { hop: hex(3), visitor: hex(7) })).status).toBe(204);
  });

  it('refuses a body over the limit', async () => {
    expect((await hop('x'.repeat(70_000))).status).toBe(413);
  });
});
