import { describe, expect, it } from 'vitest';
import { emptyBatch } from '../../support/facts.ts';
import { hex } from '../../support/tagline.ts';
import { DAY, HOUR, MINUTE, openShop, times } from './tracked.ts';

/* Healthy sites are left in peace: somebody's browser is no fault of theirs, nor is a weekend. */
type Shop = Awaited<ReturnType<typeof openShop>>;

async function send({ test, tagId, next }: Shop, count: number, url: string, fields: object = {}) {
  const hits = times(count, () => ({ id: hex(next()), tag: tagId, url, visitor: hex(9), age: 0, ...fields }));
  for (let first = 0; first < count; first += 50) {
    await test.hit(hits.slice(first, first + 50), { origin: new URL(url).origin });
  }
}

describe('a share under one in a hundred', () => {
  it.each([
    ['csp', null],
    ['ignored', null],
    ['bad-value', 'Purchase'],
  ] as const)('%s on one hit is worth knowing, and its code is active', async (flag, event) => {
    const shop = await openShop();
    await shop.keep(...times(200, () => shop.hit(HOUR)));
    await shop.keep(...times(101, () => shop.hit(HOUR, '/', { event })));
    await shop.keep(shop.hit(HOUR, '/', { event, flags: [flag] }));
    const { base, events, findings } = await shop.read();
    expect(findings).toMatchObject([{ weight: 'note', count: 1 }]);
    expect([base.status, ...events.map(({ status }) => status)]).toEqual(
      event ? ['active', 'active'] : ['active'],
    );
  });

  it('a page seen through a translation is worth knowing, a copied site is grave', async () => {
    const shop = await openShop();
    await send(shop, 199, 'https://shop.test/');
    await send(shop, 1, 'https://shop-test.translate.goog/');
    expect(await shop.found()).toEqual(['note unlisted_site']);
    await send(shop, 2, 'https://copied.test/');
    expect(await shop.found()).toEqual(['grave unlisted_site']);
  });
});

describe('where consent is asked for', () => {
  const granted = { consent: 'granted' };

  it('a code that does not ask is found, and what to do', async () => {
    const shop = await openShop({ consent: 'required' });
    await send(shop, 3, 'https://shop.test/');
    expect(await shop.found()).toEqual(['grave consent_never_given']);
    expect((await shop.read()).findings).toMatchObject([{ count: 3 }]);
    await send(shop, 1, 'https://shop.test/', granted);
    expect(await shop.found()).toEqual([]);
  });

  it('is found a day after it was asked for on a site that is long measured', async () => {
    const shop = await openShop({ consent: 'required' });
    await send(shop, 1, 'https://shop.test/', granted);
    shop.test.clock.move(DAY - 1);
    await send(shop, 1, 'https://shop.test/');
    expect(await shop.found()).toEqual([]);
    shop.test.clock.move(2);
    await send(shop, 1, 'https://shop.test/');
    expect(await shop.found()).toEqual(['grave consent_never_given']);
    shop.test.clock.move(7 * DAY);
    expect(await shop.found()).toEqual([]);
  });

  it('who denied where none is asked for is no fault', async () => {
    const shop = await openShop();
    await send(shop, 3, 'https://shop.test/', { consent: 'denied' });
    expect(await shop.found()).toEqual([]);
  });

  it('clicks of those who did not agree are not lost', async () => {
    const found = async (consent: 'required' | 'assumed') => {
      const shop = await openShop({ consent });
      await shop.keep(shop.hit(HOUR));
      await link(shop, HOUR, 20, 3);
      return shop.found();
    };
    expect(await found('assumed')).toEqual(['grave clicks_lost']);
    expect(await found('required')).toEqual([]);
  });
});

/** Clicks of a link, and how many of them landed. */
async function link(shop: Shop, age: number, clicks: number, landings: number) {
  const known = await shop.test.store.records.links(1);
  const { id } =
    known[0] ??
    (await shop.test.store.records.addLink({
      ...{ accountId: 1, code: 'menu', name: 'Menu', destination: 'https://shop.test/', broadcastId: null },
      createdAt: 0,
    }));
  const at = shop.test.clock.now() - age;
  const ids = times(clicks, () => hex(5_000_000 + shop.next()));
  await shop.test.store.events.append({
    ...emptyBatch(),
    clicks: ids.map((one) => ({ id: one, linkId: id, accountId: 1, at, agent: null })),
    hits: ids.slice(0, landings).map((click) => shop.hit(age - 1000, '/', { click })),
  });
}

it('a link that was fine for days and breaks today is found today, and is gone when it is mended', async () => {
  const shop = await openShop();
  for (const ago of [2, 3, 4, 5]) await link(shop, ago * DAY, 20, 20);
  await link(shop, HOUR, 10, 0);
  expect((await shop.read()).findings).toMatchObject([
    { finding: 'clicks_lost', count: 0, of: 10, hours: 24 },
  ]);
  shop.test.clock.move(DAY);
  await link(shop, HOUR, 10, 9);
  expect(await shop.found()).toEqual([]);
});

describe('only the image', () => {
  it('reports today, though the script was seen two months ago', async () => {
    const shop = await openShop();
    await shop.keep(
      shop.hit(60 * DAY),
      ...times(5, () => shop.hit(HOUR, '/', { channel: 'image', visitor: null })),
    );
    expect(await shop.found()).toEqual(['grave image_only']);
  });

  it('reported once a year ago: that is no news', async () => {
    const shop = await openShop();
    await shop.keep(shop.hit(365 * DAY, '/', { channel: 'image', visitor: null }));
    expect(await shop.found()).toEqual([]);
  });
});

describe('a site that is quiet at weekends', () => {
  /** Three page views on each working day of four weeks, the last of them on Friday at ten. */
  async function open() {
    const shop = await openShop();
    // From Friday 10:00 in Bangkok to Monday 8:00.
    for (const week of [0, 1, 2, 3, 4]) {
      for (const ago of [0, 1, 2, 3, 4]) {
        const age = (week * 7 + ago) * DAY;
        await shop.keep(...times(3, (index) => shop.hit(age + index * HOUR)));
      }
    }
    return shop;
  }

  it('is active on Monday morning, and on Tuesday silent if nothing came', async () => {
    const shop = await open();
    shop.test.clock.move(2 * DAY + 20 * HOUR);
    expect((await shop.read()).base).toMatchObject({ status: 'active', silentAfter: 72 });
    shop.test.clock.move(DAY + 6 * HOUR);
    expect((await shop.read()).base).toMatchObject({ status: 'silent', silentAfter: 24 });
  });

  it('is silent within two days where too little is known of it', async () => {
    const shop = await openShop();
    await shop.keep(shop.hit(2 * DAY), shop.hit(DAY + MINUTE));
    expect((await shop.read()).base.status).toBe('silent');
  });
});

it('the base code is silent while the tag is, by the hours of that', async () => {
  const shop = await openShop({ domains: [] });
  const hourly = (week: number) => times(30, (index) => shop.hit(week * 7 * DAY + 1 + index * 6 * MINUTE));
  await shop.keep(shop.hit(42 * DAY), ...[1, 2, 3, 4].flatMap(hourly), shop.hit(4 * HOUR));
  // It ran until now, and long before.
  await shop.test.store.records.startJob('silence', shop.test.clock.now(), 0);
  await shop.test.jobs.run('silence');
  expect((await shop.read()).base).toMatchObject({ status: 'silent', silentAfter: 3 });
});
