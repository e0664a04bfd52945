import { describe, expect, it } from 'vitest';
import { baseCode } from '../../tag/snippet.ts';
import { answered } from '../support/answered.ts';
import { inEachBrowser, settle } from '../support/each-browser.ts';
import { T1 } from '../support/tag-page.ts';

inEachBrowser(({ site, open }) => {
  const base = () => baseCode({ origin: site().origin, tagId: T1 });
  const names = () =>
    site()
      .hits()
      .map(({ event }) => event ?? 'view');
  const until = (...expected: string[]) => expect.poll(names, { timeout: 8000 }).toEqual(expected);
  const event = (type: string) => `_lt('send','cv',{type:'${type}'},['${T1}'])`;
  /** Ids of the hits that the page keeps for a later one. */
  const KEPT = 'Object.keys(localStorage).flatMap((key) => /^_tl([0-9a-f]{32})$/.exec(key)?.[1] ?? [])';

  describe('an event on the way out arrives, and so does the page view:', () => {
    /** Names by id: a beacon says once more, under the same id, what was not answered when the page went. */
    const arrived = () =>
      [
        ...new Map(
          site()
            .hits()
            .map(({ id, event }) => [id, event ?? 'view']),
        ).values(),
      ].sort();

    it.each([
      { way: 'a link that is followed', body: `<a href="/next" onclick="${event('Leave')}">go</a>` },
      {
        way: 'a link that opens a tab',
        body: `<a target="_blank" href="/next" onclick="try{window._lt&&${event('Leave')}}catch(e){}">go</a>`,
      },
      {
        way: 'a script that leaves at once',
        body: `<a onclick="${event('Leave')};location.href='/next'">go</a>`,
      },
    ])('$way', async ({ body }) => {
      site().put('/', base(), body);
      site().put('/next', '');
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await page.click('a');
      await expect.poll(() => site().asked.some(({ path }) => path === '/next')).toBe(true);
      await expect.poll(arrived, { timeout: 8000 }).toEqual(['Leave', 'view']);
      await settle();
      expect(arrived()).toEqual(['Leave', 'view']);
      expect(site().recorded.every(({ method, path }) => method === 'POST' && path === '/hit')).toBe(true);
      expect(errors).toEqual([]);
    });

    it('a page that is left before its view has gone', async () => {
      site().put('/', `${base()}<script>addEventListener('load',()=>{location.href='/next'})</script>`);
      site().put('/next', '');
      const page = await (await open()).tab();
      await page.goto(site().shop);
      await expect.poll(arrived, { timeout: 8000 }).toEqual(['view']);
      await settle();
      expect(arrived()).toEqual(['view']);
    });
  });

  describe('a collector', () => {
    it('that never answers gets the same hit from the next page, under the same id, and not again', async () => {
      site().put('/', base());
      site().answer('hang');
      const page = await (await open()).tab();
      await page.goto(site().shop);
      await until('view');
      await settle();
      expect(names()).toEqual(['view']);
      site().answer(204);
      await page.goto(`${site().shop}/?next`);
      await until('view', 'view', 'view');
      const [first, ...later] = site().hits();
      const again = later.find(({ id }) => id === first?.id);
      const second = later.find(({ id }) => id !== first?.id);
      expect(again).toEqual({ ...first, age: expect.any(Number), flags: ['queued'] });
      expect(again?.age).toBeGreaterThan(400);
      expect(second?.seq).toBe(Number(first?.seq) + 1);
      expect(site().recorded.every(({ method }) => method === 'POST')).toBe(true);
      await settle();
      await page.goto(`${site().shop}/?last`);
      await settle();
      expect(names()).toHaveLength(4);
    });

    it('that is down gets the hits from the next page, under the same ids and flagged', async () => {
      site().put('/', base());
      site().put('/without', '');
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await until('view');
      await answered(page);
      await site().down();
      await page.evaluate(event('One'));
      await settle();
      await page.evaluate(event('Two'));
      await settle();
      await page.goto(`${site().shop}/without`);
      const kept = await page.evaluate(KEPT);
      expect(kept).toHaveLength(2);
      expect(names()).toEqual(['view']);
      await site().up();
      await page.goto(site().shop);
      await expect.poll(names, { timeout: 8000 }).toHaveLength(4);
      await settle();
      const late = site()
        .hits()
        .filter(({ event }) => event);
      expect(late.map(({ event, flags }) => [event, flags])).toEqual([
        ['One', ['queued']],
        ['Two', ['queued']],
      ]);
      expect(late.map(({ id }) => id).sort()).toEqual([...(Array.isArray(kept) ? kept : [])].sort());
      for (const { age } of late) expect(age).toBeGreaterThan(400);
      expect(await page.evaluate(KEPT)).toEqual([]);
      expect(names()).toHaveLength(4);
      expect(errors).toEqual([]);
    });

    it('that is back gets what it missed with the next hit of the same page', async () => {
      site().put('/', base());
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await until('view');
      await answered(page);
      await site().down();
      await page.evaluate(event('While'));
      await settle();
      await site().up();
      await page.evaluate(event('After'));
      await until('view', 'While', 'After');
      await settle();
      expect(names()).toEqual(['view', 'While', 'After']);
      expect(site().hits()[1]?.age).toBeGreaterThan(300);
      expect(errors).toEqual([]);
    });

    it('that no network leads to gets what was made meanwhile when the network is back', async () => {
      site().put('/', base());
      const { tab, offline, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await until('view');
      await answered(page);
      await offline(true);
      await page.evaluate(event('Offline'));
      await settle();
      expect(names()).toEqual(['view']);
      await offline(false);
      await until('view', 'Offline');
      await settle();
      expect(names()).toEqual(['view', 'Offline']);
      expect(errors).toEqual([]);
    });

    it('that answers 503 gets the same hit when it asked for it, under the same id, and once', async () => {
      site().put('/', base());
      site().answer(503, 2);
      const page = await (await open()).tab();
      await page.goto(site().shop);
      await until('view');
      site().answer(204);
      await settle();
      expect(names()).toEqual(['view']);
      await until('view', 'view');
      await settle();
      const [first, again] = site().hits();
      expect(again).toEqual({ ...first, age: expect.any(Number) });
      expect(again?.age).toBeGreaterThanOrEqual(1900);
      expect(names()).toEqual(['view', 'view']);
    });

    it.each([503, 429])('that answers %d without a time gets the same hit with the next', async (status) => {
      site().put('/', base());
      site().answer(status);
      const page = await (await open()).tab();
      await page.goto(site().shop);
      await until('view');
      await settle();
      expect(names()).toEqual(['view']);
      site().answer(204);
      await page.evaluate(event('Next'));
      await until('view', 'view', 'Next');
      expect(site().hits()[1]?.id).toBe(site().hits()[0]?.id);
      expect(site().requests()).toHaveLength(2);
    });

    it('that answers 422 gets the hit never again', async () => {
      site().put('/', base());
      site().answer(422);
      const page = await (await open()).tab();
      await page.goto(site().shop);
      await until('view');
      await settle();
      await page.evaluate(event('Next'));
      await until('view', 'Next');
      await answered(page, 2);
      await page.goto(`${site().shop}/?next`);
      await until('view', 'Next', 'view');
      await settle();
      expect(
        new Set(
          site()
            .hits()
            .map(({ id }) => id),
        ).size,
      ).toBe(3);
      expect(
        site()
          .hits()
          .flatMap(({ flags }) => flags),
      ).toEqual([]);
    });
  });
});
