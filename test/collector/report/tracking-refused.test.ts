import { beforeEach, describe, expect, it } from 'vitest';
import { newApiKey } from '../../../collector/lib/api-key.ts';
import { hex, ORIGIN } from '../../support/tagline.ts';
import { DAY, HOUR, openShop, times } from './tracked.ts';

/* Hits that were refused: of a site, a frame, or without the form of a hit; judged beside what came lately. */
let shop: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  shop = await openShop();
});

async function send(count: number, url: string, fields: object = {}, origin?: string) {
  const { test, tagId, next } = shop;
  const headers = { origin: origin ?? (URL.canParse(url) ? new URL(url).origin : 'null') };
  const hits = times(count, () => ({ id: hex(next()), tag: tagId, visitor: hex(9), url, age: 0, ...fields }));
  for (let first = 0; first < count; first += 50) await test.hit(hits.slice(first, first + 50), headers);
}

const findings = async () => (await shop.read()).findings;

describe('a site that is not listed', () => {
  it('is grave within a day of an account that is long measured', async () => {
    await send(400, 'https://shop.test/');
    shop.test.clock.move(30 * DAY);
    await send(2, 'https://new.test/');
    expect(await shop.found()).toEqual(['grave unlisted_site']);
  });

  it('is judged by all that ever came where two days are empty', async () => {
    await send(400, 'https://shop.test/');
    await send(2, 'https://new.test/');
    shop.test.clock.move(3 * DAY);
    expect(await shop.found()).toEqual(['note unlisted_site']);
  });

  it('is gone once it is listed', async () => {
    await send(3, 'https://new.test/');
    await shop.test.api('PATCH', '/accounts/1', { domains: ['shop.test', 'new.test'] });
    expect(await shop.found()).toEqual([]);
  });

  it('is gone after two days in which enough came and nothing of it', async () => {
    await send(30, 'https://copied.test/');
    shop.test.clock.move(2 * DAY);
    await send(19, 'https://shop.test/');
    expect(await shop.found()).toEqual(['note unlisted_site']);
    await send(1, 'https://shop.test/');
    expect(await shop.found()).toEqual([]);
  });

  it('is named by its origin where the page says to be on a listed one', async () => {
    await send(3, 'https://shop.test/tea', {}, 'https://proxy.test');
    expect(await findings()).toMatchObject([{ finding: 'unlisted_site', lastUrl: 'https://proxy.test' }]);
  });
});

describe('a frame that hides its site', () => {
  it('on a listed page is what is said, grave by the same share', async () => {
    await send(3, 'https://shop.test/frame', {}, 'null');
    expect(await findings()).toMatchObject([
      { finding: 'sandboxed_frame', weight: 'grave', count: 3, lastUrl: 'https://shop.test/frame' },
    ]);
    await send(400, 'https://shop.test/');
    expect(await shop.found()).toEqual(['note sandboxed_frame']);
  });

  it('on a page that is not listed is a site that is not listed', async () => {
    await send(3, 'https://copied.test/frame', {}, 'null');
    expect(await shop.found()).toEqual(['grave unlisted_site']);
  });
});

describe('hits that are not of the right form', () => {
  it('are found with what stands for their page', async () => {
    await send(200, 'https://shop.test/');
    await send(2, 'about:srcdoc', { event: 'Conversion' });
    expect(await findings()).toMatchObject([
      { finding: 'rejected_hits', weight: 'note', count: 2, lastUrl: 'about:srcdoc' },
    ]);
    await send(1, 'https://shop.test/tea?mail=a@b.test', { id: 'no id' });
    expect(await findings()).toMatchObject([
      { finding: 'rejected_hits', weight: 'grave', count: 3, lastUrl: 'https://shop.test/tea?mail=EMAIL' },
    ]);
    shop.test.clock.move(2 * DAY);
    await send(20, 'https://shop.test/');
    expect(await shop.found()).toEqual([]);
  });

  it.each([
    ['file:///C:/Users/jane/shop.html', 'file:'],
    ['blob:https://shop.test/1234', 'blob:'],
    ['data:text/html,jane', 'data:'],
    ['ABOUT:blank?jane', 'about:blank'],
    ['jane', null],
  ])('of %s no more is kept than %s', async (url, kept) => {
    await send(1, url);
    expect(await findings()).toMatchObject([{ finding: 'rejected_hits', lastUrl: kept }]);
    const [line] = await shop.test.store.events.tallies(1);
    expect(line?.sample).not.toContain('jane');
  });

  it('leave no sample where the visitor has not agreed, and what the account has cut is cut', async () => {
    await send(1, 'about:srcdoc', { consent: 'denied' });
    expect(await shop.test.store.events.tallies(1)).toMatchObject([{ reason: 'bad_hit', sample: null }]);
    expect(await findings()).toEqual([]);
    await shop.test.api('PATCH', '/accounts/1', { consent: 'required', cutParams: ['card'] });
    await send(1, 'about:srcdoc');
    expect(await findings()).toEqual([]);
    await send(1, 'https://shop.test/?card=7&a=1', { id: 'no id', consent: 'granted' });
    expect(await findings()).toMatchObject([{ lastUrl: 'https://shop.test/?a=1' }]);
  });

  it('of nobody leave none', async () => {
    await shop.test.hit([{ tag: 'nobody', url: 'https://shop.test/' }]);
    expect(await shop.test.store.events.tallies(null)).toMatchObject([{ reason: 'bad_hit', sample: null }]);
    expect(await findings()).toEqual([]);
  });

  it('are those of pages: what a server sends has a line of its own, and says nothing of the codes', async () => {
    await send(200, 'https://shop.test/');
    await send(2, 'about:srcdoc', { event: 'Conversion' });
    const key = newApiKey();
    const scopes = ['conversions:write' as const];
    await shop.test.store.records.addApiKey({ ...key, accountId: 1, name: 'x', scopes, createdAt: 0 });
    const response = await shop.test.app.request(`${ORIGIN}/v1/conversions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(times(50, () => ({ event_name: 7 }))),
    });
    expect(response.status).toBe(422);
    expect(await findings()).toMatchObject([{ finding: 'rejected_hits', weight: 'note', count: 2 }]);
    expect(await shop.test.store.events.tallies(1)).toMatchObject([
      { outcome: 'rejected', reason: 'bad_event', count: 50, sample: null },
      { outcome: 'rejected', reason: 'bad_hit', count: 2 },
      { outcome: 'stored', count: 200 },
    ]);
  });
});

describe('an unknown tag id', () => {
  const send1 = (url: string) => send(1, url, { tag: hex(1) });

  it('is grave by its share of what comes, like what else is refused', async () => {
    await send1('https://shop.test/lp');
    expect(await shop.found()).toEqual(['grave unknown_tag']);
    await send(99, 'https://shop.test/');
    expect(await shop.found()).toEqual(['grave unknown_tag']);
    await send(1, 'https://shop.test/');
    expect(await shop.found()).toEqual(['note unknown_tag']);
    await send1('https://shop.test/lp');
    expect(await shop.found()).toEqual(['grave unknown_tag']);
  });

  it('is judged by today and yesterday, not by all that ever came', async () => {
    await send(400, 'https://shop.test/');
    shop.test.clock.move(30 * DAY);
    await send1('https://shop.test/lp');
    expect(await shop.found()).toEqual(['grave unknown_tag']);
  });

  it('on a host that never had a page view is not grave for a week for one hit', async () => {
    await send1('https://new.shop.test/');
    for (let day = 0; day < 3; day += 1) {
      await send(100, 'https://shop.test/');
      expect(await shop.found()).toEqual(['note unknown_tag']);
      shop.test.clock.move(DAY);
    }
  });

  it('is gone a day later where page views came from that host', async () => {
    await send(1, 'https://shop.test/lp', { tag: '{tagid}' });
    shop.test.clock.move(DAY);
    await shop.keep(...times(19, () => shop.hit(HOUR)));
    expect(await shop.found()).toEqual(['grave unknown_tag']);
    await shop.keep(shop.hit(HOUR));
    expect(await shop.found()).toEqual([]);
  });
});
