import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Agent, CHANNELS, type NewHit } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import { keepBlock } from '../../db/sqlite/column/part.ts';
import { createColumnReader } from '../../db/sqlite/column/reader.ts';
import type { Filter } from '../../db/store.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import * as naive from '../support/naive.ts';
import { hex } from '../support/tagline.ts';

/*
 * Reports read columns that are made of the hits, block by block, kept, and read again. Whatever happened in whatever
 * order, they must say what a naive scan of the facts says, with small blocks, half a block, late identities and people
 * who share a browser.
 */
const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 20);
const EVER = { from: 0, to: Infinity };

const AGENTS: (Agent | null)[] = [
  null,
  { text: 'phone', browser: 'Chrome', os: 'Android', device: 'mobile', lineApp: false },
  { text: 'line', browser: 'LINE', os: 'iOS', device: 'mobile', lineApp: true },
  { text: 'desk', browser: 'Safari', os: 'macOS', device: 'desktop', lineApp: false },
];
const PAGES = ['shop.test/', 'shop.test/a', 'shop.test/b'];
const CLICKS = [1, 2, 3];

const time = fc
  .integer({ min: 0, max: 5 * 24 * 4 })
  .map((quarter) => START + quarter * 15 * 60_000 - (quarter % 3));
const visitor = fc.integer({ min: 1, max: 6 });

const someHit = fc
  .record({
    at: time,
    visitor: fc.option(visitor, { freq: 12 }),
    event: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom('Conversion', 'AddToCart')),
    channel: fc.constantFrom(
      'tag' as const,
      'tag' as const,
      'tag' as const,
      'image' as const,
      'server' as const,
    ),
    page: fc.option(fc.constantFrom(...PAGES), { freq: 8 }),
    query: fc.constantFrom('', '?x=1'),
    source: fc.constantFrom(null, null, '', 'line', 'google'),
    agent: fc.constantFrom(...AGENTS),
    country: fc.constantFrom(null, 'JP', 'TH'),
    click: fc.option(fc.constantFrom(...CLICKS), { freq: 2 }),
    dedupKey: fc.constantFrom(null, 'k', 'l', 'm', 'n', 'o', 'p', 'q'),
    minor: fc.option(fc.integer({ min: 0, max: 500 })),
  })
  .map((one): Partial<NewHit> & { at: number; number: number | null } => ({
    at: one.at,
    number: one.visitor,
    event: one.event,
    channel: one.channel,
    page: one.page === null ? null : { url: `https://${one.page}${one.query}`, page: one.page },
    source: one.event === null ? one.source : null,
    agent: one.agent,
    country: one.country,
    click: one.click === null ? null : hex(900 + one.click),
    dedupKey: one.event === null ? null : one.dedupKey,
    value:
      one.event === null || one.minor === null
        ? null
        : { minor: one.minor, currency: one.minor % 2 ? 'JPY' : 'THB' },
  }));

const someFacts = fc.record({
  // Of all lengths: else there would hardly be more than ten, and no whole block.
  hits: fc.array(someHit, { minLength: 1, maxLength: 70, size: 'max' }),
  links: fc.array(fc.record({ visitor, at: time, user: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 8,
    size: 'max',
  }),
  clicks: fc.subarray(CLICKS),
  /** In order of time, all at once, or against it. */
  clickHours: fc.constantFrom(20, 0, -20),
  linksFirst: fc.constantFrom('earliest', 'latest'),
  /** Into how much of the five days all is pressed: few days make long ones. */
  pressed: fc.constantFrom(1, 1, 16),
  blockRows: fc.constantFrom(16, 64),
  /** Where the facts are cut into batches, and after which of them somebody looks. */
  cuts: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8, size: 'max' }),
});

const manyFilters: fc.Arbitrary<Filter> = fc.record(
  {
    page: fc.constantFrom(...PAGES, 'shop.test/never'),
    device: fc.constantFrom(
      { device: 'mobile' as const, lineApp: true },
      { device: 'mobile' as const, lineApp: false },
      { device: 'other' as const, lineApp: false },
    ),
    country: fc.constantFrom('JP', '', 'DE'),
    source: fc.constantFrom('line', '', 'never'),
    event: fc.constantFrom('Conversion', 'Never'),
    broadcast: fc.constantFrom(1, 2, 99),
  },
  { requiredKeys: [] },
);

/** Mostly one condition: several at once leave little to compare. */
const someFilter: fc.Arbitrary<Filter> = fc.oneof(
  manyFilters,
  fc.constantFrom<Filter>(
    ...[{ page: 'shop.test/' }, { device: { device: 'mobile' as const, lineApp: true } }, { country: 'JP' }],
    ...[{ source: 'line' }, { source: '' }, { event: 'Conversion' }, { broadcast: 1 }, { broadcast: 2 }],
  ),
);

const someBuckets = fc
  .record({
    from: fc.integer({ min: -6, max: 5 * 24 }),
    /** Most time zones begin their days at a quarter of an hour. */
    minutes: fc.constantFrom(45, 45, 7.5),
    sizes: fc.oneof(
      fc.array(fc.constantFrom<number[]>(1, 6, 23, 24, 25), { minLength: 1, maxLength: 6 }),
      fc.array(fc.constant<number>(24), { minLength: 3, maxLength: 7 }),
    ),
  })
  .map(({ from, minutes, sizes }) => {
    let at = START + from * HOUR + minutes * 60_000;
    return sizes.map((hours) => {
      const bucket = { from: at, to: at + hours * HOUR };
      at = bucket.to;
      return bucket;
    });
  });

type Made = typeof someFacts extends fc.Arbitrary<infer T> ? T : never;

function factsOf({ hits, links, clicks, clickHours, linksFirst, pressed }: Made): naive.Facts {
  const when = (at: number) => START + Math.floor((at - START) / pressed);
  const seen = new Set<string>();
  return {
    hits: hits.map(({ number, at, ...change }, index) => ({
      ...factOf(index + 1, number ?? 0, when(at), change),
      visitor: number === null ? null : hex(number),
      // A key names events of one name only here; that two names share one is in the other tests.
      receivedAt: when(at) + (index % 3) * 1000,
    })),
    identityLinks: links
      .map((link) => ({ ...link, at: when(link.at) }))
      // Two links of one visitor at one time: which came later is told by arrival, and arrival is shuffled here.
      .filter((link) => !seen.has(`${link.visitor} ${link.at}`) && seen.add(`${link.visitor} ${link.at}`))
      // By time, because who is known already is not written down again.
      .sort((a, b) => (linksFirst === 'earliest' ? a.at - b.at : b.at - a.at))
      .map((link) => ({
        accountId: 1,
        visitor: hex(link.visitor),
        userId: `U${hex(link.user)}`,
        rung: 'verified' as const,
        evidence: 'id_token' as const,
        at: link.at,
      })),
    clicks: clicks.map((click) => ({
      id: hex(900 + click),
      linkId: click,
      accountId: 1,
      at: START + 40 * HOUR + (click - 2) * clickHours * HOUR,
      agent: null,
    })),
    broadcasts: { 1: [1, 2], 2: [3] },
  };
}

async function addRecords({ records }: Store): Promise<void> {
  await records.addAccount({
    ...{
      tagId: 'a',
      name: 'Shop',
      timeZone: 'UTC',
      domains: [],
      consent: 'assumed',
      identityDeclared: false,
    },
    ...{ cutParams: [], loginChannelId: null, createdAt: 0 },
  });
  for (const [name, links] of [
    ['First', 2],
    ['Second', 1],
  ] as const) {
    const linkIds: number[] = [];
    for (let index = 0; index < links; index += 1) {
      const link = {
        accountId: 1,
        code: `${name}${index}`,
        name,
        destination: 'https://shop.test/',
        broadcastId: null,
      };
      linkIds.push((await records.addLink({ ...link, createdAt: 0 })).id);
    }
    await records.addBroadcast({
      ...{
        accountId: 1,
        name,
        kind: 'push',
        sentAt: 0,
        requestId: null,
        aggregationUnit: null,
        conversionIds: [],
      },
      ...{ line: { delivered: null, opened: null, clicked: null, played: null }, linkIds, createdAt: 0 },
    });
  }
}

type Reader = ReturnType<typeof createColumnReader>;

/** Writes the facts in pieces, and looks in between, so that what is read has to catch up. */
async function write(
  store: Store,
  facts: naive.Facts,
  { cuts, blockRows }: Pick<Made, 'cuts' | 'blockRows'>,
  look: (reader: Reader) => Promise<unknown>,
) {
  const { db } = store.signIn;
  const reader = createColumnReader(db, (block) => keepBlock(db, block), { blockRows });
  const rest = {
    hits: [...facts.hits],
    identityLinks: [...facts.identityLinks],
    clicks: [...facts.clicks],
  };
  for (let round = 0; rest.hits.length + rest.identityLinks.length + rest.clicks.length > 0; round += 1) {
    const size = cuts[round % cuts.length] ?? 5;
    await store.events.append({
      ...emptyBatch(),
      hits: rest.hits.splice(0, size),
      identityLinks: round % 2 === 1 ? rest.identityLinks.splice(0, 1 + (size % 3)) : [],
      clicks: round % 3 === 1 ? rest.clicks.splice(0, 1) : [],
    });
    if (round % 2 === 0) await look(reader);
  }
  return reader;
}

const byName = ({
  device,
  lineApp,
  ...rest
}: {
  device: string;
  lineApp: boolean;
  pageViews: number;
  visitors: number;
}) => ({
  name: `${device} ${lineApp}`,
  ...rest,
});

async function compare(
  reader: Reader,
  facts: naive.Facts,
  buckets: { from: number; to: number }[],
  filter: Filter,
) {
  const period = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
  expect(await reader.traffic(1, buckets, filter)).toEqual(naive.traffic(facts, buckets, filter));
  const { devices, countries } = await reader.clients(1, period, 3, filter);
  const lists = {
    pages: await reader.pages(1, period, 3, filter),
    sources: await reader.sources(1, period, 3, filter),
    countries,
  };
  const expected = naive.breakdown(facts, period, 3, filter);
  expect({ ...lists, devices: devices.map(byName).sort((a, b) => (a.name < b.name ? -1 : 1)) }).toEqual(
    expected,
  );
  expect(await reader.live(1, period.from)).toEqual(naive.live(facts, period.from));
}

/** Numbers stand for persons: the same for the same, another for another, 0 for nobody. */
function expectSamePersons(pairs: (readonly [number, string | null])[]): void {
  const named = new Map(pairs);
  for (const [number, name] of pairs) {
    expect(number === 0).toBe(name === null);
    expect(named.get(number)).toBe(name);
  }
  expect(new Set(named.values()).size).toBe(named.size);
}

describe('reports from columns', () => {
  it('agree with a naive scan, whatever the filter, the cuts into blocks and the order of identities', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, someFilter, someBuckets, async (made, filter, buckets) => {
        const facts = factsOf(made);
        const store = openStore(':memory:');
        await addRecords(store);
        const reader = await write(store, facts, made, (one) => one.traffic(1, buckets, filter));
        await compare(reader, facts, buckets, {});
        await compare(reader, facts, buckets, filter);
        // Who opens the file later reads what was kept, and says the same; so does who remembers nothing.
        const { db } = store.signIn;
        for (const memory of [1e9, 0]) {
          const later = createColumnReader(db, (block) => keepBlock(db, block), {
            ...{ blockRows: made.blockRows, memory },
          });
          await compare(later, facts, buckets, filter);
          await compare(later, facts, buckets, {});
        }
        store.close();
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('tell clicks with the person who landed first, and hits that a rule matches', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, someFilter, async (made, filter) => {
        const facts = factsOf(made);
        const store = openStore(':memory:');
        await addRecords(store);
        const reader = await write(store, facts, made, (one) => one.clicks(1));
        const clicks = await reader.clicks(1);
        const expected = naive.clicksOf(facts);
        expect([...clicks.link]).toEqual(expected.map(({ linkId }) => linkId));
        expect([...clicks.at]).toEqual(expected.map(({ at }) => at));
        const persons = [...clicks.person].map(
          (number, row) => [number, expected[row]?.person ?? null] as const,
        );
        const period = { from: START + DAY, to: START + 4 * DAY };
        const rule = { all: [{ event: { is: 'Conversion' } }, { not: { url: { contains: '/a' } } }] };
        const [matched] = await reader.matched(1, [rule], period, filter);
        const counted = naive
          .passing(facts, period, filter)
          .filter(
            (hit) => hit.event === 'Conversion' && hit.channel !== 'image' && !hit.page?.url.includes('/a'),
          );
        const keyed = (hit: NewHit) =>
          hit.dedupKey !== null && facts.hits.filter(({ dedupKey }) => dedupKey === hit.dedupKey).length > 1;
        const inPeriod = counted.filter(({ at }) => at >= period.from && at < period.to);
        const keys = new Set(inPeriod.filter(keyed).map(({ dedupKey }) => dedupKey));
        const wanted = [
          ...inPeriod.filter((hit) => !keyed(hit)),
          ...counted.filter((hit) => keyed(hit) && keys.has(hit.dedupKey)),
        ];
        const rows = await reader.hits(1, [...(matched?.hit ?? [])]);
        expect(rows.map(({ hitId }) => hitId).sort()).toEqual(wanted.map(({ id }) => id).sort());
        expect(matched?.alone).toBe(inPeriod.filter((hit) => !keyed(hit)).length);
        // Twins stand side by side: once left, a key does not come again.
        const twins = rows.slice(matched?.alone);
        const keyOf = ({ hitId }: { hitId: string }) => facts.hits.find(({ id }) => id === hitId)?.dedupKey;
        const groups = new Map(
          twins.map((one) => [keyOf(one), twins.filter((twin) => keyOf(twin) === keyOf(one))]),
        );
        expect(twins).toEqual([...groups.values()].flat());
        expect(new Set(matched?.key).size).toBe(groups.size);
        for (const [place, twin] of twins.entries()) {
          expect(matched?.key[place] === matched?.key[place - 1]).toBe(
            place > 0 && keyOf(twin) === keyOf(twins[place - 1] ?? twin),
          );
          expect(CHANNELS[matched?.channel[place] ?? -1]).toBe(twin.channel);
        }
        for (const group of groups.values())
          expect(group).toEqual(group.toSorted((a, b) => a.at - b.at || (a.hitId < b.hitId ? -1 : 1)));
        for (const [row, { hitId }] of rows.entries()) {
          const hit = facts.hits.find(({ id }) => id === hitId);
          const minor = matched?.minor[row] ?? Number.NaN;
          const currency = matched?.currencies[matched.currency[row] ?? 0];
          expect(Number.isNaN(minor) ? null : { minor, currency }).toEqual(hit?.value ?? null);
          expect(matched?.at[row]).toBe(hit?.at);
          persons.push([matched?.person[row] ?? 0, hit ? naive.person(facts, hit) : null]);
        }
        // Every other hit as well, so that each person is met several times.
        const [all] = await reader.matched(1, [{ not: { event: { is: 'Never' } } }], EVER);
        const hits = await reader.hits(1, [...(all?.hit ?? [])]);
        for (const [row, { hitId }] of hits.entries()) {
          const hit = facts.hits.find(({ id }) => id === hitId);
          persons.push([all?.person[row] ?? 0, hit ? naive.person(facts, hit) : null]);
        }
        expectSamePersons(persons);
        // Who asks for clickers misses nobody who clicked, and nothing that may be folded with theirs.
        const [few] = await reader.matched(1, [rule], period, filter, 'clickers');
        const clickers = new Set(expected.flatMap(({ person }) => person ?? []));
        const ofClickers = inPeriod.filter(
          (hit) => !keyed(hit) && clickers.has(naive.person(facts, hit) ?? 'nobody'),
        );
        const fewRows = await reader.hits(1, [...(few?.hit ?? [])]);
        const isClicker = ({ hitId }: { hitId: string }) =>
          facts.hits.some((hit) => hit.id === hitId && clickers.has(naive.person(facts, hit) ?? 'nobody'));
        expect(fewRows.slice(few?.alone)).toEqual(
          twins.filter((twin) => groups.get(keyOf(twin))?.some(isClicker)),
        );
        expect(
          fewRows
            .slice(0, few?.alone)
            .map(({ hitId }) => hitId)
            .sort(),
        ).toEqual(ofClickers.map(({ id }) => id).sort());
        store.close();
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('are kept as bytes that depend on the hits alone: dropped and made again, they are the same', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, async (made) => {
        const folder = mkdtempSync(join(tmpdir(), 'tagline-'));
        const store = openStore(join(folder, 'test.db'));
        const { db } = store.signIn;
        const facts = factsOf(made);
        await write(store, facts, made, (one) => one.live(1, 0));
        const read = () =>
          db.values(sql`SELECT block, account_id, day, hex(data) FROM hit_part ORDER BY 1, 2, 3`);
        const { blockRows } = made;
        const again = () => createColumnReader(db, (block) => keepBlock(db, block), { blockRows }).live(1, 0);
        await again();
        const before = read();
        expect(before.length > 0).toBe(facts.hits.length >= blockRows - 1);
        for (const table of ['hit_part', 'hit_block']) db.run(sql.raw(`DELETE FROM ${table}`));
        await again();
        expect(read()).toEqual(before);
        store.close();
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
