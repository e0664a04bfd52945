import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeLine } from '../../../collector/demo/fake-line.ts';
import { type Listening, listen } from '../../../collector/serve.ts';
import type { NewAccount } from '../../../db/model.ts';
import { createClock } from '../../support/clock.ts';
import { createTest, hex } from '../../support/tagline.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const CHANNEL = '2000000001';
const USER = `U${'a1'.repeat(16)}`;
const OTHER = `U${'b2'.repeat(16)}`;
const VISITOR = hex(7);

let server: Listening;
let test: ReturnType<typeof createTest>;
const clock = createClock();
const line = createFakeLine({ now: clock.now, secret: 'only for tests' });

async function account(change: Partial<NewAccount> = {}) {
  await test.store.records.addAccount({
    tagId: TAG,
    name: 'Shop',
    timeZone: 'Asia/Bangkok',
    domains: ['shop.test'],
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: CHANNEL,
    createdAt: 0,
    ...change,
  });
}

beforeEach(async () => {
  server = await listen(line, 0, '127.0.0.1');
  test = createTest({ config: { lineApiBase: `http://127.0.0.1:${server.port}` }, now: clock.now });
});

afterEach(async () => {
  line.fault(null);
  await test.close();
  await server.close();
});

function links() {
  return test.store.signIn.db.all<{ user: string; visitor: string; rung: string }>(sql`
    SELECT u.user_id AS user, lower(hex(v.key)) AS visitor, l.rung AS rung
    FROM identity_link l JOIN line_user u ON u.id = l.user_id JOIN visitor v ON v.id = l.visitor_id ORDER BY l.id`);
}

function identify(body: unknown, headers: Record<string, string> = {}) {
  return test.visit('/identify', {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.test', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const idToken = () => line.issueIdToken({ userId: USER, channelId: CHANNEL });
const claim = () => ({ v: 1, tag: TAG, visitor: VISITOR, idToken: idToken(), consent: 'granted' });

describe('POST /identify', () => {
  it('ties the visitor to the user whom LINE vouches for, and says so only when it is on disk', async () => {
    await account();
    const response = await identify(claim());
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(links()).toEqual([{ user: USER, visitor: VISITOR, rung: 'verified' }]);
  });

  it('keeps one fact for the same proof again, and a new one for another user', async () => {
    await account();
    for (const userId of [USER, USER, OTHER, USER]) {
      clock.move(1000);
      await identify({ ...claim(), idToken: line.issueIdToken({ userId, channelId: CHANNEL }) });
    }
    expect(links().map(({ user }) => user)).toEqual([USER, OTHER, USER]);
  });

  const REFUSED: [string, () => unknown, number, string][] = [
    [
      'A37 a bare user id',
      () => ({ tag: TAG, visitor: VISITOR, userId: USER, consent: 'granted' }),
      422,
      'bare_user_id',
    ],
    ['A37 a profile', () => ({ tag: TAG, visitor: VISITOR, profile: { userId: USER } }), 422, 'bare_user_id'],
    ['nothing to prove it', () => ({ tag: TAG, visitor: VISITOR }), 422, 'bad_identify'],
    ['no visitor', () => ({ ...claim(), visitor: 'me' }), 422, 'bad_identify'],
    ['no JSON', () => 'hello', 422, 'bad_identify'],
    ['a tag id that is none', () => ({ ...claim(), tag: hex(1) }), 422, 'unknown_tag'],
    ['a tag id of nobody', () => ({ ...claim(), tag: TAG.replace('1', '2') }), 422, 'unknown_tag'],
    ['A33 garbage for a token', () => ({ ...claim(), idToken: 'abc.def.ghi' }), 401, 'bad_token'],
    [
      "A33 another channel's token",
      () => ({ ...claim(), idToken: line.issueIdToken({ userId: USER, channelId: '2000000009' }) }),
      401,
      'bad_token',
    ],
    [
      'A33 a token that has expired',
      () => ({ ...claim(), idToken: line.issueIdToken({ userId: USER, channelId: CHANNEL, expiresIn: -1 }) }),
      401,
      'bad_token',
    ],
    [
      'A33 alg none',
      () => ({
        ...claim(),
        idToken: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${idToken().split('.')[1]}.`,
      }),
      401,
      'bad_token',
    ],
    [
      'a token of another instance',
      () => ({
        ...claim(),
        idToken: createFakeLine({ now: clock.now }).issueIdToken({ userId: USER, channelId: CHANNEL }),
      }),
      401,
      'bad_token',
    ],
    ['A16 a body over the limit', () => ' '.repeat(64 * 1024 + 1), 413, 'too_large'],
  ];

  it.each(REFUSED)('refuses %s', async (_, body, status, reason) => {
    await account();
    const response = await identify(body());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { reason } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(links()).toEqual([]);
  });

  it('refuses where the account has no LINE Login channel', async () => {
    await account({ loginChannelId: null });
    const response = await identify(claim());
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { reason: 'no_channel' } });
  });

  it.each([
    ['denied', { consent: 'denied' }, {}, {}, 202],
    ['said nothing', { consent: undefined }, {}, {}, 202],
    ['said nothing, and the owner declares', { consent: undefined }, { identityDeclared: true }, {}, 204],
    ['denied, and the owner declares', { consent: 'denied' }, { identityDeclared: true }, {}, 202],
    [
      'said nothing where consent is required',
      { consent: undefined },
      { consent: 'required', identityDeclared: true },
      {},
      202,
    ],
    ['granted where consent is required', {}, { consent: 'required' }, {}, 204],
    ['P7 opted out by Global Privacy Control', {}, {}, { 'sec-gpc': '1' }, 202],
  ] satisfies [string, object, Partial<NewAccount>, Record<string, string>, number][])(
    'a visitor who %s',
    async (_, said, settings, headers, status) => {
      await account(settings);
      const response = await identify({ ...claim(), ...said }, headers);
      expect(response.status).toBe(status);
      expect(response.headers.get('x-tagline-reason')).toBe(status === 202 ? 'consent' : null);
      expect(links()).toHaveLength(status === 204 ? 1 : 0);
    },
  );

  it('takes nothing from a site that is not listed, nor from programs', async () => {
    await account();
    expect((await identify(claim(), { origin: 'https://evil.test' })).headers.get('x-tagline-reason')).toBe(
      'unlisted_site',
    );
    expect((await identify(claim(), { 'user-agent': 'curl/8' })).headers.get('x-tagline-reason')).toBe('bot');
    expect(links()).toEqual([]);
  });

  it.each([
    ['F40 LINE is broken', { status: 500, body: 'oops' }],
    ['F40 LINE answers HTML', { status: 200, body: '<html>' }],
    ['F40 LINE answers something else', { status: 200, body: '{"sub":"me"}' }],
    ['F39 LINE is busy', { status: 429, body: '{}' }],
    ['F40 LINE hangs', { status: 200, body: '{}', delayMs: 8_000 }],
  ])('%s: 503, to be tried again', async (_, fault) => {
    await account();
    line.fault(fault);
    const started = Date.now();
    const response = await identify(claim());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).not.toBeNull();
    expect(await response.json()).toMatchObject({ error: { reason: 'line_unavailable' } });
    expect(Date.now() - started).toBeLessThan(7_000);
    expect(links()).toEqual([]);
  });

  it('A48 neither keeps nor logs the token or the user id', async () => {
    await account();
    const token = idToken();
    await identify({ ...claim(), idToken: token });
    line.fault({ status: 500, body: '' });
    await identify({ ...claim(), idToken: token });
    const logged = test.log.join('\n');
    expect(logged).not.toContain(token);
    expect(logged).not.toContain(USER);
    const tables = test.store.signIn.db.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table'",
    );
    const kept = tables.map(({ name }) =>
      JSON.stringify(test.store.signIn.db.all(sql.raw(`SELECT * FROM "${name}"`))),
    );
    expect(kept.join('')).not.toContain(token);
  });
});
