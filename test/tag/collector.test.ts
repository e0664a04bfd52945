// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { base, closePage, define, openPage, T1 } from '../support/tag-page.ts';

afterEach(closePage);

const script = (src: string) => `<script src="${src}"></script>`;

it.each([
  ['https://t.example/lt.js', 'https://t.example/hit'],
  ['https://t.example:8443/lt.js?v=2', 'https://t.example:8443/hit'],
  ['https://t.example/lt.js?v=2026/11', 'https://t.example/hit'],
  ['http://t.example/lt.js', 'http://t.example/hit'],
  ['https://t.example/a/b/lt.1.js', 'https://t.example/a/b/hit'],
])('sends beside where %s came from', async (src, to) => {
  const page = await openPage({ head: '' });
  const own = document.createElement('script');
  own.setAttribute('src', src);
  define(Document.prototype, 'currentScript', () => own);
  await page.again();
  base(page.lt);
  await page.pass();
  expect(page.fetched.map(({ url }) => url)).toEqual([to]);
});

it.each([
  ['no script element', ''],
  ['a data: script', script('data:text/javascript,0//lt.js')],
])('does nothing at all where it finds %s', async (_, head) => {
  const page = await openPage({ head, before: base });
  await page.pass();
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  page.show(false);
  await page.pass();
  expect([...page.fetched, ...page.beacons]).toEqual([]);
  expect(document.cookie).toBe('');
  expect(window._ltq).toHaveLength(3);
});

it('keeps the queue of the shadow code apart from the one that LINE reads', async () => {
  const page = await openPage({ head: '' });
  Reflect.deleteProperty(window, '_ltq');
  window._tlq = [];
  document.head.innerHTML = script('https://t.example/lt.js');
  await page.again();
  expect(window._ltq).toEqual([]);
  expect(window._ltq).not.toBe(window._tlq);
});

it('leaves nothing behind on a page where it does nothing', async () => {
  Reflect.deleteProperty(window, '_ltq');
  await openPage({ head: script('data:text/javascript,0//lt.js') });
  expect('_ltq' in window).toBe(false);
});
