import { beforeEach, describe, expect, it } from 'vitest';
import { hex } from '../../support/tagline.ts';
import { HOUR, MINUTE, openShop, times } from './tracked.ts';

/* Conversions as visitors arrive: on a landing page nothing was reached, on the page that a mail leads to it was. */
let shop: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  shop = await openShop();
});

/** Sixty who look around and ask for an account; every fourth says by a link in a mail, in another browser, that it was they. */
async function optIn(pathOf: (index: number) => string) {
  const page = (path: string) => ({
    page: { url: `https://shop.test${path}`, page: `shop.test${path.split('?')[0]}` },
  });
  const all = times(60, (index) => {
    const at = 2 * HOUR + index * MINUTE;
    const asks = { visitor: hex(1_000 + index) };
    const proves = { visitor: hex(5_000 + index), ...page(pathOf(index)) };
    return [
      ...['/', '/plans', '/register'].map((path, step) => shop.hit(at - step * MINUTE, path, asks)),
      ...(index % 4 === 0
        ? [
            shop.hit(at - 6 * MINUTE, '', proves),
            shop.hit(at - 6 * MINUTE - 500, '', { ...proves, event: 'CompleteRegistration' }),
          ]
        : []),
    ];
  });
  await shop.keep(...all.flat());
}

describe('conversions on the page where visits begin', () => {
  it.each<[name: string, pathOf: (index: number) => string]>([
    ['that thanks', () => '/register/complete'],
    ['that thanks, in letters of its own', () => `/${encodeURIComponent('登録完了')}`],
    ['that a payment returns to', (index) => `/shopping/order_end/${1_000 + index}`],
    ['that a mail leads to', () => '/verify'],
    ['with a proof', (index) => `/account?token=${index}`],
    ['with a name for each', (index) => `/r/3f9a7c21b8d04e5f${1_000 + index}`],
  ])('are as they should be on one %s', async (_, pathOf) => {
    await optIn(pathOf);
    expect(await shop.found()).toEqual([]);
  });

  it.each<[name: string, pathOf: (index: number) => string]>([
    ['a landing page', () => '/lp'],
    ['one that an advertisement leads to', (index) => `/lp?gclid=Cj0KCQjw${index}abcdefghijklmnop`],
    ['one of a campaign', () => '/2026-summer-campaign'],
  ])('are found on %s', async (_, pathOf) => {
    await optIn(pathOf);
    expect((await shop.read()).findings).toMatchObject([
      { finding: 'conversion_on_arrival', names: ['CompleteRegistration'], count: 15, of: 15 },
    ]);
  });

  it('are found where most are on landing pages, of which there may be many', async () => {
    await optIn((index) => (index < 8 ? '/register/complete' : `/lp/${index}`));
    expect((await shop.read()).findings).toMatchObject([{ count: 13, of: 15 }]);
  });
});

describe('an event on nearly every page view', () => {
  const look = (event: string) =>
    times(20, (index) => {
      const mine = { visitor: hex(1_000 + index) };
      return [
        shop.hit(HOUR, `/item/${index}`, mine),
        shop.hit(HOUR - MINUTE, `/item/${index}`, { ...mine, event }),
      ];
    }).flat();

  it('is as it should be where it is a look at a thing that is sold', async () => {
    await shop.keep(...look('ViewItemDetail'), ...look('dpa_detail'));
    expect(await shop.found()).toEqual([]);
  });

  it('is said of any other', async () => {
    await shop.keep(...look('ViewItem'));
    expect(await shop.found()).toEqual(['warning event_on_every_page']);
  });
});
