import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  conversionApiRoute,
  EVENT_AGE_MAX,
  EVENTS_BODY_MAX,
  EVENTS_MAX,
} from '../../../collector/intake/conversion-api.ts';
import { createLive } from '../../../collector/intake/live.ts';
import { createWriter } from '../../../collector/intake/writer.ts';
import { newApiKey } from '../../../collector/lib/api-key.ts';
import { DAY, type LiveHit, type NewAccount } from '../../../db/model.ts';
import { identityLinks } from '../../support/identity.ts';
import { accountOf, received, type StoredHit, storedHits } from '../../support/rows.ts';
import { CHROME, createTest, hex, ORIGIN } from '../../support/tagline.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const USER = `U${'a1'.repeat(16)}`;
const NOW = Date.UTC(2026, 10, 20, 3);

let test: ReturnType<typeof createTest>;
let key: string;

async function addAccount(change: Partial<NewAccount> = {}) {
  return test.store.records.addAccount({
    tagId: TAG,
    name: 'Shop',
    timeZone: 'Asia/Bangkok',
    domains: ['shop.test'],
    consent: 'assumed',
    identityDeclared: true,
    cutParams: [],
    loginChannelId: null,
    createdAt: 0,
    ...change,
  });
}

/** A key of an account, made as the API makes one. */
async function addKey(accountId: number, scopes: 'conversions:write'[] = ['conversions:write']) {
  const { key: secret, prefix, hash } = newApiKey();
  await test.store.records.addApiKey({ accountId, name: 'Shop', scopes, prefix, hash, createdAt: 0 });
  return secret;
}

beforeEach(async () => {
  test = createTest();
  await addAccount();
  key = await addKey(1);
});

function bodyOf(body: unknown): BodyInit {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

async function send(body: unknown, headers: Record<string, string> = {}) {
  const response = await test.app.request(`${ORIGIN}/v1/conversions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: bodyOf(body),
  });
  const text = await response.text();
  const json: Answer = JSON.parse(text);
  return { status: response.status, headers: response.headers, json };
}

interface Answer {
  outcomes?: { id: string | null; outcome: string; reason: string | null; field?: string }[];
  error?: { reason: string };
}

const bought = { event_name: 'Purchase', deduplication_key: 'order-1' };

interface Case {
  name: string;
  body: unknown;
  status: number;
  /** Of each event: outcome, reason, field. */
  outcomes: string[];
  rows: Partial<StoredHit>[];
  count: Record<string, number>;
}

const CASES: Case[] = [
  {
    name: 'one event with everything, its fields side by side',
    body: {
      id: 'ABCDEF01-2345-4789-8ABC-DEF012345678',
      event_name: 'Purchase',
      event_timestamp: NOW / 1000 - 60.5,
      deduplication_key: 'order-1',
      browser_id: hex(7),
      click_id: hex(8),
      external_id: 4711,
      phone: 'a'.repeat(64),
      email: 'B'.repeat(64),
      url: 'https://shop.test/thanks?access_token=x&mail=a@b.test',
      referrer: 'https://pay.test/',
      title: ' Thanks ',
      user_agent: CHROME,
      value: 12.5,
      currency: 'thb',
      quantity: 2,
      item_ids: ['a', 'b'],
      props: { coupon: 'TEA' },
    },
    status: 200,
    outcomes: ['stored'],
    rows: [
      {
        hitId: 'abcdef01234547898abcdef012345678',
        channel: 2,
        event: 'Purchase',
        at: NOW - 60_500,
        receivedAt: NOW,
        visitor: hex(7),
        click: hex(8),
        externalId: '4711',
        url: 'https://shop.test/thanks?mail=EMAIL',
        referrer: 'https://pay.test/',
        title: 'Thanks',
        agent: 'Chrome',
        device: 'mobile',
        minor: 1250,
        currency: 'THB',
        dedupKey: 'order-1',
        props: '{"coupon":"TEA","quantity":2,"item_ids":["a","b"]}',
        source: null,
        flags: [],
      },
    ],
    count: { stored: 1 },
  },
  {
    name: "LINE's own shape: an array, with the fields in groups",
    body: [
      {
        event: {
          source_type: 'web',
          event_type: 'conversion',
          event_name: 'CompleteRegistration',
          deduplication_key: 'm-1',
          event_timestamp: NOW / 1000,
        },
        user: { browser_id: '12345678-1234-4234-8234-123456789abc', click_id: 'WSb6EhmB', ifa: 'x' },
        web: { url: 'https://shop.test/', ip_address: '203.0.113.9', user_agent: CHROME },
        custom: { value: 300, currency: 'JPY' },
      },
      {
        event: { event_type: 'page_view', event_timestamp: NOW - 5 },
        web: { url: 'https://shop.test/tea' },
      },
    ],
    status: 200,
    outcomes: ['stored', 'stored'],
    rows: [
      {
        event: 'CompleteRegistration',
        visitor: '12345678123442348234123456789abc',
        click: null,
        minor: 300,
        currency: 'JPY',
      },
      { event: null, url: 'https://shop.test/tea', at: NOW - 5, source: '' },
    ],
    count: { stored: 2 },
  },
  {
    name: 'a bad event never rejects its neighbours',
    body: {
      events: [bought, { event_name: 'x' }, 7, null, { ...bought, value: -1 }, { ...bought, id: hex(9) }],
    },
    status: 202,
    outcomes: [
      'stored',
      'rejected bad_event id',
      'rejected bad_event',
      'rejected bad_event',
      'rejected bad_event value',
      'stored',
    ],
    rows: [{ event: 'Purchase' }, { hitId: hex(9) }],
    count: { stored: 2, 'rejected/bad_event': 4 },
  },
  {
    name: 'null, nothing and "undefined" are as if the field was not there',
    body: { ...bought, external_id: 'undefined', click_id: null, value: '', browser_id: 'undefined' },
    status: 200,
    outcomes: ['stored'],
    rows: [{ externalId: null, click: null, minor: null, visitor: null }],
    count: { stored: 1 },
  },
  {
    name: 'F34 a time too long ago, or ahead, is bad_time; a clock a little ahead is now, and flagged',
    body: [
      { ...bought, event_timestamp: NOW - EVENT_AGE_MAX },
      { ...bought, event_timestamp: NOW - EVENT_AGE_MAX - 1 },
      { ...bought, event_timestamp: NOW + DAY },
      { ...bought, event_timestamp: NOW + DAY + 1 },
      { ...bought, event_timestamp: '2026-11-20T10:00:00+07:00' },
      { ...bought, event_timestamp: 1 },
      { ...bought, event_timestamp: 0 },
      { ...bought, event_timestamp: -1 },
      { ...bought, event_timestamp: 'yesterday' },
      { ...bought, event_timestamp: '2026-11-20 10:00' },
    ],
    status: 202,
    outcomes: [
      'stored',
      'rejected bad_time event_timestamp',
      'stored',
      'rejected bad_time event_timestamp',
      'stored',
      'rejected bad_time event_timestamp',
      ...Array.from({ length: 4 }, () => 'rejected bad_event event_timestamp'),
    ],
    rows: [
      { at: NOW - EVENT_AGE_MAX, flags: [] },
      { at: NOW, flags: ['age-clamped'] },
      { at: NOW, flags: [] },
    ],
    count: { stored: 3, 'rejected/bad_time': 3, 'rejected/bad_event': 4 },
  },
  {
    name: 'F32 F33 money is an amount in a known currency, under the cap',
    body: [
      { ...bought, value: 1980, currency: 'JPY' },
      { ...bought, value: '19.805', currency: 'KWD' },
      { ...bought, value: 5 },
      { ...bought, value: 1e300, currency: 'JPY' },
      { ...bought, value: '1,000', currency: 'JPY' },
      { ...bought, value: '๑๒๓', currency: 'JPY' },
      { ...bought, value: 1, currency: 'NOPE' },
      { ...bought, value: 1, currency: 'QQQ' },
      { ...bought, value: { a: 1 }, currency: 'JPY' },
    ],
    status: 202,
    outcomes: [
      'stored',
      'stored',
      'stored',
      'rejected bad_event value',
      'rejected bad_event value',
      'rejected bad_event value',
      'rejected bad_event currency',
      'rejected bad_event currency',
      'rejected bad_event value',
    ],
    rows: [
      { minor: 1980, currency: 'JPY' },
      { minor: 19_805, currency: 'KWD' },
      { minor: 500, currency: 'XXX' },
    ],
    count: { stored: 3, 'rejected/bad_event': 6 },
  },
  {
    name: 'what names somebody must look like it: no plain phone number or address gets in',
    body: [
      { ...bought, phone: '+66812345678' },
      { ...bought, email: 'a@shop.test' },
      { ...bought, line_uid: 'U123' },
      { ...bought, browser_id: '7' },
      { ...bought, id: 'order-1' },
      { ...bought, url: 'javascript:alert(1)' },
      { ...bought, url: 'https://%' },
      { ...bought, test_flag: 'yes' },
      { event_type: 'page_view', event_timestamp: NOW },
      { event_name: 'x'.repeat(101), deduplication_key: 'a' },
      { ...bought, deduplication_key: 'a'.repeat(257) },
      { ...bought, external_id: 'a'.repeat(513) },
    ],
    status: 422,
    outcomes: [
      ...['phone', 'email', 'line_uid', 'browser_id', 'id', 'url', 'url', 'test_flag', 'url', 'event_name'],
      ...['deduplication_key', 'external_id'],
    ].map((field) => `rejected bad_event ${field}`),
    rows: [],
    count: { 'rejected/bad_event': 12 },
  },
  {
    name: 'properties are limited in length and depth',
    body: [
      { ...bought, props: { a: 'x'.repeat(4000) } },
      { ...bought, props: { a: 'x'.repeat(4097) } },
      { ...bought, props: JSON.parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`) },
      { ...bought, item_ids: JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`) },
      { ...bought, props: [1] },
    ],
    status: 202,
    outcomes: [
      'stored',
      'rejected bad_event props',
      'rejected bad_event props',
      'rejected bad_event item_ids',
      'rejected bad_event props',
    ],
    rows: [{}],
    count: { stored: 1, 'rejected/bad_event': 4 },
  },
  {
    name: "a visitor's text is well-formed and cut, and a name that LINE would not take is flagged",
    body: {
      ...bought,
      event_name: 'ซื้อ',
      title: `${'\ud800'}a\u0000${'b'.repeat(2000)}`,
      url: `https://shop.test/${'a'.repeat(3000)}`,
    },
    status: 200,
    outcomes: ['stored'],
    rows: [
      {
        event: 'ซื้อ',
        title: `\ufffda${'b'.repeat(1022)}`,
        url: `https://shop.test/${'a'.repeat(2030)}`,
        flags: ['odd-name'],
      },
    ],
    count: { stored: 1 },
  },
  {
    name: 'A8 A13 names and words of other languages are text',
    body: JSON.stringify({ ...bought, event_name: "'); DROP TABLE hit;--" }).replace(
      '{',
      '{"__proto__":{"id":"x"},"props":{"__proto__":{"a":1}},',
    ),
    status: 200,
    outcomes: ['stored'],
    rows: [{ event: "'); DROP TABLE hit;--", flags: ['odd-name'] }],
    count: { stored: 1 },
  },
  {
    name: 'a visitor who declined is not stored, and a test is not either',
    body: [
      { ...bought, consent: 'denied' },
      { ...bought, test_flag: true },
      { ...bought, test_flag: false },
    ],
    status: 202,
    outcomes: ['dropped consent', 'dropped test', 'stored'],
    rows: [{}],
    count: { stored: 1, 'dropped/consent': 1, 'dropped/test': 1 },
  },
  {
    name: 'only the key says whose it is, and that a server sent it',
    body: { ...bought, channel: 'tag', tag: 'x', account: 2, accountId: 2 },
    status: 200,
    outcomes: ['stored'],
    rows: [{ account: 1, channel: 2 }],
    count: { stored: 1 },
  },
  {
    name: 'sites need not be listed: the key is proof enough',
    body: { ...bought, url: 'https://elsewhere.test/' },
    status: 200,
    outcomes: ['stored'],
    rows: [{ url: 'https://elsewhere.test/' }],
    count: { stored: 1 },
  },
];

const said = ({ outcomes = [] }: Answer) =>
  outcomes.map(({ outcome, reason, field }) => [outcome, reason, field].filter(Boolean).join(' '));

describe('POST /v1/conversions', () => {
  it.each(CASES)('$name', async ({ body, status, outcomes, rows, count }) => {
    const answer = await send(body);
    expect(said(answer.json)).toEqual(outcomes);
    expect(answer.status).toBe(status);
    expect(storedHits(test.store)).toMatchObject(rows);
    expect(storedHits(test.store)).toHaveLength(rows.length);
    expect(await accountOf(test.store, 1)).toEqual(count);
    expect(await accountOf(test.store, null)).toEqual({});
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('keeps no network address, phone, e-mail or ad id anywhere', async () => {
    await send(CASES[0]?.body);
    await send(CASES[1]?.body);
    const kept = JSON.stringify(storedHits(test.store)) + JSON.stringify(await test.store.events.tallies(1));
    expect(kept).not.toMatch(/203\.0\.113|a{64}|b{64}|ifa/i);
  });

  it.each([
    ['unreadable_body', '{', {}, 400],
    ['unreadable_body', '7', {}, 400],
    ['unreadable_body', '[]', {}, 400],
    ['unreadable_body', Uint8Array.of(0x5b, 0xff, 0x5d), {}, 400],
    ['unsupported_encoding', '[]', { 'content-encoding': 'gzip' }, 415],
    ['unsupported_type', JSON.stringify(bought), { 'content-type': 'text/plain' }, 415],
    ['too_large', JSON.stringify(Array.from({ length: EVENTS_MAX + 1 }, () => bought)), {}, 413],
    ['too_large', ' '.repeat(EVENTS_BODY_MAX + 1), { 'content-length': String(EVENTS_BODY_MAX + 1) }, 413],
  ])('a body that is %s is one rejected hit of the account (%#)', async (reason, body, headers, status) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(said(answer.json)).toEqual([`rejected ${reason}`]);
    expect(answer.json.error).toMatchObject({ reason });
    expect(answer.headers.get('x-tagline-reason')).toBe(reason);
    expect(await accountOf(test.store, 1)).toEqual({ [`rejected/${reason}`]: 1 });
  });

  it('takes 1,000 events in one request, with one commit', async () => {
    const events = Array.from({ length: EVENTS_MAX }, (_, index) => ({ ...bought, id: hex(index + 1) }));
    const { status, json } = await send(events);
    expect(status).toBe(200);
    expect(json.outcomes).toHaveLength(EVENTS_MAX);
    expect(await accountOf(test.store, 1)).toEqual({ stored: EVENTS_MAX });
  });

  it('F21 knows an event again without an id: by its key, or by its time', async () => {
    const timed = { event_name: 'Signup', event_timestamp: NOW - 5 };
    const first = await send([bought, timed]);
    const again = await send([bought, { event: timed, user: {} }]);
    expect(said(again.json)).toEqual(['duplicate', 'duplicate']);
    expect(again.status).toBe(200);
    expect(again.json.outcomes?.map(({ id }) => id)).toEqual(first.json.outcomes?.map(({ id }) => id));
    const others = [
      { ...bought, value: 1 },
      { ...timed, event_timestamp: NOW - 4 },
    ];
    expect(said((await send(others)).json)).toEqual(['stored', 'stored']);
    expect(await accountOf(test.store, 1)).toEqual({ stored: 4, duplicate: 2 });
  });

  it('asks for the consent that the account requires', async () => {
    await test.store.records.changeAccount(1, { consent: 'required' });
    const { json } = await send([bought, { ...bought, consent: 'granted' }]);
    expect(said(json)).toEqual(['dropped consent', 'stored']);
  });

  it('shows events in the live view, the tested ones too', async () => {
    const seen: LiveHit[] = [];
    const live = createLive();
    live.subscribe(1, { onHit: (hit) => seen.push(hit), onEnd: () => {} });
    const { events, records } = test.store;
    const now = () => NOW;
    const onCommitted = () => {};
    const writer = createWriter({ events, now, onCommitted, onBroken: onCommitted, log: onCommitted });
    const route = conversionApiRoute({
      events,
      records,
      now,
      writer,
      live,
      visitorOf: () => hex(1),
      log: () => {},
    });
    await route.request('/', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify([
        { ...bought, event_timestamp: NOW - 30 * DAY },
        { ...bought, test_flag: true },
        7,
      ]),
    });
    expect(seen).toMatchObject([
      { channel: 'server', outcome: 'stored', at: NOW - 30 * DAY, seen: { event: 'Purchase' } },
      { channel: 'server', outcome: 'dropped', reason: 'test', seen: { event: 'Purchase' } },
      { channel: 'server', outcome: 'rejected', reason: 'bad_event', seen: null },
    ]);
  });

  it('answers 503 and stores nothing where the disk refuses, and the account holds', async () => {
    const { db } = test.store.signIn;
    db.run("CREATE TRIGGER full BEFORE INSERT ON hit BEGIN SELECT RAISE(ABORT, 'full'); END");
    const { status, headers, json } = await send([bought, 7]);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    expect(said(json)).toEqual(['failed storage', 'failed storage']);
    db.run('DROP TRIGGER full');
    await send([bought]);
    expect(storedHits(test.store)).toHaveLength(1);
    expect(await accountOf(test.store, 1)).toMatchObject({ stored: 1, 'failed/storage': 1 });
  });
});

describe('whom a server names', () => {
  const identified = { ...bought, line_uid: USER, browser_id: hex(7) };

  it('is tied to the visitor by the rung link, once', async () => {
    await send([identified, { ...identified, id: hex(1) }]);
    expect(identityLinks(test.store)).toEqual([
      { visitor: hex(7), user: USER, rung: 'link', evidence: 'api_key', at: NOW },
    ]);
  });

  it('is not made less sure where LINE vouched for it before', async () => {
    const known = { accountId: 1, visitor: hex(7), userId: USER, evidence: 'id_token', at: NOW - 1 } as const;
    await test.store.events.append({
      hits: [],
      clicks: [],
      tallies: [],
      identityLinks: [{ ...known, rung: 'verified' }],
    });
    await send(identified);
    expect(identityLinks(test.store).map(({ rung }) => rung)).toEqual(['verified']);
    await send({ ...identified, line_uid: `U${'0'.repeat(32)}` });
    expect(identityLinks(test.store).map(({ rung }) => rung)).toEqual(['verified', 'link']);
  });

  it('needs the consent of the visitor, or the declaration of the owner', async () => {
    await test.store.records.changeAccount(1, { identityDeclared: false });
    await send([identified, { ...bought, line_uid: USER }]);
    expect(identityLinks(test.store)).toEqual([]);
    expect(storedHits(test.store).map(({ visitor }) => visitor)).toEqual([hex(7), null]);
    await send({ ...identified, consent: 'granted' });
    expect(identityLinks(test.store)).toHaveLength(1);
  });

  it('has a visitor of its own where there is no browser: the same for one user, unlike in each account', async () => {
    await send([
      { ...bought, line_uid: USER },
      { ...bought, id: hex(1), line_uid: USER },
      { ...bought, id: hex(2), click_id: hex(3) },
      { ...bought, id: hex(4) },
    ]);
    const [one, two, click, nobody] = storedHits(test.store).map(({ visitor }) => visitor);
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(two).toBe(one);
    expect(click).not.toBe(one);
    expect(nobody).toBeNull();
    expect(identityLinks(test.store)).toMatchObject([{ visitor: one, user: USER }]);
    await addAccount({ tagId: TAG.replace('1', '2') });
    key = await addKey(2);
    await send({ ...bought, line_uid: USER });
    expect(storedHits(test.store).at(-1)?.visitor).not.toBe(one);
  });

  it('A39 is never told whether it is known', async () => {
    const before = await send({ ...identified, id: hex(1) });
    const after = await send({ ...identified, id: hex(2) });
    expect({ ...after.json.outcomes?.[0], id: '' }).toEqual({ ...before.json.outcomes?.[0], id: '' });
  });
});

const anyEvent = fc.oneof(
  fc.constant(bought),
  fc.record(
    {
      id: fc.oneof(fc.nat(50).map(hex), fc.constantFrom('', 'x', null)),
      event_name: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Purchase', 'undefined', 7)),
      event_timestamp: fc.oneof(fc.integer({ min: NOW - 100 * DAY, max: NOW + 2 * DAY }), fc.anything()),
      deduplication_key: fc.oneof(fc.string(), fc.integer(), fc.anything()),
      line_uid: fc.constantFrom(USER, 'U1', undefined),
      browser_id: fc.oneof(fc.nat(9).map(hex), fc.anything()),
      value: fc.oneof(fc.double(), fc.anything()),
      currency: fc.constantFrom('JPY', 'thb', 'QQQ', undefined),
      url: fc.oneof(fc.webUrl(), fc.string()),
      props: fc.anything(),
      user: fc.anything(),
      consent: fc.constantFrom('denied', 'granted', undefined),
      test_flag: fc.constantFrom(true, false, undefined),
    },
    { requiredKeys: [] },
  ),
  fc.anything(),
);

describe('any array of events', () => {
  it('has the outcomes that each would have alone, and the account is exact', async () => {
    const json = (value: unknown) =>
      JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null';
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 8 }), async (events) => {
        test = createTest();
        await addAccount();
        key = await addKey(1);
        const alone: string[] = [];
        for (const event of events) alone.push(...said((await send(`[${json(event)}]`)).json));
        const rows = storedHits(test.store);
        const count = await accountOf(test.store, 1);
        expect(await received(test.store, [1, null])).toBe(events.length);

        test = createTest();
        await addAccount();
        key = await addKey(1);
        const together = await send(json(events));
        expect(together.status).toBeLessThan(500);
        expect(said(together.json)).toEqual(alone);
        expect(storedHits(test.store)).toEqual(rows);
        expect(await accountOf(test.store, 1)).toEqual(count);
        expect(test.log).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

it('what is known of a user cannot be read: nothing is stored, and the account says so', async () => {
  test.store.events.knownAs = () => Promise.reject(new Error('disk I/O error'));
  const event = { ...bought, browser_id: hex(1), line_uid: USER };
  const { status, json } = await send([event, { event_name: '' }]);
  expect(status).toBe(503);
  expect(json.outcomes?.map(({ outcome }) => outcome)).toEqual(['failed', 'rejected']);
  expect(await accountOf(test.store, 1)).toEqual({ 'failed/storage': 1, 'rejected/bad_event': 1 });
  expect(test.log.join()).toContain('disk I/O error');
});
