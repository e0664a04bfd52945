// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { base, batchOf, closePage, openPage, T1 } from '../support/tag-page.ts';

afterEach(() => {
  vi.restoreAllMocks();
  closePage();
});

const TESTED = () => new Response('{}', { status: 202, headers: { 'x-tagline-reason': 'test' } });
const url = 'https://shop.test/?tl_test=abc-DEF_1';

/** The test token of each request so far. */
const tokens = (page: Awaited<ReturnType<typeof openPage>>) =>
  page.fetched.map(({ body }) => batchOf(body).test);

it('is told of in the console, and its hits have no numbers', async () => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(TESTED(), TESTED());
  base(page.lt);
  await page.pass();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(tokens(page)).toEqual(['abc-DEF_1', 'abc-DEF_1']);
  expect(page.hits().map(({ seq }) => seq)).toEqual([undefined, undefined]);
  expect(said.mock.calls.map(([, route, , status, reason]) => [route, status, reason])).toEqual([
    ['hit', 202, 'test'],
    ['hit', 202, 'test'],
  ]);
});

/** Opens the next page of the same browser. */
async function next() {
  const kept = { ...localStorage };
  const at = Date.now();
  return openPage({
    before: (lt) => {
      Object.assign(localStorage, kept);
      vi.setSystemTime(at);
      base(lt);
    },
  });
}

it.each([
  [14, true],
  [16, false],
])('after %i minutes, on a later page: %j', async (minutes, isOn) => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(TESTED());
  base(page.lt);
  await page.pass(minutes * 60_000);
  said.mockClear();
  const later = await next();
  await later.pass();
  expect(tokens(later)).toEqual([isOn ? 'abc-DEF_1' : undefined]);
  expect(later.hits().map(({ seq }) => typeof seq)).toEqual([isOn ? 'undefined' : 'number']);
  expect(said.mock.calls).toHaveLength(isOn ? 1 : 0);
  expect('_tltrial' in localStorage).toBe(isOn);
});

it.each([
  ['stored, as what an earlier page left is', 204],
  ['refused', 422],
  ['dropped for another reason', 202],
])('is not ended by an answer that something was %s', async (_, status) => {
  vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(new Response(null, { status }));
  base(page.lt);
  await page.pass();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(tokens(page)).toEqual(['abc-DEF_1', 'abc-DEF_1']);
});

it('keeps for the next page what failed', async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(null);
  base(page.lt);
  await page.pass();
  page.show(false);
  const later = await next();
  await later.pass();
  expect(later.hits().map(({ flags }) => flags)).toEqual([['queued'], []]);
  expect(tokens(later)).toEqual(['abc-DEF_1']);
});

it('goes on over a no and a yes, which sites may say on every page', async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(TESTED());
  base(page.lt);
  await page.pass();
  page.lt('consent', 'denied');
  expect(Object.keys(localStorage)).toEqual(['_tltrial']);
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(tokens(page).at(-1)).toBe('abc-DEF_1');
});

it('is begun and told of once where somebody was led here and agrees late', async () => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({
    url: `${url}&tl_hop=${'ab'.repeat(16)}`,
    before: (lt) => {
      lt('consent', 'denied');
      base(lt);
    },
  });
  await page.pass(60_000);
  const ends = localStorage.getItem('_tltrial')?.slice(0, 13);
  page.lt('consent', 'granted');
  await page.pass();
  expect(localStorage.getItem('_tltrial')?.slice(0, 13)).toBe(ends);
  expect(said.mock.calls.map(([, route]) => route)).toEqual(['hop', 'hit']);
});

it('is over with its time for what failed in it, too', async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(null);
  base(page.lt);
  await page.pass();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  page.show(false);
  vi.setSystemTime(Date.now() + 16 * 60_000);
  const later = await next();
  await later.pass();
  expect(later.sent()).toEqual(['view']);
  expect(Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key))).toEqual([]);
});
