import { beforeEach, describe, expect, it } from 'vitest';
import { createTest, hex } from '../support/tagline.ts';

let test: ReturnType<typeof createTest>;
let tag: string;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: [] });
  tag = (await test.store.records.account(1))?.tagId ?? '';
});

async function countOf(rule: unknown): Promise<number> {
  const { events } = test.store;
  const made = await test.api('POST', '/accounts/1/conversions', {
    name: 'x',
    rule,
    value: { from: 'none' },
  });
  expect(made.status).toBe(201);
  const conversions = await test.store.records.conversions(1);
  const [last] = conversions.slice(-1);
  return (await events.matched(1, last ? [last.rule] : [], { from: 0, to: 1e14 }))[0]?.count ?? 0;
}

describe('rules', () => {
  it.each([
    ['購入完了', 'https://shop.test/%E8%B3%BC%E5%85%A5%E5%AE%8C%E4%BA%86?x=1'],
    ['ขอบคุณ', 'https://shop.test/%E0%B8%82%E0%B8%AD%E0%B8%9A%E0%B8%84%E0%B8%B8%E0%B8%93'],
    ['%E8%B3%BC', 'https://shop.test/%E8%B3%BC'],
    ['/thank you', 'https://shop.test/thank%20you'],
    ['/100%', 'https://shop.test/100%'],
    ["'; DROP TABLE url;--", "https://shop.test/'; DROP TABLE url;--"],
  ])('an address contains %s', async (contains, url) => {
    await test.hit([{ id: hex(1), tag, age: 0, url }]);
    expect(await countOf({ by: 'url', contains })).toBe(1);
  });

  it.each(['_', '%', 'THANKS', 'thanks!'])('%s is no wildcard and no other text', async (contains) => {
    await test.hit([{ id: hex(1), tag, age: 0, url: 'https://shop.test/thanks' }]);
    expect(await countOf({ by: 'url', contains })).toBe(0);
  });

  it('an event is the same however its letters are composed', async () => {
    await test.hit([{ id: hex(1), tag, age: 0, url: 'https://shop.test/', event: 'cafe\u0301' }]);
    expect(await countOf({ by: 'event', event: 'café' })).toBe(1);
    expect(await countOf({ by: 'event', event: ' cafe\u0301 ' })).toBe(1);
  });

  it('an address counts page views, not the events of the same page', async () => {
    const url = 'https://shop.test/thanks';
    await test.hit([
      { id: hex(1), tag, age: 0, url },
      { id: hex(2), tag, age: 0, url, event: 'Conversion' },
    ]);
    expect(await countOf({ by: 'url', contains: '/thanks' })).toBe(1);
  });

  it('what stands behind # is never kept, so it cannot be asked for', async () => {
    const rule = { by: 'url', contains: '#done' };
    const made = await test.api('POST', '/accounts/1/conversions', {
      name: 'x',
      rule,
      value: { from: 'none' },
    });
    expect(made.status).toBe(422);
  });
});
