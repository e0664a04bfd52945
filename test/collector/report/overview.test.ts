import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest, hex } from '../../support/tagline.ts';

let test: ReturnType<typeof createTest>;
const HOUR = 3_600_000;
/** 10:00 of 20 November in Bangkok: the clock of the tests. */
const NOW = Date.UTC(2026, 10, 20, 3);

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Bangkok', domains: [] });
});

async function see(id: number, at: number, event: string | null = null) {
  const page = { url: `https://shop.test/${id % 2}?x=${id}`, page: `shop.test/${id % 2}` };
  const value = event ? { minor: 100, currency: 'THB' } : null;
  const hit = factOf(id, id, at, { event, page, source: id % 2 ? '' : 'LINE', value });
  await test.store.events.append({ ...emptyBatch(), hits: [hit] });
}

const read = async (query: string) => (await test.api('GET', `/accounts/1/overview?${query}`)).json;

describe('Overview', () => {
  it('compares a day that is going on with the same part of the day before', async () => {
    await see(1, NOW - HOUR); // today 09:00
    await see(2, NOW - 25 * HOUR); // yesterday 09:00
    await see(3, NOW - 25 * HOUR, 'Conversion');
    await see(4, NOW - 20 * HOUR); // yesterday 14:00: not passed yet today
    await see(5, NOW - 20 * HOUR, 'Conversion');
    expect(await read('from=2026-11-20&to=2026-11-20')).toMatchObject({
      unit: 'hour',
      totals: { pageViews: 1, visitors: 1, conversions: 0 },
      previous: {
        range: { from: '2026-11-19', to: '2026-11-19' },
        totals: {
          pageViews: 1,
          visitors: 1,
          conversions: 1,
          value: [{ currency: 'THB', minor: 100, digits: 2 }],
        },
        change: { pageViews: 0, visitors: 0, conversions: -1 },
      },
    });
  });

  it('compares days that have passed as they are', async () => {
    await see(1, NOW - 25 * HOUR);
    await see(2, NOW - 45 * HOUR);
    expect(await read('from=2026-11-19&to=2026-11-19')).toMatchObject({
      totals: { pageViews: 1 },
      previous: { totals: { pageViews: 1 } },
    });
  });

  it('a day is a day in the account’s time zone, and the parts add up to the whole', async () => {
    await see(1, Date.UTC(2026, 10, 18, 16, 59, 59, 999)); // 23:59:59.999 of the 18th in Bangkok
    await see(2, Date.UTC(2026, 10, 18, 17)); // 00:00 of the 19th
    const report = await read('from=2026-11-17&to=2026-11-20&compare=false');
    expect(report).toMatchObject({
      unit: 'day',
      series: [
        { pageViews: 0 },
        { at: '2026-11-18', pageViews: 1 },
        { at: '2026-11-19', pageViews: 1 },
        { pageViews: 0 },
      ],
      totals: { pageViews: 2, visitors: 2 },
      previous: null,
      pages: [
        { name: 'shop.test/0', pageViews: 1 },
        { name: 'shop.test/1', pageViews: 1 },
      ],
      sources: expect.arrayContaining([
        { name: 'LINE', arrivals: 1, visitors: 1 },
        { name: null, arrivals: 1, visitors: 1 },
      ]),
    });
  });

  it('an empty account answers with zeroes and no figure invented', async () => {
    expect(await read('from=2026-11-20&to=2026-11-20')).toMatchObject({
      totals: { pageViews: 0, imageOnly: 0, visitors: 0, conversions: 0, value: [] },
      previous: { change: { pageViews: null, visitors: null, conversions: null, value: [] } },
      pages: [],
      sources: [],
      devices: [],
      conversions: [{ name: 'Conversion', conversions: 0 }],
    });
  });
});

describe('a filter of the Overview', () => {
  const PHONE = { text: 'phone', browser: 'LINE', os: 'iOS', device: 'mobile', lineApp: true } as const;
  const DAY_ASKED = 'from=2026-11-20&to=2026-11-20&compare=false';

  /** Four people: how each came and what each did is told by the columns of the table below. */
  beforeEach(async () => {
    const link = { name: 'Hero', destination: 'https://shop.test/tea' };
    await test.api('POST', '/accounts/1/links', link);
    const sending = { name: 'Autumn', kind: 'broadcast', sentAt: NOW - 3 * HOUR, linkIds: [1] };
    const made = await test.api('POST', '/accounts/1/broadcasts', { ...sending, conversionIds: [] });
    expect(made.status).toBe(201);
    const tea = { url: 'https://shop.test/tea?x=1', page: 'shop.test/tea' };
    const cake = { url: 'https://shop.test/cake', page: 'shop.test/cake' };
    const at = NOW - 2 * HOUR;
    const money = { minor: 100, currency: 'THB' };
    const phone = { agent: { ...PHONE, device: 'mobile' as const }, country: 'TH' };
    await test.store.events.append({
      ...emptyBatch(),
      clicks: [{ id: hex(90), linkId: 1, accountId: 1, at: at - 1, agent: null }],
      hits: [
        factOf(1, 1, at, { page: tea, source: 'LINE', click: hex(90), ...phone }),
        factOf(2, 1, at + 1, { page: cake, source: null, ...phone }),
        factOf(3, 1, at + 2, { page: cake, source: null, event: 'Conversion', value: money, ...phone }),
        factOf(4, 2, at, { page: tea, source: '', country: 'JP' }),
        factOf(5, 3, at, { page: cake, source: '' }),
        factOf(6, 4, at, { page: cake, source: 'google.com', event: 'A'.repeat(100) }),
        factOf(7, 4, at, { page: cake, source: 'google.com', country: 'JP' }),
      ],
    });
  });

  it.each([
    ['', { pageViews: 5, visitors: 4, conversions: 1 }],
    // What the hit itself is: the rest of the same person does not count.
    ['page=shop.test/tea', { pageViews: 2, visitors: 2, conversions: 0 }],
    ['page=shop.test/cake', { pageViews: 3, visitors: 3, conversions: 1 }],
    ['device=mobile.line', { pageViews: 2, visitors: 1, conversions: 1 }],
    ['device=mobile', { pageViews: 0, visitors: 0, conversions: 0 }],
    ['country=TH', { pageViews: 2, visitors: 1, conversions: 1 }],
    ['country=JP', { pageViews: 2, visitors: 2, conversions: 0 }],
    ['country=', { pageViews: 1, visitors: 1, conversions: 0 }],
    // What the person did: everything of theirs counts.
    ['source=LINE', { pageViews: 2, visitors: 1, conversions: 1 }],
    ['source=', { pageViews: 2, visitors: 2, conversions: 0 }],
    ['event=Conversion', { pageViews: 2, visitors: 1, conversions: 1 }],
    [`event=${'A'.repeat(100)}`, { pageViews: 1, visitors: 1, conversions: 0 }],
    ['broadcast=1', { pageViews: 2, visitors: 1, conversions: 1 }],
    ['broadcast=2', { pageViews: 0, visitors: 0, conversions: 0 }],
    // What was never seen matches nothing.
    ['page=shop.test/none', { pageViews: 0, visitors: 0, conversions: 0 }],
    ['country=IS', { pageViews: 0, visitors: 0, conversions: 0 }],
    ['source=nobody.test', { pageViews: 0, visitors: 0, conversions: 0 }],
    ['event=Nothing', { pageViews: 0, visitors: 0, conversions: 0 }],
    // All of them together.
    ['source=LINE&page=shop.test/tea', { pageViews: 1, visitors: 1, conversions: 0 }],
    ['source=LINE&country=JP', { pageViews: 0, visitors: 0, conversions: 0 }],
  ])('%s', async (filter, totals) => {
    expect(await read(`${DAY_ASKED}&${filter}`)).toMatchObject({ totals });
  });

  it('lists only what passes, and the events of the custom conversions to filter by', async () => {
    await test.api('POST', '/accounts/1/conversions', {
      name: 'Saw tea',
      rule: { by: 'url', contains: '/tea' },
      value: { from: 'none' },
    });
    expect(await read(`${DAY_ASKED}&country=TH`)).toMatchObject({
      countries: [{ name: 'TH', pageViews: 2, visitors: 1 }],
      devices: [{ device: 'mobile', lineApp: true, pageViews: 2, visitors: 1 }],
      sources: [{ name: 'LINE', arrivals: 1, visitors: 1 }],
      conversions: [
        { name: 'Conversion', event: 'Conversion', conversions: 1 },
        { name: 'Saw tea', event: null, conversions: 1 },
      ],
    });
    expect(await read(DAY_ASKED)).toMatchObject({
      countries: [
        { name: 'JP', pageViews: 2, visitors: 2 },
        { name: 'TH', pageViews: 2, visitors: 1 },
        { name: null, pageViews: 1, visitors: 1 },
      ],
    });
  });

  it.each([
    'page=',
    `page=${'a'.repeat(2049)}`,
    'device=phone',
    'device=mobile.app',
    'device=',
    'country=th',
    'country=THA',
    `source=${'a'.repeat(513)}`,
    'event=',
    `event=${'A'.repeat(101)}`,
    'broadcast=0',
    'broadcast=-1',
    'broadcast=1.5',
    'broadcast=Autumn',
    'broadcast=',
  ])('%s is refused', async (filter) => {
    const { status, json } = await test.api('GET', `/accounts/1/overview?${DAY_ASKED}&${filter}`);
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: { reason: 'invalid_input' } });
  });
});
