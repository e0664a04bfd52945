// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { CLICK_PARAM } from '../../tag/wire.ts';
import { closePage, define, openPage, T1, type TagPage } from '../support/tag-page.ts';

afterEach(closePage);

const ID = '0123456789abcdef0123456789abcdef';
const CLICK = `${CLICK_PARAM}=${ID}`;
const base = (lt: TagPage['lt']) => {
  lt('init', { customerType: 'account', tagId: T1 });
  lt('send', 'pv', [T1]);
  lt('send', 'cv', { type: 'Conversion' }, [T1]);
};

describe.each([
  { landed: `/?${CLICK}`, left: '/' },
  { landed: `/?${CLICK}#part`, left: '/#part' },
  { landed: `/?${CLICK}&b=%7E~&c`, left: '/?b=%7E~&c' },
  { landed: `/?a=+%20&${CLICK}`, left: '/?a=+%20' },
  { landed: `/?a=1&${CLICK}&b=2&a=1`, left: '/?a=1&b=2&a=1' },
  { landed: `/?a&&${CLICK}&`, left: '/?a&&' },
  { landed: `/p/?a=${'x'.repeat(50)}&${CLICK}#/r?q`, left: `/p/?a=${'x'.repeat(50)}#/r?q` },
])('landing on $landed', ({ landed, left }) => {
  it('sends the click with every hit, and leaves the rest of the address byte for byte', async () => {
    const page = await openPage({ url: `https://shop.test${landed}`, before: base });
    await page.pass();
    expect(page.hits().map(({ click }) => click)).toEqual([ID, ID]);
    expect(location.href).toBe(`https://shop.test${left}`);
  });
});

it('keeps the history state', async () => {
  await openPage();
  history.replaceState({ key: 'abc' }, '');
  const { state } = history;
  await openPage({ url: `https://shop.test/?${CLICK}`, before: base });
  expect(history.state).toEqual(state);
});

it.each([
  'tl_click=short',
  'tl_click=',
  `tl_click=${ID}0`,
  `tl_click=${ID.toUpperCase()}`,
  'tl_click=%3Cscript%3E',
  `xtl_click=${ID}`,
])('takes no click from ?%s', async (query) => {
  const page = await openPage({ url: `https://shop.test/?${query}`, before: base });
  await page.pass();
  expect(page.hits()[0]).not.toHaveProperty('click');
  expect(location.search).toBe(`?${query}`);
});

it('is taken off the address of a visitor who is not to be followed, and not sent', async () => {
  const hop = `tl_hop=${ID}`;
  const page = await openPage({ url: `https://shop.test/?a=1&${CLICK}&${hop}#x`, before: base, gpc: true });
  await page.pass();
  expect(location.href).toBe('https://shop.test/?a=1#x');
  expect(page.fetched.map(({ url }) => url)).toEqual(['https://tagline.test/hit']);
  expect(page.fetched[0]?.body).not.toContain(ID);
});

it('takes nothing up of when a visitor might be followed, once they must not be', async () => {
  const page = await openPage({ head: '' });
  define(navigator, 'globalPrivacyControl', () => true);
  localStorage.setItem('_tl', ID);
  localStorage.setItem(`_tl${ID}`, JSON.stringify({ id: ID, tag: T1, flags: [], visitor: ID, url: 'x' }));
  document.head.innerHTML = '<script src="https://tagline.test/lt.js"></script>';
  await page.again();
  base(page.lt);
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  expect(page.fetched[0]?.body).not.toContain(ID);
});

it('that is not to be followed can be tested all the same', async () => {
  const page = await openPage({ url: `https://shop.test/?tl_test=${ID}`, before: base, gpc: true });
  await page.pass();
  expect(location.href).toBe('https://shop.test/');
  expect(page.fetched.map(({ body }) => JSON.parse(body).test)).toEqual([ID]);
});

it.each(['https://liff.shop.test/', 'https://shop.test/liff.html'])(
  'is taken off an address that only looks like one of LIFF: %s',
  async (url) => {
    await openPage({ url: `${url}?${CLICK}`, before: base });
    expect(location.href).toBe(url);
  },
);

it.each([`?${CLICK}&liff.state=%2Fcart`, `?${CLICK}#access_token=x&id_token=y`])(
  'does not touch an address that LIFF has yet to read: %s',
  async (rest) => {
    const page = await openPage({ url: `https://shop.test/${rest}`, before: base });
    await page.pass();
    expect(location.href).toBe(`https://shop.test/${rest}`);
    expect(page.hits().map(({ click, url }) => [click, url])).toEqual([
      [ID, 'https://shop.test/'],
      [ID, 'https://shop.test/'],
    ]);
  },
);
