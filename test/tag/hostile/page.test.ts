// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { base, batchOf, closePage, define, openPage, T1 } from '../../support/tag-page.ts';

/*
 * What careless and hostile pages do to the names that all scripts share. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(closePage);

it('takes the names of elements for nothing that the document says', async () => {
  const form = document.createElement('form');
  for (const name of ['title', 'hidden', 'referrer', 'prerendering', 'currentScript', 'readyState'])
    define(document, name, () => form);
  const page = await openPage({ before: base, referrer: 'https://search.example/' });
  await page.pass();
  expect(page.hits()).toMatchObject([{ title: 'Shop', referrer: 'https://search.example/' }]);
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['an object', {}],
  ['text', 'ok'],
  ['a status that is none', { status: 'fine', headers: null }],
])('a page whose fetch answers %s is not thrown at, and the hit is kept', async (_, answer) => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', note);
  const page = await openPage({ before: base });
  vi.stubGlobal('fetch', async () => answer);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass(200);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
  expect(Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key)).length).toBeGreaterThan(0);
});

it('counts a kept page again though the page put names into every object', async () => {
  Reflect.set(Object.prototype, 'extra', 'x');
  try {
    const page = await openPage({ before: base });
    await page.pass();
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await page.pass();
    expect(page.hits().map(({ tag }) => tag)).toEqual([T1, T1]);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'extra');
  }
});

it('sends lists as lists where the page has them write themselves as text (Prototype.js before 1.7)', async () => {
  Reflect.set(Array.prototype, 'toJSON', function (this: unknown[]) {
    return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`;
  });
  try {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'Purchase', itemIds: ['a', 'b'], sizes: [[1], [2]] });
    page.show(false);
    await page.pass();
    const kept = Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key));
    const texts = [...page.fetched.map(({ body }) => body), ...page.beacons.map(({ body }) => body)];
    Reflect.deleteProperty(Array.prototype, 'toJSON');
    const hits = texts.flatMap((body) => batchOf(body).hits);
    expect(hits.find(({ event }) => event)).toMatchObject({
      flags: ['no-tags'],
      props: { itemIds: ['a', 'b'], sizes: [[1], [2]] },
    });
    expect(kept.length).toBeGreaterThan(0);
    for (const key of kept) expect(JSON.parse(localStorage[key]).flags).toBeInstanceOf(Array);
  } finally {
    Reflect.deleteProperty(Array.prototype, 'toJSON');
  }
});

it('measures a frame without an address of its own as a part of the page around it', async () => {
  const page = await openPage({
    before: base,
    url: 'about:srcdoc',
    head: `<script src="https://tagline.test/lt.js"></script><base href="https://shop.test/around">`,
  });
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/around']);
});
