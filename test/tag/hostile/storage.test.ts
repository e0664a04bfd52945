// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { base, closePage, define, openPage, T1 } from '../../support/tag-page.ts';

/*
 * What careless and hostile pages do to the browser's own storage and console. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(closePage);

it('takes nobody else’s storage for its own, and leaves it alone', async () => {
  const page = await openPage({
    before: (lt) => {
      localStorage.setItem(`_tl${'a'.repeat(32)}`, 'no JSON');
      localStorage.setItem(`_tl${'b'.repeat(32)}`, '{"flags":5}');
      localStorage.setItem('other', 'kept');
      base(lt);
    },
  });
  await page.pass();
  expect(page.sent()).toContain('view');
  page.lt('consent', 'denied');
  expect(Object.keys(localStorage)).toEqual(['other']);
});

describe('a storage that takes everything and keeps nothing', () => {
  it.each<[string, () => unknown]>([
    ['frozen', () => Object.freeze({ getItem: () => null })],
    ['deaf', () => new Proxy({}, { set: () => true, get: () => undefined })],
  ])('%s: the visitor is kept by cookie, and hits have no number', async (_, storage) => {
    const fake = storage();
    const page = await openPage({
      before: (lt) => {
        define(globalThis, 'localStorage', () => fake);
        base(lt);
      },
    });
    await page.pass();
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    page.lt('send', 'cv', { type: 'B' }, [T1]);
    await page.pass();
    expect(page.hits()).toHaveLength(3);
    expect(new Set(page.hits().map(({ visitor }) => visitor)).size).toBe(1);
    for (const hit of page.hits()) expect(hit).not.toHaveProperty('seq');
  });
});

it('is in nobody’s way where the page’s console throws in test mode', async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {
    throw new TypeError('no console');
  });
  const page = await openPage({ url: 'https://shop.test/?tl_test=abc' });
  page.answers.push(new Response('{}', { status: 202, headers: { 'x-tagline-reason': 'test' } }));
  base(page.lt);
  await page.pass();
  expect(page.sent()).toEqual(['view']);
  // Nothing was heard of an answer, so it goes again with the next.
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.sent()).toEqual(['view', 'view', 'A']);
  vi.restoreAllMocks();
});
