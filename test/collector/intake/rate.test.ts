import { describe, expect, it } from 'vitest';
import { ADDRESS_MAX, createRates, VISITOR_MAX } from '../../../collector/intake/rate.ts';
import { accountOf, storedHits } from '../../support/rows.ts';
import { createTest, hex } from '../../support/tagline.ts';

const hit = { accountId: 1, visitor: hex(1), address: '203.0.113.5', at: 60_000 };

describe('A42: the rate', () => {
  it('of a visitor is counted by account and by minute', () => {
    const rates = createRates();
    const inner = { ...hit, address: '127.0.0.1' };
    for (let count = 0; count < VISITOR_MAX; count += 1) expect(rates.isTooMany(inner)).toBe(false);
    expect(rates.isTooMany(inner)).toBe(true);
    expect(rates.isTooMany({ ...inner, accountId: 2 })).toBe(false);
    expect(rates.isTooMany({ ...inner, visitor: hex(2) })).toBe(false);
    expect(rates.isTooMany({ ...inner, at: 119_999 })).toBe(true);
    expect(rates.isTooMany({ ...inner, at: 120_000 })).toBe(false);
  });

  it('of a network address is counted over all its visitors, but not of an inner one', () => {
    const rates = createRates();
    const send = (address: string) => {
      let refused = 0;
      for (let count = 0; count < ADDRESS_MAX + 5; count += 1)
        if (rates.isTooMany({ ...hit, visitor: hex(count), address })) refused += 1;
      return refused;
    };
    expect(send('203.0.113.5')).toBe(5);
    expect(send('10.0.0.1')).toBe(0);
    expect(send('unknown')).toBe(0);
  });

  it('stays small in memory, whoever comes', () => {
    const rates = createRates();
    for (let count = 0; count < 250_000; count += 1)
      rates.isTooMany({ ...hit, visitor: hex(count), address: '::1' });
    expect(rates.isTooMany({ ...hit, visitor: hex(1), address: '::1' })).toBe(false);
  });
});

it('a hit over the rate is dropped as `rate`, answered 202, and shown in the account', async () => {
  const test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
  const tag = (await test.store.records.accounts())[0]?.tagId ?? '';
  const view = (id: number) => ({ id: hex(id), tag, visitor: hex(7), url: 'https://shop.test/', age: 0 });
  for (let batch = 0; batch < 10; batch += 1) {
    const hits = Array.from({ length: 100 }, (_, index) => view(batch * 100 + index + 1));
    expect((await test.hit(hits)).status).toBe(204);
  }
  const over = await test.hit([view(5000)]);
  expect(over.status).toBe(202);
  expect(over.headers.get('x-tagline-reason')).toBe('rate');
  expect(await accountOf(test.store, 1)).toEqual({ stored: 1000, 'dropped/rate': 1 });
  test.clock.move(60_000);
  expect((await test.hit([view(5000)])).status).toBe(204);
  expect(storedHits(test.store)).toHaveLength(1001);
});
