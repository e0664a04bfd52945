import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest } from '../../support/tagline.ts';

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
