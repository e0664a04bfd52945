// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { closePage, openPage, T1, T2, type TagPage } from '../support/tag-page.ts';

afterEach(closePage);

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJVMSJ9.c2ln';
const two = (lt: TagPage['lt']) => {
  lt('init', { customerType: 'account', tagId: T1 });
  lt('init', { customerType: 'account', tagId: T2 });
  lt('send', 'pv', [T1, T2]);
};

it('offers the token to each initialised tag, with the visitor of its hits', async () => {
  const page = await openPage({ before: two });
  page.lt('consent', 'granted');
  page.lt('identify', { idToken: TOKEN });
  await page.pass();
  const visitor = page.hits()[0]?.visitor;
  expect(page.identified()).toEqual([
    { v: 1, tag: T1, visitor, idToken: TOKEN, consent: 'granted' },
    { v: 1, tag: T2, visitor, idToken: TOKEN, consent: 'granted' },
  ]);
  expect(page.fetched.find(({ url }) => url.endsWith('/identify'))?.url).toBe(
    'https://tagline.test/identify',
  );
});

it('waits for an init', async () => {
  const page = await openPage({
    before: (lt) => {
      lt('identify', { idToken: TOKEN });
      two(lt);
    },
  });
  await page.pass();
  expect(page.identified().map(({ tag }) => tag)).toEqual([T1, T2]);
});

it('never sends a user id, with or without a token', async () => {
  const page = await openPage({ before: two });
  const userId = `U${'0'.repeat(32)}`;
  page.lt('identify', { userId });
  page.lt('identify', { userId, idToken: TOKEN });
  page.lt('identify');
  page.lt('identify', userId);
  await page.pass();
  expect(page.identified()).toHaveLength(2);
  expect(page.fetched.map(({ body }) => body).join()).not.toContain(userId);
});

it('throws nothing into the page where nobody answers', async () => {
  const page = await openPage({ before: two });
  page.answers.push(null, null);
  page.lt('identify', { idToken: TOKEN });
  await page.pass();
  expect(page.identified()).toHaveLength(2);
});
