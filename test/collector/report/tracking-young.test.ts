import { beforeEach, describe, expect, it } from 'vitest';
import { hex } from '../../support/tagline.ts';
import { DAY, HOUR, MINUTE, openShop, times } from './tracked.ts';

/* A fault shows within a day of a site that is long measured, and is gone within a day of being mended. */
let shop: Awaited<ReturnType<typeof openShop>>;
let visitors = 0;

beforeEach(async () => {
  shop = await openShop();
});

/** One visitor's hits, a second after the other. */
function visit(age: number, ...steps: [path: string, event?: string][]) {
  visitors += 1;
  const visitor = hex(1_000_000 + visitors);
  return steps.map(([path, event = null], step) => shop.hit(age - step * 1000, path, { visitor, event }));
}

/** A day of it, so many days ago. */
const day = (ago: number, count: number, ...steps: [path: string, event?: string][]) =>
  times(count, (index) => visit(ago * DAY + HOUR + index * MINUTE, ...steps)).flat();

describe('an event on every page', () => {
  it('is found on its first day, beside a week without', async () => {
    for (const ago of [1, 2, 3, 4, 5, 6]) await shop.keep(...day(ago, 100, ['/']));
    await shop.keep(...day(0, 40, ['/'], ['/', 'Conversion'], ['/tea'], ['/tea', 'Conversion']));
    expect((await shop.read()).findings).toMatchObject([
      { finding: 'event_on_every_page', weight: 'grave', count: 80, of: 80, hours: 24 },
    ]);
  });

  it('is gone, and its code active, after a day without', async () => {
    for (const ago of [1, 2, 3]) await shop.keep(...day(ago, 100, ['/'], ['/', 'Conversion']));
    expect((await shop.read()).conversion.status).toBe('misconfigured');
    await shop.keep(
      ...day(0, 40, ['/']),
      ...day(0, 2, ['/'], ['/tea'], ['/thanks'], ['/thanks', 'Conversion']),
    );
    expect(await shop.found()).toEqual([]);
    expect((await shop.read()).conversion.status).toBe('active');
  });

  it('is judged by the week where the day has too few page views', async () => {
    await shop.keep(...day(1, 30, ['/'], ['/', 'Buy']), ...day(0, 19, ['/']));
    expect((await shop.read()).findings).toEqual([]);
    await shop.keep(...day(2, 300, ['/'], ['/', 'Buy']));
    expect((await shop.read()).findings).toContainEqual(
      expect.objectContaining({ finding: 'event_on_every_page', hours: 168 }),
    );
  });
});

describe('conversions on the landing page', () => {
  it('are found on the first day beside real ones of the week, and are gone a day after', async () => {
    const real = (ago: number) => day(ago, 15, ['/'], ['/cart'], ['/thanks'], ['/thanks', 'Conversion']);
    for (const ago of [1, 2, 3, 4, 5, 6]) await shop.keep(...real(ago));
    await shop.keep(...day(0, 40, ['/lp'], ['/lp', 'Conversion'], ['/cart']));
    expect((await shop.read()).findings).toMatchObject([
      { finding: 'conversion_on_arrival', count: 40, of: 40, hours: 24 },
    ]);
    shop.test.clock.move(DAY);
    await shop.keep(...real(0));
    expect(await shop.found()).toEqual([]);
  });

  it.each(['Purchase', 'GenerateLead', 'CompleteReservation', 'CompleteRegistration'])(
    '%s is one of LINE’s conversions',
    async (event) => {
      await shop.keep(...day(0, 40, ['/lp'], ['/lp', event], ['/cart'], ['/more']));
      expect((await shop.read()).findings).toMatchObject([
        { finding: 'conversion_on_arrival', weight: 'grave', names: [event], count: 40, of: 40 },
      ]);
    },
  );

  it('each event is judged by itself', async () => {
    await shop.keep(
      ...day(0, 40, ['/lp'], ['/lp', 'GenerateLead'], ['/cart'], ['/more']),
      ...day(0, 40, ['/'], ['/cart'], ['/thanks'], ['/thanks', 'Purchase']),
    );
    expect((await shop.read()).findings.map(({ names }) => names)).toEqual([['GenerateLead']]);
  });
});

describe('the base code is missing', () => {
  it('on numbered pages with one event each, which are told as one', async () => {
    await shop.keep(...day(0, 60, ['/']));
    await shop.keep(
      ...times(12, (order) => shop.hit(HOUR, `/orders/1${order}/complete`, { event: 'Conversion' })),
    );
    expect((await shop.read()).findings).toMatchObject([
      { finding: 'base_code_missing', names: ['shop.test/orders/*/complete'], count: 12 },
    ]);
  });

  it('on pages whose letters are encoded, which number nothing', async () => {
    const thai = encodeURIComponent('ชา');
    await shop.keep(...day(0, 60, ['/']));
    await shop.keep(...times(3, (n) => shop.hit(HOUR, `/${thai}/${n}`, { event: 'Buy' })));
    expect((await shop.read()).findings).toMatchObject([{ names: [`shop.test/${thai}/*`] }]);
  });

  it('is not said of numbered pages of which a few lost their page view', async () => {
    const order = (number: number) => `/orders/1${number}/complete`;
    await shop.keep(
      ...times(40, (number) => visit(HOUR, ['/'], ['/cart'], [order(number)], [order(number), 'Buy'])).flat(),
    );
    await shop.keep(...times(9, (number) => shop.hit(HOUR, order(100 + number), { event: 'Conversion' })));
    expect(await shop.found()).toEqual([]);
  });

  it('is found within a day of being taken off, and is gone within one of being mended', async () => {
    const whole = (ago: number) => day(ago, 20, ['/'], ['/cart'], ['/thanks'], ['/thanks', 'Conversion']);
    for (const ago of [1, 2, 3, 4, 5]) await shop.keep(...whole(ago));
    await shop.keep(...day(0, 9, ['/'], ['/cart'], ['/thanks', 'Conversion']));
    expect(await shop.found()).toEqual([]);
    await shop.keep(...day(0, 2, ['/'], ['/cart'], ['/thanks', 'Conversion']));
    const { base, findings } = await shop.read();
    expect(findings).toMatchObject([
      { finding: 'base_code_missing', names: ['shop.test/thanks'], count: 11 },
    ]);
    expect(base.status).toBe('misconfigured');
    shop.test.clock.move(DAY);
    await shop.keep(...whole(0));
    expect(await shop.found()).toEqual([]);
  });

  it('on numbered pages it is gone after a day with page views', async () => {
    const order = (ago: number, number: number) => `/orders/${ago}000${number}`;
    for (const ago of [1, 2]) {
      await shop.keep(
        ...times(20, (n) => visit(ago * DAY + HOUR, ['/'], ['/cart'], [order(ago, n), 'Buy'])).flat(),
      );
    }
    expect(await shop.found()).toEqual(['grave base_code_missing']);
    await shop.keep(
      ...times(20, (n) => visit(HOUR, ['/'], ['/cart'], [order(0, n)], [order(0, n), 'Buy'])).flat(),
    );
    expect(await shop.found()).toEqual([]);
  });
});

describe('what the tag noticed', () => {
  it('is gone after a day in which enough came without it', async () => {
    await shop.keep(...times(50, () => shop.hit(2 * DAY, '/', { flags: ['csp'] })));
    await shop.keep(...times(19, () => shop.hit(HOUR)));
    expect(await shop.found()).toEqual(['grave csp']);
    await shop.keep(shop.hit(HOUR));
    expect(await shop.found()).toEqual([]);
    expect((await shop.read()).base.status).toBe('active');
  });

  it('of another code tells nothing of this one', async () => {
    await shop.keep(shop.hit(2 * DAY, '/', { event: 'Buy', flags: ['bad-value'] }));
    await shop.keep(...times(50, () => shop.hit(HOUR)));
    expect(await shop.found()).toEqual(['grave bad_value']);
    await shop.keep(...times(20, () => shop.hit(HOUR, '/', { event: 'Buy' })));
    expect(await shop.found()).toEqual([]);
  });

  it('is gone with its code, which came often and came no more while pages were seen', async () => {
    const bad = (count: number) =>
      times(count, () => shop.hit(2 * DAY, '/', { event: 'Buy', flags: ['bad-value'] }));
    await shop.keep(...bad(19), ...times(20, () => shop.hit(HOUR)));
    expect(await shop.found()).toEqual(['grave bad_value']);
    await shop.keep(...bad(1));
    expect(await shop.found()).toEqual([]);
    await shop.keep(shop.hit(HOUR, '/', { event: 'Buy' }));
    expect(await shop.found()).toEqual(['grave bad_value']);
  });

  it('is there still where few pages were seen, or it came today from a server', async () => {
    const odd = { event: 'Buy!', flags: ['odd-name' as const] };
    await shop.keep(...times(20, () => shop.hit(2 * DAY, '/', odd)), ...times(19, () => shop.hit(HOUR)));
    expect(await shop.found()).toEqual(['warning odd_name']);
    await shop.keep(shop.hit(HOUR));
    expect(await shop.found()).toEqual([]);
    await shop.keep(shop.hit(HOUR, '/', { ...odd, channel: 'server' }));
    expect(await shop.found()).toEqual(['warning odd_name']);
  });
});

describe('the name of the template', () => {
  it('is gone where it came often and comes no more', async () => {
    const custom = (age: number) => shop.hit(age, '/', { event: 'CustomEvent' });
    await shop.keep(...times(20, () => shop.hit(HOUR)), ...times(19, () => custom(2 * DAY)));
    expect(await shop.found()).toEqual(['grave template_name']);
    await shop.keep(custom(2 * DAY));
    expect(await shop.found()).toEqual([]);
    await shop.keep(custom(HOUR));
    expect(await shop.found()).toEqual(['grave template_name']);
  });
});
