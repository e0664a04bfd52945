import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createLive } from '../../../collector/intake/live.ts';
import { CHROME, createTest, hex, ORIGIN, OWNER } from '../../support/tagline.ts';

const Made = z.object({ tagId: z.string() });

let test: ReturnType<typeof createTest>;
let tag: string;
let cookie: string;
let open: { close(): void }[] = [];

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  const add = async (name: string) =>
    Made.parse((await test.api('POST', '/accounts', { name, timeZone: 'UTC', domains: ['shop.test'] })).json);
  tag = (await add('Shop')).tagId;
  await add('Other');
  const { headers } = await test.api('POST', '/sign-in', OWNER);
  cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
});
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open) one.close();
  open = [];
  await test.close();
});

/** Follows an account as a browser does. */
async function follow(account = 1, by = cookie) {
  const leaving = new AbortController();
  const response = await test.app.request(`${ORIGIN}/api/accounts/${account}/hits/live`, {
    headers: { cookie: by },
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let ended = false;
  const stream = {
    response,
    get text() {
      return text;
    },
    get ended() {
      return ended;
    },
    /** Reads on until the text matches. */
    async until(what: RegExp) {
      while (!what.test(text)) {
        const next = await reader?.read();
        if (!next || next.done) {
          ended = true;
          throw new Error(`ended after ${text}`);
        }
        text += next.value;
      }
      return text;
    },
    async end() {
      for (;;) {
        const next = await reader?.read();
        if (!next || next.done) return text;
        text += next.value;
      }
    },
    close() {
      void reader?.cancel();
    },
  };
  open.push(stream);
  return stream;
}

/** The hits of a stream's text so far. */
function hitsIn(text: string): unknown[] {
  return [...text.matchAll(/^event: hit\ndata: ([^\n]*)/gm)].map(([, data = '']) => JSON.parse(data));
}

const view = {
  id: hex(1),
  tag: '',
  visitor: 'abcdef0123456789abcdef0123456789',
  url: 'https://shop.test/tea',
  age: 0,
};

describe('GET /api/accounts/:account/hits/live', () => {
  it('shows a hit decoded, with its outcome, once it is on disk, and a duplicate as one', async () => {
    const stream = await follow();
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    const purchase = { ...view, tag, event: 'Purchase', value: 12.5, currency: 'THB', key: 'secret-key' };
    await test.hit([{ ...purchase, externalId: 'customer-9', age: 1000 }]);
    await test.hit([{ ...view, tag }]);
    const text = await stream.until(/duplicate/);
    const now = test.clock.now();
    expect(hitsIn(text)).toEqual([
      {
        receivedAt: now,
        at: now - 1000,
        outcome: 'stored',
        reason: null,
        channel: 'tag',
        seen: {
          event: 'Purchase',
          url: 'https://shop.test/tea',
          title: null,
          source: null,
          value: { minor: 1250, currency: 'THB', digits: 2 },
          flags: [],
          visitor: 'abcdef01',
          browser: 'Chrome',
          os: 'Android',
          device: 'mobile',
          lineApp: false,
        },
      },
      expect.objectContaining({ outcome: 'duplicate' }),
    ]);
    // Nothing that a member may not see.
    for (const secret of [view.visitor, 'customer-9', 'secret-key', hex(1), CHROME])
      expect(text).not.toContain(secret);
  });

  it('shows what was dropped and rejected with its reason, and nothing of who has not agreed', async () => {
    const stream = await follow();
    await test.hit([{ ...view, tag, url: 'https://elsewhere.test/' }]);
    await test.hit([{ ...view, tag, consent: 'denied', title: 'private title' }]);
    await test.hit([{ ...view, tag, id: 'no id' }]);
    const file = 'file:///C:/Users/jane/private.html';
    await test.hit([{ ...view, tag, event: 'Buy', url: 'About:srcdoc#jane' }]);
    await test.hit([{ ...view, tag, event: 7, url: file }]);
    await test.hit([{ ...view, tag, url: file, consent: 'denied' }]);
    await test.hit([{ ...view, tag, id: hex(99) }], { 'sec-gpc': '1' });
    await test.visit(`/tag.gif?t_id=${tag}&e=pv`, { headers: { referer: 'https://shop.test/image' } });
    const text = await stream.until(/"channel":"image"/);
    expect(hitsIn(text)).toMatchObject([
      { outcome: 'dropped', reason: 'unlisted_site', seen: { url: 'https://elsewhere.test/' } },
      { outcome: 'dropped', reason: 'consent', seen: null },
      {
        ...{ outcome: 'rejected', reason: 'bad_hit' },
        seen: { event: null, url: 'https://shop.test/tea', visitor: null, browser: 'Chrome', flags: [] },
      },
      { outcome: 'rejected', reason: 'bad_hit', seen: { event: 'Buy', url: 'about:srcdoc' } },
      { outcome: 'rejected', reason: 'bad_hit', seen: { event: '?', url: 'file:' } },
      { outcome: 'rejected', reason: 'bad_hit', seen: null },
      { outcome: 'stored', seen: { visitor: null } },
      { outcome: 'stored', channel: 'image', seen: { url: 'https://shop.test/image' } },
    ]);
    for (const secret of ['private', 'jane']) expect(text).not.toContain(secret);
  });

  it('shows a hit of test mode as one', async () => {
    const stream = await follow();
    const { json } = await test.api('POST', '/accounts/1/test-mode', { url: 'https://shop.test/' });
    const { url } = z.object({ url: z.string() }).parse(json);
    await test.app.request(`${ORIGIN}/hit`, {
      method: 'POST',
      headers: { 'user-agent': CHROME },
      body: JSON.stringify({
        v: 1,
        test: new URL(url).searchParams.get('tl_test'),
        hits: [{ ...view, tag }],
      }),
    });
    expect(hitsIn(await stream.until(/event: hit\n[^\n]*\n\n/))).toMatchObject([
      { outcome: 'dropped', reason: 'test', seen: { url: 'https://shop.test/tea' } },
    ]);
  });

  it('A27 shows an account its own hits only', async () => {
    const other = await follow(2);
    const mine = await follow(1);
    await test.hit([{ ...view, tag }]);
    await mine.until(/event: hit/);
    test.endLive();
    expect(await other.end()).toBe(': open\n\n');
  });

  it('A1 hostile text stays text inside one line of data', async () => {
    const stream = await follow();
    const event = 'x\n\nevent: hit\ndata: {"outcome":"stored"}\u2028<script>';
    await test.hit([{ ...view, tag, event, title: '\r\nevent: end' }]);
    const hits = hitsIn(await stream.until(/event: hit\n[^\n]*\n\n/));
    expect(hits).toHaveLength(1);
    expect(hits).toMatchObject([{ seen: { event } }]);
  });

  it('replays nothing', async () => {
    await test.hit([{ ...view, tag }]);
    const stream = await follow();
    test.endLive();
    expect(await stream.end()).toBe(': open\n\n');
  });

  it('at most 4 at a time for a member, of all accounts; who leaves makes room', async () => {
    const streams = await Promise.all([1, 2, 1, 2].map((account) => follow(account)));
    const fifth = await follow();
    expect(fifth.response.status).toBe(429);
    expect(await fifth.end()).toContain('too_many_streams');
    expect((await follow(2)).response.status).toBe(429);
    streams[0]?.close();
    await vi.waitFor(async () => expect((await follow()).response.status).toBe(200));
    expect((await follow(2)).response.status).toBe(429);
  });

  it('at most 5 at a time for an account, of all members', async () => {
    const other = { email: 'clerk@shop.test', password: 'another long password' };
    await test.addOwner(other.email, other.password);
    const { headers } = await test.api('POST', '/sign-in', other);
    const clerk = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    for (const by of [cookie, cookie, cookie, clerk, clerk])
      expect((await follow(1, by)).response.status).toBe(200);
    for (const by of [cookie, clerk]) expect((await follow(1, by)).response.status).toBe(429);
    expect((await follow(2, clerk)).response.status).toBe(200);
  });

  it('who asks for the head only takes no place, and nothing is watched for it', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const response = await test.app.request(`${ORIGIN}/api/accounts/1/hits/live`, {
        method: 'HEAD',
        headers: { cookie },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
      expect(await response.text()).toBe('');
    }
    expect((await follow()).response.status).toBe(200);
  });

  it('a slow browser gets the newest, and is told how many were skipped', async () => {
    const stream = await follow();
    await stream.until(/open/);
    for (let batch = 0; batch < 5; batch += 1) {
      await test.hit(Array.from({ length: 100 }, (_, n) => ({ ...view, tag, id: hex(batch * 100 + n + 1) })));
    }
    const text = await stream.until(/event: skipped[\s\S]*event: hit/);
    expect(Number(/event: skipped\ndata: (\d+)/.exec(text)?.[1])).toBeGreaterThan(100);
  });

  it('gives a sign of life, and ends when the session has ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const stream = await follow();
    await stream.until(/open/);
    await vi.advanceTimersByTimeAsync(20_000);
    await stream.until(/still here/);
    await test.app.request(`${ORIGIN}/api/sign-out`, { method: 'POST', headers: { cookie, origin: ORIGIN } });
    await vi.advanceTimersByTimeAsync(10_000);
    await stream.end();
    expect(stream.text).not.toContain('event:');
  });
});

describe('while nobody looks on', () => {
  it('nothing is watched, and nothing is after the last has left', () => {
    const live = createLive();
    const listener = { onHit() {}, onEnd() {} };
    expect(live.watched).toBe(false);
    const leave = [
      live.subscribe(1, listener),
      live.subscribe(1, { ...listener }),
      live.subscribe(2, listener),
    ];
    expect(live.watched).toBe(true);
    for (const one of leave) one();
    for (const one of leave) one(); // once more does no harm
    expect(live.watched).toBe(false);
  });
});
