import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { loss, NEW_RUN } from '../../../collector/report/loss.ts';
import type { Account, Agent, NewHit } from '../../../db/model.ts';
import { openStore, type Store } from '../../../db/open.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest, hex } from '../../support/tagline.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 3);
const BEGIN = 1_795_000_000;

let store: Store;
let account: Account;

async function fresh() {
  store = openStore(':memory:');
  account = await store.records.addAccount({
    tagId: 'x',
    name: 'Shop',
    timeZone: 'UTC',
    domains: [],
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: null,
    createdAt: 0,
  });
}
beforeEach(fresh);

const AGENTS: Agent[] = ['Safari', 'Chrome', 'LINE'].map((browser) => ({
  text: browser,
  browser,
  os: 'x',
  device: 'mobile',
  lineApp: browser === 'LINE',
}));

let last = 0;
function numbered(visitor: number, number: number | null, change: Partial<NewHit> = {}): NewHit {
  last += 1;
  return factOf(last, visitor, NOW - DAY, {
    sequence: number,
    agent: AGENTS[visitor % 3] ?? null,
    ...change,
  });
}

async function keep(...hits: NewHit[]) {
  await store.events.append({ ...emptyBatch(), hits });
}
const read = (now = NOW) => loss({ events: store.events, now: () => now }, account);

describe('the loss meter', () => {
  it.each([
    ['nothing', [], 0],
    ['one hit', [5], 0],
    ['a whole run', [5, 6, 7], 0],
    ['one lost', [5, 7], 1],
    ['whatever the order', [9, 5, 7], 2],
    ['the same number twice, by two tabs', [5, 5, 7], 1],
    ['the longest gap that is loss', [5, 5 + NEW_RUN], NEW_RUN - 1],
    ['a lost counter is a new run', [5, 6 + NEW_RUN, 8 + NEW_RUN], 1],
  ])('%s: %j lost %i', async (_, numbers, lost) => {
    await keep(...numbers.map((number) => numbered(1, BEGIN + number)));
    expect(await read()).toMatchObject({ received: numbers.length, lost });
  });

  it('a late arrival heals it', async () => {
    await keep(numbered(1, BEGIN), numbered(1, BEGIN + 3));
    expect(await read()).toMatchObject({ lost: 2, share: 0.5 });
    await keep(numbered(1, BEGIN + 2));
    expect(await read()).toMatchObject({ lost: 1, share: 0.25 });
    await keep(numbered(1, BEGIN + 1));
    expect(await read()).toMatchObject({ lost: 0, share: 0, received: 4 });
  });

  it('counts each browser, origin and account for itself', async () => {
    const page = (url: string) => ({ page: { url, page: url.replace(/^\w+:\/\//, '') } });
    await keep(
      numbered(1, BEGIN, page('https://shop.test/')),
      numbered(1, BEGIN + 2, page('https://www.shop.test/')),
      numbered(1, BEGIN + 4, page('http://shop.test/')),
      numbered(2, BEGIN + 6, page('https://shop.test/')),
      numbered(1, BEGIN + 8, { ...page('https://shop.test/'), accountId: 2 }),
    );
    expect(await read()).toMatchObject({ received: 4, lost: 0 });
  });

  it('says it by browser, LINE’s own apart', async () => {
    await keep(numbered(1, BEGIN), numbered(1, BEGIN + 1), numbered(2, BEGIN), numbered(2, BEGIN + 4));
    await keep(numbered(2, BEGIN + 5), numbered(3, BEGIN, { agent: null }));
    expect((await read()).rows).toEqual([
      { browser: 'LINE', lineApp: true, received: 3, lost: 3, share: 0.5 },
      { browser: 'Chrome', lineApp: false, received: 2, lost: 0, share: 0 },
      { browser: null, lineApp: false, received: 1, lost: 0, share: 0 },
    ]);
  });

  it('the hit behind a gap says when it counts; earlier ones may close it', async () => {
    const at = NOW + 1 - 28 * DAY;
    await keep(numbered(1, BEGIN, { at: at - DAY, receivedAt: at - DAY }));
    await keep(numbered(1, BEGIN + 1, { at: at - 1, receivedAt: at }));
    await keep(numbered(1, BEGIN + 3, { at, receivedAt: at + 1 }));
    expect(await read()).toMatchObject({ received: 2, lost: 1 });
    expect(await read(NOW + 2)).toMatchObject({ received: 0, lost: 0, share: null });
  });

  it('images and browsers that keep nothing are unmeasured, and said to be', async () => {
    await keep(
      numbered(1, null),
      numbered(1, null, { channel: 'image', visitor: null }),
      numbered(1, null, { channel: 'image', visitor: null }),
      numbered(1, null, { channel: 'server' }),
      numbered(1, null, { at: NOW - 29 * DAY, receivedAt: NOW - 29 * DAY }),
    );
    expect(await read()).toMatchObject({
      received: 0,
      share: null,
      rows: [],
      unmeasured: { images: 2, unnumbered: 1 },
    });
  });

  it('counts what was cut, and from how many hits', async () => {
    await keep(numbered(1, BEGIN, { cuts: 2 }), numbered(1, null, { cuts: 1 }), numbered(1, BEGIN + 1));
    await keep(numbered(1, BEGIN + 2, { cuts: 9, at: NOW - 29 * DAY, receivedAt: NOW - 29 * DAY }));
    expect(await read()).toMatchObject({ cuts: { pieces: 3, hits: 2 } });
  });

  it('agrees with a naive count, in whatever order the hits arrive', async () => {
    const sent = fc.array(
      fc.record({
        visitor: fc.integer({ min: 1, max: 3 }),
        host: fc.constantFrom('a.test', 'b.test'),
        number: fc.oneof(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: NEW_RUN - 2, max: NEW_RUN + 12 }),
          fc.integer({ min: 50_000, max: 50_005 }),
        ),
        days: fc.constantFrom(0, 1, 27, 28, 29, 33),
      }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(sent, fc.infiniteStream(fc.nat()), async (facts, dice) => {
        await fresh();
        const hits = facts.map(({ visitor, host, number, days }) => {
          const at = NOW - days * DAY;
          const page = { url: `https://${host}/${number}`, page: `${host}/${number}` };
          return numbered(visitor, number, { at, receivedAt: at, page });
        });
        const order = hits.map((hit) => ({ hit, turn: Number(dice.next().value) }));
        for (const { hit } of order.sort((a, b) => a.turn - b.turn)) await keep(hit);
        expect(
          (await read()).rows.map(({ browser, received, lost }) => ({ browser, received, lost })),
        ).toEqual(naive(hits));
      }),
      { numRuns: 60 },
    );
  });
});

/** Counts by walking from every number to the next, one at a time. */
function naive(hits: NewHit[]) {
  const from = NOW + 1 - 28 * DAY;
  return AGENTS.map(({ browser }) => {
    const mine = hits.filter(({ agent }) => agent?.browser === browser);
    const received = mine.filter(({ receivedAt }) => receivedAt >= from).length;
    let lost = 0;
    const groups = new Set(mine.map(({ visitor, page }) => `${visitor} ${page?.page.split('/')[0]}`));
    for (const group of groups) {
      const arrivals = new Map<number, number>();
      for (const { visitor, page, sequence, receivedAt } of mine) {
        if (sequence === null || group !== `${visitor} ${page?.page.split('/')[0]}`) continue;
        arrivals.set(sequence, Math.min(arrivals.get(sequence) ?? receivedAt, receivedAt));
      }
      for (const [number, arrived] of arrivals) {
        let missing = 0;
        while (missing < NEW_RUN && !arrivals.has(number - 1 - missing)) missing += 1;
        if (missing < NEW_RUN && arrived >= from) lost += missing;
      }
    }
    return { browser, received, lost };
  })
    .filter(({ received }) => received > 0)
    .sort((a, b) => b.received - a.received || (a.browser < b.browser ? -1 : 1));
}

describe('GET /accounts/:account/loss', () => {
  it('takes no number that no tag would give, which would fall among those of others', async () => {
    const test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    const [mine] = await test.store.records.accounts();
    const hit = (id: number, seq: number) => ({
      ...{ id: hex(id), tag: mine?.tagId, url: 'https://shop.test/', visitor: hex(id), age: 0, seq },
    });
    await test.hit([hit(1, 2 ** 32 - 1), hit(2, 2 ** 32), hit(3, 2 ** 52)]);
    expect((await test.api('GET', '/accounts/1/loss')).json).toMatchObject({
      received: 1,
      unmeasured: { images: 0, unnumbered: 2 },
    });
  });

  it('says it to members, from hits as the tag sends them', async () => {
    const test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    const [mine] = await test.store.records.accounts();
    const hit = (id: number, seq: number, cuts?: number) => ({
      id: hex(id),
      tag: mine?.tagId,
      url: 'https://shop.test/',
      visitor: hex(7),
      age: 0,
      seq,
      cuts,
    });
    await test.hit([hit(1, BEGIN, 2), hit(2, BEGIN + 2)]);
    expect((await test.api('GET', '/accounts/1/loss')).json).toEqual({
      days: 28,
      sent: 3,
      received: 2,
      lost: 1,
      share: 1 / 3,
      rows: [{ browser: 'Chrome', lineApp: false, received: 2, lost: 1, share: 1 / 3 }],
      unmeasured: { images: 0, unnumbered: 0 },
      cuts: { pieces: 2, hits: 1 },
    });
  });
});
