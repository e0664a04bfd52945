import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReports } from '../../collector/report/reports.ts';
import type { Account, NewHit } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import type { Batch, Forgotten, Limit } from '../../db/store.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import { storedHits } from '../support/rows.ts';
import { hex } from '../support/tagline.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 8, 1);
const NOW = START + 10 * DAY;

/** A store with two accounts, each with a conversion and a link. */
async function newStore(file = ':memory:'): Promise<{ store: Store; accounts: Account[] }> {
  const store = openStore(file);
  const accounts: Account[] = [];
  for (const name of ['One', 'Two']) {
    const account = await store.records.addAccount({
      tagId: name,
      name,
      timeZone: 'Asia/Tokyo',
      domains: [],
      cutParams: [],
      consent: 'assumed',
      identityDeclared: false,
      loginChannelId: null,
      createdAt: 0,
    });
    accounts.push(account);
    const accountId = account.id;
    const rule = { event: { is: 'Purchase' } };
    const bought = { name: 'Bought', rule, value: { from: 'hit' as const }, createdAt: 0 };
    await store.records.addConversion({ accountId, ...bought });
    const link = { name: 'Link', destination: 'https://shop.test/', broadcastId: null, createdAt: 0 };
    await store.records.addLink({ accountId, code: `link${name}`, ...link });
  }
  return { store, accounts };
}

/** Forgets to the end; what was forgotten. */
async function forget(store: Store, limits: Limit[], between = async () => {}): Promise<Forgotten> {
  const run = store.forgetting(limits);
  while (!(await run.step())) await between();
  await store.events.forget();
  run.end();
  return { ...run.forgotten };
}

/** What the pages say of an account, without what counts everything that ever came. */
async function said({ events, records }: Store, account: Account): Promise<unknown> {
  const reports = createReports({ events, records, now: () => NOW });
  const range = { from: '2026-09-01', to: '2026-09-12' };
  const rule = { url: { contains: 'a' } };
  return {
    codes: await events.codes(account.id),
    flags: await events.flags(account.id, 0),
    health: await events.health(account.id, {
      ...{ period: { from: 0, to: NOW }, clicks: { from: 0, to: NOW }, events: ['Purchase'] },
      ...{ sessionGap: HOUR, atOnce: 10_000, again: 5_000 },
    }),
    overview: await reports.overview(account, { range, compare: false, filter: {} }),
    of: await reports.overview(account, { range, compare: false, filter: { page: 'shop.test/a' } }),
    loss: await reports.loss(account),
    conversions: await reports.conversionRows(account),
    links: await reports.linkRows(account, 'https://t.test'),
    size: await events.audienceSize(account.id, rule, { from: 0, to: NOW }),
    users: await events.audienceUsers(account.id, rule, { from: 0, to: NOW }),
    clicks: [...(await events.clicks(account.id)).at],
    seen: await events.tagViews(account.id, [{ from: START, to: NOW }], NOW),
  };
}

const time = fc.integer({ min: 0, max: 9 * 24 }).map((hour) => START + hour * HOUR + (hour % 7));
const someHit = fc.record({
  accountId: fc.constantFrom(1, 2),
  at: time,
  visitor: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 9 }),
  event: fc.constantFrom(null, null, 'Purchase', 'AddToCart'),
  page: fc.constantFrom('shop.test/a', 'shop.test/b', 'shop.test/c'),
  text: fc.integer({ min: 1, max: 9 }),
  click: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 }),
  dedupKey: fc.constantFrom(null, 'k', 'l'),
  minor: fc.option(fc.integer({ min: 0, max: 500 })),
});
const someFacts = fc.record({
  hits: fc.array(someHit, { maxLength: 60 }),
  clicks: fc.uniqueArray(fc.record({ number: fc.integer({ min: 1, max: 3 }), at: time }), {
    selector: ({ number }) => number,
  }),
  links: fc.array(
    fc.record({
      accountId: fc.constantFrom(1, 2),
      visitor: fc.integer({ min: 1, max: 6 }),
      user: fc.integer({ min: 1, max: 3 }),
      at: time,
    }),
    { maxLength: 6 },
  ),
  limits: fc.subarray([1, 2], { minLength: 1 }),
  before: time,
});

type Made = typeof someHit extends fc.Arbitrary<infer T> ? T : never;

function hitOf(one: Made, index: number): NewHit {
  const { accountId, at, event, page, text } = one;
  return factOf(index + 1, one.visitor ?? 0, at, {
    accountId,
    event,
    ...(one.visitor === null ? { visitor: null } : {}),
    page: { url: `https://${page}?${text}`, page },
    title: `title ${text}`,
    referrer: text % 3 ? `https://from.test/${text}` : null,
    source: event === null ? `source ${text % 4}` : null,
    country: text % 2 ? 'JP' : null,
    agent:
      text % 3
        ? { text: `agent ${text}`, browser: 'Chrome', os: 'Android', device: 'mobile', lineApp: false }
        : null,
    click: one.click === null ? null : hex(900 + one.click),
    dedupKey: event === null ? null : one.dedupKey,
    value: event === null || one.minor === null ? null : { minor: one.minor, currency: 'JPY' },
    sequence: text,
  });
}

it('what remains is what a naive filter leaves, and reports are as if nothing else had ever come', async () => {
  await fc.assert(
    fc.asyncProperty(someFacts, async ({ hits: made, clicks, links, limits: limited, before }) => {
      const limits = limited.map((accountId) => ({ accountId, before }));
      const stays = ({ accountId, at }: { accountId: number; at: number }) =>
        !limited.includes(accountId) || at >= before;
      const hits = made.map(hitOf);
      const all: Batch = {
        ...emptyBatch(),
        hits,
        clicks: clicks.map(({ number, at }) => ({
          id: hex(900 + number),
          linkId: 1,
          accountId: 1,
          at,
          agent: null,
        })),
        identityLinks: links.map(({ accountId, visitor, user, at }) => ({
          ...{ accountId, visitor: hex(visitor), userId: `U${hex(user)}`, at },
          ...{ rung: 'verified', evidence: 'id_token' },
        })),
      };
      const kept = hits.filter(stays);
      const alive = new Set(kept.map(({ accountId, visitor }) => `${accountId} ${visitor}`));
      const rest: Batch = {
        ...all,
        hits: kept,
        clicks: all.clicks.filter(stays),
        identityLinks: all.identityLinks.filter(
          (one) => stays(one) || alive.has(`${one.accountId} ${one.visitor}`),
        ),
      };
      const [one, other] = [await newStore(), await newStore()];
      await one.store.events.append(all);
      // What was remembered before must not show afterwards.
      for (const account of one.accounts) await said(one.store, account);
      const forgotten = await forget(one.store, limits);
      await other.store.events.append(rest);

      expect(storedHits(one.store)).toEqual(storedHits(other.store));
      for (const account of one.accounts)
        expect(await said(one.store, account)).toEqual(await said(other.store, account));
      expect(forgotten.hits).toBe(hits.length - kept.length);
      expect(forgotten.clicks).toBe(all.clicks.length - rest.clicks.length);
      for (const table of ['word', 'url', 'agent']) {
        const column = sql.raw(table === 'url' ? 'url' : 'text');
        const texts = ({ store }: typeof one) =>
          store.signIn.db.values(sql`SELECT ${column} FROM ${sql.raw(table)} ORDER BY 1`);
        expect(texts(one)).toEqual(texts(other));
      }
      // Exactly once, for as long as they are kept; what is forgotten is new again, and its texts are there.
      const again = await one.store.events.append({ ...emptyBatch(), hits });
      expect(again.outcomes).toEqual(hits.map((hit) => (stays(hit) ? 'duplicate' : 'stored')));
      const everything = await newStore();
      await everything.store.events.append({ ...emptyBatch(), hits });
      const byId = (store: Store) => storedHits(store).sort((a, b) => (a.hitId < b.hitId ? -1 : 1));
      expect(byId(one.store)).toEqual(byId(everything.store));
      for (const { store } of [one, other, everything]) store.close();
    }),
    { numRuns: 60 },
  );
});

it('hits that come while it is at work are kept whole, with the texts and visitors that it was about to forget', async () => {
  const { store, accounts } = await newStore();
  const old = (id: number, at: number) =>
    hitOf(
      {
        accountId: 1,
        at,
        visitor: (id % 900) + 1,
        event: null,
        page: 'shop.test/a',
        text: id % 50,
        click: null,
        dedupKey: null,
        minor: null,
      },
      id,
    );
  const hits = Array.from({ length: 3_000 }, (_, id) => old(id, START + id));
  await store.events.append({ ...emptyBatch(), hits });
  let came = 0;
  const fresh: NewHit[] = [];
  await forget(store, [{ accountId: 1, before: NOW }], async () => {
    // The same visitors, pages, titles and agents again, one at each step.
    const hit = old(10_000 + came, NOW + came);
    const { visitor, page, title, agent, referrer, source } = hits[(came * 37) % hits.length] ?? hit;
    fresh.push({ ...hit, visitor, page, title, agent, referrer, source });
    await store.events.append({ ...emptyBatch(), hits: fresh.slice(-1) });
    came += 1;
  });
  expect(came).toBeGreaterThan(20);
  const other = await newStore();
  await other.store.events.append({ ...emptyBatch(), hits: fresh });
  expect(storedHits(store)).toEqual(storedHits(other.store));
  const [account] = accounts;
  if (!account) throw new Error('there is an account');
  expect(await said(store, account)).toEqual(await said(other.store, account));
});

it('blocks that were kept are made again, also where a reader looks on half way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-retention-'));
  try {
    const { store, accounts } = await newStore(join(folder, 'tagline.db'));
    const [account] = accounts;
    if (!account) throw new Error('there is an account');
    const hits = Array.from({ length: 70_000 }, (_, id) =>
      hitOf(
        {
          accountId: id % 2 ? 2 : 1,
          at: START + (id % 10) * DAY,
          visitor: (id % 50) + 1,
          event: id % 9 ? null : 'Purchase',
          page: 'shop.test/a',
          text: (id % 9) + 1,
          click: null,
          dedupKey: null,
          minor: null,
        },
        id,
      ),
    );
    for (let from = 0; from < hits.length; from += 5_000)
      await store.events.append({ ...emptyBatch(), hits: hits.slice(from, from + 5_000) });
    const blocks = () => store.signIn.db.values(sql`SELECT block FROM hit_block`);
    await said(store, account);
    expect(blocks()).toEqual([[0]]);
    const before = START + 4 * DAY;
    let steps = 0;
    let looked = 0;
    await forget(store, [{ accountId: 1, before }], async () => {
      steps += 1;
      if (steps % 40 !== 0) return;
      looked += 1;
      await said(store, account);
    });
    expect(looked).toBeGreaterThan(1);
    const other = await newStore();
    const kept = hits.filter(({ accountId, at }) => accountId === 2 || at >= before);
    for (let from = 0; from < kept.length; from += 5_000)
      await other.store.events.append({ ...emptyBatch(), hits: kept.slice(from, from + 5_000) });
    for (const one of accounts) expect(await said(store, one)).toEqual(await said(other.store, one));
    store.close();
    const opened = openStore(join(folder, 'tagline.db'));
    for (const one of accounts) expect(await said(opened, one)).toEqual(await said(other.store, one));
    opened.close();
    other.store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

it('P: what was forgotten is gone from the log and the file, to the last byte once the file was rewritten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-retention-'));
  const file = join(folder, 'tagline.db');
  try {
    const { store } = await newStore(file);
    const marked = (id: number): NewHit => {
      const old = id % 3 === 0;
      const word = old ? 'MARKER' : 'keep';
      const text = `${((id * 2_654_435_761) % 4_294_967_296).toString(36)}-${word}-${id}`;
      return factOf(id, id, old ? START : NOW, {
        page: { url: `https://shop.test/${text}?${'x'.repeat(id % 70)}`, page: `shop.test/${text}` },
        title: `title ${text} ${id % 40 ? '' : 'y'.repeat(6_000) + word}`,
        event: `event ${text}`,
        dedupKey: `key ${text}`,
        externalId: `customer ${text}`,
        props: `{"x":"${text}"}`,
        agent: { text: `agent ${text}`, browser: 'Chrome', os: 'Android', device: 'mobile', lineApp: false },
      });
    };
    const hits = Array.from({ length: 3_000 }, (_, id) => marked(id + 1));
    for (let from = 0; from < hits.length; from += 100)
      await store.events.append({ ...emptyBatch(), hits: hits.slice(from, from + 100) });
    const found = () =>
      [file, `${file}-wal`].map((name) =>
        existsSync(name) ? readFileSync(name, 'latin1').split('MARKER').length - 1 : 0,
      );
    const [inFile = 0, inLog = 0] = found();
    expect(inFile + inLog).toBeGreaterThan(10_000);
    expect(await forget(store, [{ accountId: 1, before: NOW }])).toMatchObject({
      hits: 1_000,
      visitors: 1_000,
    });
    const [left = 0, leftInLog] = found();
    expect(leftInLog).toBe(0);
    // Rows that SQLite moved from page to page leave copies where nothing is any more.
    expect(left).toBeLessThan(inFile / 100);
    store.compact();
    expect(found()).toEqual([0, 0]);
    expect(storedHits(store)).toHaveLength(2_000);
    store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
