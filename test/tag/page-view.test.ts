// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { base, closePage, openPage, T1, T2 } from '../support/tag-page.ts';

afterEach(() => {
  closePage();
  // What a page of routes put before the browser's own.
  for (const name of ['pushState', 'replaceState']) Reflect.deleteProperty(history, name);
});

const go = (url: string) => history.pushState(null, '', url);
const come = (persisted: boolean): boolean =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

it('waits a moment, so that two page views go as one batch', async () => {
  const page = await openPage();
  base(page.lt);
  expect(page.fetched).toHaveLength(0);
  page.lt('send', 'pv', [T2]);
  await page.pass(50);
  expect(page.fetched).toHaveLength(1);
  expect(page.hits().map(({ tag }) => tag)).toEqual([T1, T2]);
});

it('waits for nothing on a page that is read to its end', async () => {
  const page = await openPage({ before: base });
  await page.pass(0);
  expect(page.hits()).toHaveLength(1);
});

it('waits a moment for a second base code while the page is read', async () => {
  const page = await openPage({ before: base, loading: true });
  await page.pass(49);
  expect(page.hits()).toHaveLength(0);
  await page.pass(1);
  expect(page.hits()).toHaveLength(1);
});

it('counts one view of a base code that stands in the page twice and brings the script twice', async () => {
  const page = await openPage({ before: base, loading: true });
  base(page.lt);
  await page.again();
  await page.pass();
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(page.hits().map(({ event, flags }) => [event, flags])).toEqual([
    [undefined, ['twice']],
    ['Conversion', []],
  ]);
});

it('says on the next hit of the tag that a second base code came late', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  base(page.lt);
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  page.lt('send', 'cv', { type: 'Other' }, [T2]);
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(page.hits().map(({ event, flags }) => [event, flags])).toEqual([
    [undefined, []],
    ['Other', ['not-initialised']],
    ['Conversion', ['twice']],
  ]);
});

it('counts a view for each address of a site that changes it without a load, fragments aside', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  for (const to of ['/a', '/a?b=1', '/c']) {
    go(to);
    page.lt('send', 'pv', [T1]);
    await page.pass();
  }
  expect(page.hits().map(({ url }) => url)).toEqual([
    'https://shop.test/',
    'https://shop.test/a',
    'https://shop.test/a?b=1',
    'https://shop.test/c',
  ]);
  expect(page.hits().flatMap(({ flags }) => flags)).toEqual([]);
});

it('counts one view where a router puts a fragment to the address it was opened with', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  history.replaceState({ position: 0 }, '', '#/');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits()).toHaveLength(1);
});

it('counts each route that a router puts in the place of another, and says nothing of two codes', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  for (let n = 0; n < 5; n += 1) {
    history.replaceState(null, '', `#/r${n}`);
    page.lt('send', 'pv', [T1]);
    await page.pass();
  }
  // The first is the address that the page was opened with.
  expect(page.hits()).toHaveLength(5);
  expect(page.hits().flatMap(({ flags }) => flags)).toEqual([]);
});

it.each([
  ['before', false],
  ['after', true],
])(
  'counts one view of a page that comes back and calls for it itself, %s the tag does',
  async (_, isLate) => {
    const again = (event: Event) => {
      if (Reflect.get(event, 'persisted')) window._lt?.('send', 'pv', [T1]);
    };
    if (!isLate) window.addEventListener('pageshow', again);
    const page = await openPage({ before: base });
    if (isLate) window.addEventListener('pageshow', again);
    await page.pass();
    come(true);
    await page.pass();
    window.removeEventListener('pageshow', again);
    expect(page.hits().map(({ url, flags }) => [url, flags])).toEqual([
      ['https://shop.test/', []],
      ['https://shop.test/', []],
    ]);
  },
);

it('counts each route behind a fragment that the page calls for, and the way back', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  for (const to of ['#/a', '#/b']) {
    go(to);
    page.lt('send', 'pv', [T1]);
  }
  history.replaceState(null, '', '#/a');
  window.dispatchEvent(new Event('popstate'));
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits()).toHaveLength(4);
});

it('counts the same address again after a step in the history', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  go('/elsewhere');
  go('/');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/', 'https://shop.test/']);
});

it('counts the views again when the page comes back from the back/forward cache', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  come(false);
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  come(true);
  await page.pass();
  expect(page.hits().map(({ tag, flags }) => [tag, flags])).toEqual([
    [T1, []],
    [T1, []],
  ]);
  expect(new Set(page.hits().map(({ id }) => id)).size).toBe(2);
});
