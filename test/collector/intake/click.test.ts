import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { withParam } from '../../../collector/lib/with-param.ts';
import { createTest, hex } from '../../support/tagline.ts';

let test: ReturnType<typeof createTest>;
const CODE = 'abcdEFGH12';
const DESTINATION = 'https://shop.test/tea?x=a%20b+c&&y#part';

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: ['shop.test'] });
  await test.store.records.addLink({
    accountId: 1,
    code: CODE,
    name: 'Link',
    destination: DESTINATION,
    broadcastId: null,
    createdAt: 0,
  });
});

function clicks(): number {
  return test.store.signIn.db.get<{ n: number }>(sql`SELECT count(*) AS n FROM click`).n;
}

describe('GET /r/CODE', () => {
  it('counts a human click and leads on with its click id, the rest byte for byte', async () => {
    const response = await test.visit(`/r/${CODE}`);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(
      `https://shop.test/tea?x=a%20b+c&&y&tl_click=${hex(1)}#part`,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(clicks()).toBe(1);
  });

  it.each([
    ['a program', { 'user-agent': 'curl/8.0' }, 'GET', 'bot'],
    [
      "A24 LINE's preview fetcher",
      { 'user-agent': 'facebookexternalhit/1.1;line-poker/1.0' },
      'GET',
      'preview',
    ],
    ['A24 a prefetch', { 'sec-purpose': 'prefetch' }, 'GET', 'preview'],
    ['A24 an old prefetch', { 'x-moz': 'prefetch' }, 'GET', 'preview'],
    ['A24 HEAD', {}, 'HEAD', null],
  ])('leads %s on without counting a click', async (_, headers, method, reason) => {
    const response = await test.visit(`/r/${CODE}`, { method, headers });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(DESTINATION);
    expect(response.headers.get('x-tagline-reason')).toBe(reason);
    expect(clicks()).toBe(0);
  });

  it.each([
    'nothere1',
    'abc',
    '%00',
    '%ff',
    '..%2fapi',
    'a'.repeat(33),
    `${CODE}?u=//evil.test`.replace(CODE, 'unknown1'),
  ])('A20 knows no link %s', async (code) => {
    const response = await test.visit(`/r/${code}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.json()).toMatchObject({ error: { code: 'not_found', reason: 'unknown_link' } });
  });

  it('A20 leads nowhere but to the stored destination, whatever the query says', async () => {
    const response = await test.visit(`/r/${CODE}?u=https://evil.test&url=//evil.test&openExternalBrowser=1`);
    expect(response.headers.get('location')).toMatch(/^https:\/\/shop\.test\/tea\?/);
    expect(response.headers.get('location')).not.toContain('evil');
  });

  it('counts a click under Global Privacy Control, but ties nobody to it', async () => {
    const response = await test.visit(`/r/${CODE}`, { headers: { 'sec-gpc': '1' } });
    expect(response.headers.get('location')).toBe(DESTINATION);
    expect(clicks()).toBe(1);
  });

  it('I7 keeps leading on when nothing can be written', async () => {
    test.store.signIn.db.run(
      'CREATE TRIGGER refuse BEFORE INSERT ON click BEGIN SELECT RAISE(ABORT, "disk"); END',
    );
    const response = await test.visit(`/r/${CODE}`);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(DESTINATION);
  });
});

describe('withParam', () => {
  it.each([
    ['https://a.test', 'https://a.test?tl_click=ID'],
    ['https://a.test/?', 'https://a.test/?tl_click=ID'],
    ['https://a.test/?a=1&', 'https://a.test/?a=1&tl_click=ID'],
    ['https://a.test/?tl_click=0123&a=1', 'https://a.test/?a=1&tl_click=ID'],
    ['https://a.test/?a=1&tl_click=0123#b', 'https://a.test/?a=1&tl_click=ID#b'],
    ['https://a.test/#/route?x', 'https://a.test/?tl_click=ID#/route?x'],
  ])('%s becomes %s', (destination, expected) => {
    expect(withParam(destination, 'tl_click', 'ID')).toBe(expected);
  });
});

describe('creating a link', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user@evil.test/',
    'https:\\\\evil.test',
    'https://shop.test/\r\nSet-Cookie: a=b',
    'https://shop.test/ร้าน',
    '//evil.test',
    `https://shop.test/${'a'.repeat(2000)}`,
    '',
  ])('A21 refuses %j', async (destination) => {
    const answer = await test.api('POST', '/accounts/1/links', { name: 'x', destination });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ error: { code: 'invalid', reason: 'invalid_input' } });
  });
});
