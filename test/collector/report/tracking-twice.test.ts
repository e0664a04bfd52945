import { beforeEach, describe, expect, it } from 'vitest';
import { hex } from '../../support/tagline.ts';
import { DAY, MINUTE, openShop, times } from './tracked.ts';

/* The code of an event twice on a page: both are counted, unless a key tells that they are one. */
let shop: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  shop = await openShop();
});

interface Sent {
  url?: string;
  event?: string;
  /** Milliseconds after the visit began. */
  after?: number;
  key?: string;
  value?: number;
  currency?: string;
  props?: object;
}

/** What everybody looks at before. */
const LOOKS: Sent[] = ['/', '/tea', '/cart', '/thanks'].map((path, step) => ({
  ...{ url: `https://shop.test${path}`, after: step * 10_000 },
}));

/** What the tag sends of one visitor: four page views, and these events on the last page. */
async function visit(...events: Sent[]) {
  const visitor = hex(1_000_000 + shop.next());
  const hits = [...LOOKS, ...events].map(({ after = 0, ...fields }) => ({
    ...{ id: hex(shop.next()), tag: shop.tagId, visitor, url: 'https://shop.test/thanks' },
    ...{ age: 2 * MINUTE - after, ...fields },
  }));
  await shop.test.hit(hits);
}

async function visits(count: number, events: (index: number) => Sent[]) {
  for (let index = 0; index < count; index += 1) await visit(...events(index));
}

const bought = { event: 'Conversion', after: MINUTE };
const twice = () => [bought, { ...bought, after: MINUTE + 800 }];

describe('an event whose code stands twice', () => {
  it('is found with its page, and a conversion is misconfigured', async () => {
    await visits(12, twice);
    const { conversion, findings } = await shop.read();
    expect(findings).toMatchObject([
      {
        ...{ finding: 'event_twice', weight: 'grave', names: ['Conversion'], count: 12, of: 12, hours: 24 },
        lastUrl: 'https://shop.test/thanks',
      },
    ]);
    expect(conversion.status).toBe('misconfigured');
  });

  it('that is no conversion is a warning', async () => {
    await visits(12, () => [
      { event: 'Look', after: MINUTE },
      { event: 'Look', after: MINUTE + 1 },
    ]);
    expect(await shop.found()).toEqual(['warning event_twice']);
  });

  it.each([
    ['nine are too few', 9, twice],
    [
      'with a key they are one',
      12,
      (index: number) => twice().map((one) => ({ ...one, key: `order ${index}` })),
    ],
    [
      'with different worth they are two',
      12,
      () => twice().map((one, place) => ({ ...one, value: place + 1, currency: 'JPY' })),
    ],
    ['who comes again later does it again', 12, () => [bought, { ...bought, after: MINUTE + 5001 }]],
    [
      'a list of ten items at once is none',
      12,
      () => times(10, (item) => ({ event: 'ViewItem', after: MINUTE + item, props: { sku: `tea ${item}` } })),
    ],
  ])('%s', async (_, count, events) => {
    await visits(count, events);
    expect(await shop.found()).not.toContainEqual(expect.stringContaining('event_twice'));
  });

  it('four of five are enough, fewer are pressed by chance', async () => {
    await visits(8, twice);
    await visits(3, () => [bought]);
    expect(await shop.found()).toEqual([]);
    await visits(4, twice);
    expect(await shop.found()).toEqual(['grave event_twice']);
  });

  it('is gone a day after it was mended, also where few came since', async () => {
    await visits(12, twice);
    shop.test.clock.move(DAY);
    await visits(4, () => []);
    expect(await shop.found()).toEqual(['grave event_twice']);
    await visits(1, () => [bought]);
    expect(await shop.found()).toEqual([]);
    await visits(11, () => [bought]);
    expect(await shop.found()).toEqual([]);
  });

  it('is found on its first day beside a week without', async () => {
    await visits(40, () => [bought]);
    shop.test.clock.move(DAY);
    await visits(10, twice);
    expect((await shop.read()).findings).toMatchObject([
      { finding: 'event_twice', count: 10, of: 10, hours: 24 },
    ]);
  });
});
