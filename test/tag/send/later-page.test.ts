// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keptHits, openSender, type Sender } from '../../support/sender.ts';
import { batchOf, closePage, define, T1 } from '../../support/tag-page.ts';

let page: Sender;
beforeEach(async () => {
  page = await openSender();
});
afterEach(closePage);

it('says on the next page what was noticed after the last hit of one', async () => {
  page.lt('send', 'pv', [T1]);
  await page.pass();
  page.lt('init', { customerType: 'account', tagId: T1 });
  page.lt('send', 'pv', [T1]);
  page.lt('nonsense');
  page.show(false);
  expect(localStorage.getItem('_tlnews')).toBe(`${T1},ignored`);
  page.show(true);
  await page.again();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.hits().at(-1)?.flags).toEqual(['twice', 'ignored']);
  page.show(false);
  expect(localStorage.getItem('_tlnews')).toBeNull();
});

it('keeps what an unseen page says, in case the beacon is lost', async () => {
  page.show(false);
  page.convert();
  await page.pass();
  expect(page.beacons).toHaveLength(1);
  expect(keptHits()).toHaveLength(1);
});

it('takes all that waits along when the page hides, also what waited for an answer', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  for (let n = 0; n < 30; n += 1) page.convert({ note: 'x'.repeat(1000), n });
  await page.pass();
  page.show(false);
  const gone = page.beacons.flatMap(({ body }) => batchOf(body).hits.map(({ id }) => id));
  expect(new Set(gone).size).toBeGreaterThan(25);
  expect(gone.length).toBe(new Set(gone).size);
  expect(keptHits()).toHaveLength(30);
});

it('takes fifty hits of earlier pages along, the youngest, and gives the others up', async () => {
  const idOf = (n: number) => `${1000 + n}${'0'.repeat(28)}`;
  page = await openSender({
    before: (lt) => {
      localStorage.setItem('_tl', 'a'.repeat(32));
      for (let n = 0; n < 60; n += 1)
        localStorage.setItem(
          `_tl${idOf(n)}`,
          JSON.stringify({ id: idOf(n), tag: T1, seq: n + 1, flags: [], url: '', referrer: '' }),
        );
      lt('init', { customerType: 'account', tagId: T1 });
    },
  });
  await page.pass();
  expect(page.ids().flat()).toEqual(Array.from({ length: 50 }, (_, n) => idOf(n + 10)));
  expect(keptHits()).toEqual([]);
});

it('is in test mode from the first hit on, also where nothing can be kept', async () => {
  page = await openSender({
    url: 'https://shop.test/?tl_test=abc-DEF_1',
    before: (lt) => {
      define(globalThis, 'localStorage', () => {
        throw new DOMException('denied', 'SecurityError');
      });
      lt('init', { customerType: 'account', tagId: T1 });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  expect(page.fetched.map(({ body }) => batchOf(body).test)).toEqual(['abc-DEF_1']);
});

it('keeps no hit of an earlier page that cannot be read, and the others go all the same', async () => {
  page = await openSender({
    before: (lt) => {
      localStorage.setItem('_tl', 'a'.repeat(32));
      const id = `1${'0'.repeat(31)}`;
      localStorage.setItem(`_tl${'0'.repeat(32)}`, '{"id":"0');
      localStorage.setItem(`_tl${'a'.repeat(32)}`, '{"flags":[]}');
      localStorage.setItem(`_tl${'b'.repeat(32)}`, '{"flags":[],"id":"x","url":1}');
      localStorage.setItem(
        `_tl${id}`,
        JSON.stringify({ id, tag: T1, seq: 1, flags: [], url: '', referrer: '' }),
      );
      lt('init', { customerType: 'account', tagId: T1 });
    },
  });
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  expect(keptHits()).toEqual([]);
});
