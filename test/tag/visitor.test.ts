// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { base, closePage, define, openPage, T1 } from '../support/tag-page.ts';

afterEach(closePage);

const ID = 'abcdef0123456789abcdef0123456789';
/** Stands in for the browser's cookies: takes those for `accepted` only, and remembers every writing. */
function cookies(accepted: string, kept: Record<string, string> = {}) {
  const writings: string[] = [];
  const get = () =>
    Object.entries(kept)
      .map((pair) => pair.join('='))
      .join('; ');
  define(document, 'cookie', get);
  const set = (writing: string) => {
    writings.push(writing);
    const [, name = '', value = ''] = /^(\w+)=([^;]*)/.exec(writing) ?? [];
    if (!writing.includes(`;domain=${accepted};`) && !writing.endsWith(`;domain=${accepted}`)) return;
    if (writing.includes(';max-age=0;')) delete kept[name];
    else kept[name] = value;
  };
  Object.defineProperty(document, 'cookie', { get, set, configurable: true });
  return { writings, kept };
}

it('keeps a new id for two years on the widest domain that the browser accepts, and in localStorage', async () => {
  const page = await openPage({ url: 'https://www.shop.co.jp/' });
  const jar = cookies('shop.co.jp');
  base(page.lt);
  await page.pass();
  const visitor = page.hits()[0]?.visitor ?? '';
  expect(visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(jar.writings).toEqual([
    `_tl=${visitor}.co.jp;path=/;max-age=63072000;samesite=lax;domain=co.jp;secure`,
    `_tl=${visitor}.shop.co.jp;path=/;max-age=63072000;samesite=lax;domain=shop.co.jp;secure`,
  ]);
  expect(jar.kept).toEqual({ _tl: `${visitor}.shop.co.jp` });
  expect(localStorage.getItem('_tl')).toBe(visitor);
});

it('keeps it on the shared domain that init names', async () => {
  const page = await openPage({ url: 'https://a.b.shop.test/' });
  const jar = cookies('b.shop.test');
  page.lt('init', { tagId: T1, sharedCookieDomain: 'b.shop.test' });
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(jar.writings).toHaveLength(1);
  expect(jar.kept._tl).toBe(`${page.hits()[0]?.visitor}.b.shop.test`);
});

it("takes no cookie of the site's own that ends alike", async () => {
  const page = await openPage();
  cookies('shop.test', { cart_tl: ID });
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(page.hits()[0]?.visitor).not.toBe(ID);
});

it('writes no secure cookie on a page without TLS', async () => {
  const page = await openPage({ url: 'http://shop.test/' });
  const jar = cookies('shop.test');
  base(page.lt);
  await page.pass();
  expect(jar.writings.join()).not.toContain('secure');
});

it('does not write a cookie again that stands', async () => {
  const page = await openPage();
  const jar = cookies('shop.test', { other: '1', _tl: `${ID}.shop.test` });
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toBe(ID);
  expect(jar.writings).toEqual([]);
  expect(localStorage.getItem('_tl')).toBe(ID);
});

it('restores the cookie from localStorage', async () => {
  const page = await openPage();
  const jar = cookies('shop.test');
  localStorage.setItem('_tl', ID);
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toBe(ID);
  expect(jar.kept._tl).toBe(`${ID}.shop.test`);
});

it('takes no value for an id that is none', async () => {
  const page = await openPage();
  const jar = cookies('shop.test', { _tl: 'hello' });
  localStorage.setItem('_tl', '<script>');
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(jar.kept._tl).toBe(`${page.hits()[0]?.visitor}.shop.test`);
});

it('keeps it in localStorage alone where cookies are refused', async () => {
  const page = await openPage();
  cookies('nowhere');
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toBe(localStorage.getItem('_tl'));
});

it('sends no id where none can be kept, and throws nothing', async () => {
  const page = await openPage();
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  define(document, 'cookie', refuse);
  define(globalThis, 'localStorage', refuse);
  base(page.lt);
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(page.hits().map(({ event, visitor }) => [event, visitor])).toEqual([
    [undefined, undefined],
    ['Conversion', undefined],
  ]);
});

it('under Global Privacy Control sends page views only, without any id, and sets nothing', async () => {
  const page = await openPage({
    url: `https://shop.test/?tl_click=${ID}`,
    gpc: true,
  });
  const jar = cookies('shop.test');
  base(page.lt);
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  page.lt('identify', { idToken: 'a.b.c' });
  await page.pass();
  expect(page.fetched).toHaveLength(1);
  const [hit, ...more] = page.hits();
  expect(more).toEqual([]);
  expect(hit).not.toHaveProperty('visitor');
  expect(hit).not.toHaveProperty('click');
  expect(hit?.url).toBe('https://shop.test/');
  expect(jar.writings).toEqual([]);
  expect(localStorage.getItem('_tl')).toBeNull();
});

it('throws nothing where the browser has no source of randomness, and sends nothing', async () => {
  const page = await openPage();
  vi.spyOn(crypto, 'getRandomValues').mockImplementation(() => {
    throw new Error('none');
  });
  base(page.lt);
  await page.pass();
  expect(page.fetched).toEqual([]);
});

it.each(['other.example', 'test', 'https://shop.test', 'shop'])(
  'goes to the widest domain where %s is named and refused',
  async (sharedCookieDomain) => {
    const page = await openPage({ url: 'https://www.shop.test/' });
    const jar = cookies('shop.test');
    page.lt('init', { tagId: T1, sharedCookieDomain });
    page.lt('send', 'pv', [T1]);
    await page.pass();
    expect(jar.kept._tl).toBe(`${page.hits()[0]?.visitor}.shop.test`);
  },
);

const LINES = 'ABCDEF01-2345-4789-abcd-ef0123456789';
it.each(['__lt__cid', '__lt__cid.c83939be'])(
  "takes LINE's own id in %s, and writes none there",
  async (name) => {
    const page = await openPage();
    const jar = cookies('shop.test', { a: '1', [name]: LINES.toLowerCase(), b: '2' });
    base(page.lt);
    await page.pass();
    const visitor = LINES.toLowerCase().replaceAll('-', '');
    expect(page.hits()[0]?.visitor).toBe(visitor);
    expect(jar.kept).toMatchObject({ [name]: LINES.toLowerCase(), _tl: `${visitor}.shop.test` });
    expect(jar.writings.every((writing) => writing.startsWith('_tl='))).toBe(true);
  },
);

it("keeps its own id beside LINE's, and takes no word for one", async () => {
  const page = await openPage();
  cookies('shop.test', { _tl: `${ID}.shop.test`, __lt__cid: LINES.toLowerCase() });
  base(page.lt);
  await page.pass();
  expect(page.hits()[0]?.visitor).toBe(ID);
  const other = await openPage();
  cookies('shop.test', { __lt__cid: 'undefined' });
  base(other.lt);
  await other.pass();
  expect(other.hits()[0]?.visitor).toMatch(/^[0-9a-f]{32}$/);
});

it('counts far from where it was after a page has cleared what it keeps', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  localStorage.clear();
  vi.spyOn(Math, 'random').mockReturnValue(0.1);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass(20_000);
  const [first = 0, second = 0] = page.hits().map(({ seq = 0 }) => seq);
  expect(Math.abs(second - first)).toBeGreaterThan(1000);
});

it('makes nobody a new visitor where the id is gone, because a no was said elsewhere', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  expect(document.cookie).toContain('_tl=');
  localStorage.clear();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in happy-dom.
  document.cookie = '_tl=;path=/;max-age=0;domain=shop.test';
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  await page.pass();
  expect(page.hits()).toHaveLength(3);
  for (const hit of page.hits().slice(1)) expect(hit).not.toHaveProperty('visitor');
  expect(document.cookie).not.toContain('_tl=');
  expect(localStorage).toHaveLength(0);
});

it('is renewed by the collector of its site, also where init writes the shared domain in capitals', async () => {
  const page = await openPage({
    url: 'https://a.shop.test/',
    head: '<script src="https://t.shop.test/lt.js"></script>',
  });
  // A browser takes a domain in any letters.
  cookies('SHOP.TEST');
  page.lt('init', { tagId: T1, sharedCookieDomain: 'SHOP.TEST' });
  page.lt('send', 'pv', [T1]);
  await page.pass();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.fetched.at(-1)?.init.credentials).toBe('include');
});
