import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { broadcastReceipts, broadcastRows } from '../../../collector/report/broadcasts.ts';
import type { Account, NewHit } from '../../../db/model.ts';
import { DAY } from '../../../db/model.ts';
import type { Batch } from '../../../db/store.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest, hex } from '../../support/tagline.ts';

const PHONE = 0xa1;
const LAPTOP = 0xa2;
const FRIEND = 0xa3;
const USER = `U${'d4'.repeat(16)}`;

let test: ReturnType<typeof createTest>;
let account: Account;

/** A new store with two broadcasts of one link each. */
async function begin() {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: [] });
  const found = await test.store.records.account(1);
  if (!found) throw new Error('no account');
  account = found;
  for (const name of ['First', 'Second']) {
    await test.api('POST', '/accounts/1/broadcasts', {
      name,
      kind: 'broadcast',
      sentAt: 0,
      conversionIds: [1],
    });
    const id = name === 'First' ? 1 : 2;
    await test.api('POST', '/accounts/1/links', { name, destination: 'https://shop.test/', broadcastId: id });
  }
}

beforeEach(begin);

const start = Date.UTC(2026, 10, 1);
function hit(id: number, visitor: number, at: number, change: Partial<NewHit> = {}): Batch {
  return { ...emptyBatch(), hits: [factOf(id, visitor, at, change)] };
}

const click = (id: number, linkId: number, at: number): Batch => ({
  ...emptyBatch(),
  clicks: [{ id: hex(id), linkId, accountId: 1, at, agent: null }],
});
const land = (id: number, visitor: number, clickId: number, at: number) =>
  hit(id, visitor, at, { click: hex(clickId) });
const buy = (id: number, visitor: number, at: number, change: Partial<NewHit> = {}) =>
  hit(id, visitor, at, { event: 'Conversion', value: { minor: 1000, currency: 'JPY' }, ...change });
const login = (visitor: number, at: number): Batch => ({
  ...emptyBatch(),
  identityLinks: [
    { accountId: 1, visitor: hex(visitor), userId: USER, rung: 'verified', evidence: 'id_token', at },
  ],
});

async function earned(facts: Batch[]) {
  for (const fact of facts) await test.store.events.append(fact);
  const rows = await broadcastRows({ ...test.store, now: test.clock.now }, account, '');
  return rows.sort((a, b) => a.id - b.id).map((row) => row.earned);
}

const nothing = { clicks: 0, people: 0, conversions: 0, rate: null, value: [] };
const yen = (minor: number) => [{ minor, currency: 'JPY', digits: 0 }];

describe('what a broadcast earned', () => {
  it('the latest click before a conversion earns it, on whichever link', async () => {
    expect(
      await earned([
        click(1, 1, start),
        land(11, PHONE, 1, start + 1),
        click(2, 2, start + DAY),
        land(12, PHONE, 2, start + DAY + 1),
        buy(13, PHONE, start + 2 * DAY),
      ]),
    ).toEqual([
      { clicks: 1, people: 1, conversions: 0, rate: 0, value: [] },
      { clicks: 1, people: 1, conversions: 1, rate: 1, value: yen(1000) },
    ]);
  });

  it('a late login ties a click on the phone to an order on the laptop, over the past', async () => {
    const facts = [click(1, 1, start), land(11, PHONE, 1, start + 1), buy(12, LAPTOP, start + DAY)];
    expect(await earned(facts)).toEqual([
      { clicks: 1, people: 1, conversions: 0, rate: 0, value: [] },
      nothing,
    ]);
    expect(await earned([login(PHONE, start + 2 * DAY), login(LAPTOP, start + 3 * DAY)])).toEqual([
      { clicks: 1, people: 1, conversions: 1, rate: 1, value: yen(1000) },
      nothing,
    ]);
    const broadcast = await test.store.records.broadcast(1, 1);
    if (!broadcast) throw new Error('no broadcast');
    const { receipts } = await broadcastReceipts(
      { ...test.store, now: test.clock.now },
      account,
      broadcast,
      '',
    );
    expect(receipts).toEqual([
      {
        hitId: hex(12),
        at: start + DAY,
        conversionId: 1,
        value: { minor: 1000, currency: 'JPY', digits: 0 },
        url: 'https://shop.test/',
        channel: 'tag',
        rung: 'verified',
        folded: 0,
        click: { at: start, linkId: 1 },
      },
    ]);
  });

  it('a forwarded address is no click of the friend who opens it', async () => {
    expect(
      await earned([
        click(1, 1, start),
        land(11, PHONE, 1, start + 1),
        land(12, FRIEND, 1, start + DAY),
        buy(13, FRIEND, start + DAY + 1),
      ]),
    ).toEqual([{ clicks: 1, people: 1, conversions: 0, rate: 0, value: [] }, nothing]);
  });

  it("a page that carries another account's tag too lands for each, and the click stays its account's", async () => {
    await test.api('POST', '/accounts', { name: 'Other', timeZone: 'UTC', domains: [] });
    const other = (id: number, at: number) => {
      const batch = land(id, PHONE, 1, at);
      return { ...batch, hits: batch.hits.map((one) => ({ ...one, accountId: 2 })) };
    };
    expect(
      await earned([
        click(1, 1, start),
        other(10, start + 1),
        land(11, PHONE, 1, start + 1),
        buy(12, PHONE, start + 2),
      ]),
    ).toEqual([{ clicks: 1, people: 1, conversions: 1, rate: 1, value: yen(1000) }, nothing]);
  });

  it('a click that nobody saw landing is a click, and nobody', async () => {
    expect(await earned([click(1, 1, start)])).toEqual([
      { clicks: 1, people: 0, conversions: 0, rate: null, value: [] },
      nothing,
    ]);
  });

  it('counts every order, keeps currencies apart, and never has more persons who convert than who clicked', async () => {
    expect(
      await earned([
        click(1, 1, start),
        land(11, PHONE, 1, start + 1),
        buy(12, PHONE, start + 2, { dedupKey: 'a' }),
        buy(13, PHONE, start + 3, { dedupKey: 'a' }),
        buy(14, PHONE, start + 4, { dedupKey: 'b', value: { minor: 250, currency: 'THB' } }),
        buy(15, PHONE, start + 5, { value: null }),
      ]),
    ).toEqual([
      {
        clicks: 1,
        people: 1,
        conversions: 3,
        rate: 1,
        value: [
          { minor: 1000, currency: 'JPY', digits: 0 },
          { minor: 250, currency: 'THB', digits: 2 },
        ],
      },
      nothing,
    ]);
  });

  it('a conversion that the broadcast does not carry, or that is archived, does not count', async () => {
    const facts = [click(1, 1, start), land(11, PHONE, 1, start + 1), buy(12, PHONE, start + 2)];
    await test.api('PATCH', '/accounts/1/broadcasts/1', { conversionIds: [] });
    expect((await earned(facts))[0]).toMatchObject({ conversions: 0 });
    await test.api('PATCH', '/accounts/1/broadcasts/1', { conversionIds: [1] });
    expect((await earned([]))[0]).toMatchObject({ conversions: 1 });
    await test.api('PATCH', '/accounts/1/conversions/1', { archived: true });
    expect((await earned([]))[0]).toMatchObject({ conversions: 0 });
    await test.api('PATCH', '/accounts/1/conversions/1', { archived: false });
    expect((await earned([]))[0]).toMatchObject({ conversions: 1 });
  });

  it("moving a link to another broadcast moves what it earned; LINE's figures stay where they are", async () => {
    await test.api('PATCH', '/accounts/1/broadcasts/1', {
      line: { delivered: 100, opened: null, clicked: null, played: null },
    });
    await earned([click(1, 1, start), land(11, PHONE, 1, start + 1), buy(12, PHONE, start + 2)]);
    await test.api('PATCH', '/accounts/1/links/1', { broadcastId: 2 });
    expect(await earned([])).toEqual([nothing, expect.objectContaining({ clicks: 1, conversions: 1 })]);
    expect((await test.api('GET', '/accounts/1/broadcasts/1')).json).toMatchObject({
      line: { delivered: 100, opened: null },
    });
  });

  it('F22 the order of arrival does not matter', async () => {
    const facts = [
      click(1, 1, start),
      land(11, PHONE, 1, start + 1),
      click(2, 2, start + DAY),
      land(12, PHONE, 2, start + DAY + 1),
      buy(13, PHONE, start + 2 * DAY, { dedupKey: 'a' }),
      buy(14, PHONE, start + 3 * DAY, { dedupKey: 'a' }),
      buy(15, LAPTOP, start + 4 * DAY),
      login(PHONE, start + 5 * DAY),
      login(LAPTOP, start + 6 * DAY),
      land(16, FRIEND, 2, start + 7 * DAY),
      buy(17, FRIEND, start + 7 * DAY + 1),
    ];
    const expected = await earned(facts);
    expect(expected[1]).toMatchObject({ clicks: 1, people: 1, conversions: 2 });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(facts, { minLength: facts.length }), async (shuffled) => {
        await begin();
        expect(await earned(shuffled)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 30_000);
});

describe('the record of a broadcast', () => {
  it('takes its links all at once, or not at all', async () => {
    const links = async () =>
      (await test.store.records.links(1)).map(({ id, broadcastId }) => [id, broadcastId]);
    expect(await links()).toEqual([
      [2, 2],
      [1, 1],
    ]);
    expect((await test.api('PATCH', '/accounts/1/broadcasts/1', { linkIds: [2] })).json).toMatchObject({
      links: [{ id: 2 }],
    });
    expect(await links()).toEqual([
      [2, 1],
      [1, null],
    ]);
    const { status, json } = await test.api('PATCH', '/accounts/1/broadcasts/1', {
      linkIds: [1, 99],
      name: 'New',
    });
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: { reason: 'unknown_link' } });
    expect((await test.store.records.broadcast(1, 1))?.name).toBe('First');
    expect((await test.api('PATCH', '/accounts/1/broadcasts/1', { name: 'New' })).json).toMatchObject({
      name: 'New',
      links: [{ id: 2 }],
    });
  });

  it("does not take another account's links or conversions", async () => {
    await test.api('POST', '/accounts', { name: 'Other', timeZone: 'UTC', domains: [] });
    const body = { name: 'x', kind: 'push', sentAt: 0 };
    expect((await test.api('POST', '/accounts/2/broadcasts', { ...body, linkIds: [1] })).status).toBe(422);
    expect((await test.api('POST', '/accounts/2/broadcasts', { ...body, conversionIds: [1] })).status).toBe(
      422,
    );
    expect((await test.api('GET', '/accounts/2/broadcasts/1')).status).toBe(404);
    expect((await test.api('PATCH', '/accounts/2/links/1', { name: 'x' })).status).toBe(404);
  });
});
