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

it('ends where the collector stores what is sent: hits are numbered, kept and quiet as any other', async () => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url, before: base });
  await page.pass();
  page.answers.push(null);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  page.show(false);
  expect(tokens(page)).toEqual(['abc-DEF_1', undefined]);
  expect(page.hits().map(({ seq }) => typeof seq)).toEqual(['undefined', 'number']);
  expect(localStorage.getItem('_tltest')).toBeNull();
  expect(Object.keys(localStorage).filter((key) => /^_tl\w{32}$/.test(key))).toHaveLength(1);
  expect(said).not.toHaveBeenCalled();
});

it('goes on over a no and a yes, which sites may say on every page', async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({ url });
  page.answers.push(TESTED());
  base(page.lt);
  await page.pass();
  page.lt('consent', 'denied');
  expect(Object.keys(localStorage)).toEqual(['_tltest']);
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(tokens(page).at(-1)).toBe('abc-DEF_1');
});

it('shows each request once, though the visitor is asked and says yes only later', async () => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const page = await openPage({
    url: `${url}&tl_hop=${'b'.repeat(32)}`,
    before: (lt) => {
      lt('consent');
      base(lt);
    },
  });
  await page.pass();
  page.answers.push(new Response('{}', { status: 404 }), new Response('{}', { status: 404 }), TESTED());
  page.lt('consent', 'granted');
  await page.pass(1000);
  expect(said.mock.calls.map(([, route]) => route)).toEqual(
    page.fetched.map(({ url: to }) => to.split('/').at(-1)),
  );
});
