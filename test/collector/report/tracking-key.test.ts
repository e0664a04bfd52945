import { beforeEach, describe, expect, it } from 'vitest';
import { hex } from '../../support/tagline.ts';
import { DAY, HOUR, MINUTE, openShop, times } from './tracked.ts';

/* One deduplication key for the orders of many: they count as one. */
let shop: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  shop = await openShop();
});

/** A visit that buys, so long ago. */
function order(key: string | null, visitor = shop.next(), ago = HOUR) {
  const mine = { visitor: hex(1_000_000 + visitor) };
  return [
    ...['/', '/tea', '/cart', '/thanks'].map((path, step) => shop.hit(ago - step * MINUTE, path, mine)),
    shop.hit(ago - 4 * MINUTE, '/thanks', { ...mine, event: 'Purchase', dedupKey: key }),
  ];
}

describe('a key that events of many visitors share', () => {
  it('is found with its name and how many, and the code is misconfigured', async () => {
    await shop.keep(...times(30, () => order('ORDER')).flat());
    const { events, findings } = await shop.read();
    expect(findings).toMatchObject([
      {
        ...{
          finding: 'same_key',
          weight: 'grave',
          names: ['Purchase', 'ORDER'],
          count: 30,
          of: 30,
          hours: 24,
        },
        lastUrl: 'https://shop.test/thanks',
      },
    ]);
    expect(events).toMatchObject([{ event: 'Purchase', status: 'misconfigured' }]);
  });

  it.each<[name: string, keys: (string | null)[], expected: string[]]>([
    ['nine are too few', times(9, () => 'ORDER'), []],
    ['ten are enough', times(10, () => 'ORDER'), ['grave same_key']],
    ['each its own', times(30, (index) => `A-${index}`), []],
    ['none', times(30, () => null), []],
    ['most of them', times(19, (index) => (index < 10 ? 'ORDER' : `A-${index}`)), ['grave same_key']],
    ['half of them', times(20, (index) => (index < 10 ? 'ORDER' : `A-${index}`)), []],
    ['of those that have one', times(30, (index) => (index < 10 ? 'ORDER' : null)), ['grave same_key']],
  ])('%s', async (_, keys, expected) => {
    await shop.keep(...keys.flatMap((key) => order(key)));
    expect(await shop.found()).toEqual(expected);
  });

  it('one order that is looked at again and again is one', async () => {
    await shop.keep(...times(30, (index) => order('A-1', index % 2)).flat());
    expect(await shop.found()).toEqual([]);
  });

  it('goes within a day of being mended', async () => {
    await shop.keep(...times(30, () => order('ORDER', shop.next(), 2 * DAY)).flat());
    expect(await shop.found()).toEqual(['grave same_key']);
    await shop.keep(...times(10, (index) => order(`A-${index}`)).flat());
    expect(await shop.found()).toEqual([]);
  });
});
