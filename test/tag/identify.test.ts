// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { closePage, define, openPage, T1, T2, type TagPage } from '../support/tag-page.ts';

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

describe('where it is not answered', () => {
  const tries = async (answers: TagPage['answers'], during?: (page: TagPage) => void) => {
    const page = await openPage({
      before: (lt) => {
        lt('init', { customerType: 'account', tagId: T1 });
        lt('send', 'pv', [T1]);
      },
    });
    await page.pass();
    page.answers.push(...answers);
    page.lt('identify', { idToken: TOKEN });
    await page.pass(0);
    during?.(page);
    await page.pass(3_600_000);
    return page;
  };
  const status = (code: number) => new Response(null, { status: code });

  it.each<[string, TagPage['answers'], number]>([
    ['no network', [null], 2],
    ['no network, and a collector that cannot ask LINE', [null, status(503)], 3],
    ['a page of somebody else in its place', [status(200)], 2],
    ['too many at once', [status(429)], 2],
  ])('goes again after %s, with the same token', async (_, answers, times) => {
    const page = await tries(answers);
    expect(page.identified()).toHaveLength(times);
    expect(new Set(page.identified().map(({ idToken, visitor }) => `${idToken} ${visitor}`)).size).toBe(1);
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    expect(page.hits().at(-1)?.flags).toEqual([]);
  });

  it.each([204, 202, 400, 401, 403, 413, 415, 422])('%i is an answer', async (code) => {
    const page = await tries([status(code)]);
    expect(page.identified()).toHaveLength(1);
  });

  it('is given up in the end, and told with the next hit', async () => {
    const page = await tries([null, null, null, null, null, null]);
    expect(page.identified()).toHaveLength(3);
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    // What was to be sent and the visitor's numbers are two things.
    expect(page.hits().at(-1)).toMatchObject({ event: 'A', flags: ['ignored'] });
  });

  it.each<[string, string[]]>([
    ['no', ['denied']],
    ['no, and then yes: who agreed is somebody new', ['denied', 'granted']],
    ['nothing yet', ['unset']],
  ])('does not go again once the visitor has said %s, nor is it told to who comes then', async (_, said) => {
    const page = await tries([null, null, null], (open) => {
      for (const word of said) open.lt('consent', word);
    });
    expect(page.identified()).toHaveLength(1);
    page.lt('consent', 'granted');
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    expect(page.hits().at(-1)).toMatchObject({ event: 'A', flags: [] });
  });

  it('does not go again where a newer one was said, whatever became of either', async () => {
    const page = await tries([null, null], (open) => open.lt('identify', { idToken: 'newer.b.c' }));
    expect(page.identified().map(({ idToken }) => idToken)).toEqual([TOKEN, 'newer.b.c', 'newer.b.c']);
  });

  it('goes again for each account with its own', async () => {
    const page = await openPage({ before: two });
    await page.pass();
    page.answers.push(null, null);
    page.lt('identify', { idToken: 'one.b.c' }, [T1]);
    page.lt('identify', { idToken: 'two.b.c' }, [T2]);
    await page.pass(3_600_000);
    expect(page.identified().map(({ tag, idToken }) => [tag, idToken])).toEqual([
      [T1, 'one.b.c'],
      [T2, 'two.b.c'],
      [T1, 'one.b.c'],
      [T2, 'two.b.c'],
    ]);
  });

  it('says nothing of an older one that failed where a newer one was taken', async () => {
    const page = await tries([null], (open) => open.lt('identify', { idToken: 'newer.b.c' }));
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    expect(page.hits().at(-1)?.flags).toEqual([]);
  });

  it('goes again with what the visitor said meanwhile', async () => {
    const page = await tries([null], (open) => open.lt('consent', 'granted'));
    expect(page.identified().map(({ consent }) => consent)).toEqual([undefined, 'granted']);
  });

  it('takes no proof along to a later page', async () => {
    const page = await tries([null, null, null, null]);
    page.show(false);
    expect(JSON.stringify({ ...localStorage })).not.toContain(TOKEN);
  });
});

it('is not sent where no visitor can be kept', async () => {
  const page = await openPage({ before: two });
  define(globalThis, 'localStorage', () => {
    throw new Error('no');
  });
  define(document, 'cookie', () => {
    throw new Error('no');
  });
  page.lt('identify', { idToken: TOKEN });
  await page.pass(3_600_000);
  expect(page.identified()).toEqual([]);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.hits().at(-1)).toMatchObject({ event: 'A', flags: ['ignored'] });
});

it('that is said before the question waits for no answer, and the next hit tells', async () => {
  const page = await openPage({ before: two });
  await page.pass();
  page.lt('identify', { idToken: TOKEN });
  page.lt('consent');
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.identified()).toHaveLength(2);
});

it('waits for a page that is rendered ahead to be opened', async () => {
  const page = await openPage({ before: two, prerendering: true });
  page.lt('identify', { idToken: TOKEN });
  await page.pass(60_000);
  expect(page.fetched).toEqual([]);
  page.open();
  await page.pass();
  expect(page.identified().map(({ tag }) => tag)).toEqual([T1, T2]);
});

describe('on a page that somebody was led to', () => {
  const HOP = 'b'.repeat(32);
  const WHO = 'c'.repeat(32);
  const open = (answer: unknown) => {
    const opened = openPage({
      url: `https://shop.test/?tl_hop=${HOP}`,
      before: (lt) => {
        lt('init', { customerType: 'account', tagId: T1 });
        lt('identify', { idToken: 'a.b.c' });
        lt('send', 'pv', [T1]);
      },
    });
    return opened.then(async (page) => {
      page.answers.push(new Response(JSON.stringify(answer)));
      await page.pass(1000);
      return page;
    });
  };

  it('waits to hear who that is', async () => {
    const page = await open({ visitor: WHO, click: 'd'.repeat(32) });
    expect(page.hits()).toMatchObject([{ visitor: WHO, click: 'd'.repeat(32) }]);
    expect(page.identified()).toMatchObject([{ visitor: WHO }]);
  });

  it.each([
    [{ visitor: { a: 1 }, click: 5 }],
    [{ visitor: 'somebody' }],
    [{ visitor: 7 }],
    [{}],
    [null],
    ['hello'],
  ])('takes %j for nobody', async (answer) => {
    const page = await open(answer);
    const [hit] = page.hits();
    expect(hit?.visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(hit).not.toHaveProperty('click');
    expect(page.identified()).toMatchObject([{ visitor: hit?.visitor }]);
    expect(localStorage.getItem('_tl')).toBe(hit?.visitor);
  });
});

it.each([[{ toString: () => 'a.b.c' }], [7n], [['a.b.c']]])(
  'offers no token that is no text, and the next hit tells',
  async (idToken) => {
    const page = await openPage({ before: (lt) => lt('init', { customerType: 'account', tagId: T1 }) });
    page.lt('identify', { idToken });
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    expect(page.identified()).toEqual([]);
    expect(page.hits()).toMatchObject([{ event: 'A', flags: ['ignored'] }]);
  },
);

it('that was said while the page waited to hear who came does not undo a newer one', async () => {
  const page = await openPage({
    url: `https://shop.test/?tl_hop=${'b'.repeat(32)}`,
    before: (lt) => {
      lt('init', { customerType: 'account', tagId: T1 });
      lt('identify', { idToken: 'first' });
    },
  });
  page.answers.push(new Response('{}', { status: 404 }), new Response('{}', { status: 404 }));
  for (let step = 0; step < 80; step++) {
    await page.pass(5);
    // As soon as it no longer waits.
    if (page.fetched.length > 1) break;
  }
  page.lt('identify', { idToken: 'second' });
  await page.pass(1000);
  expect(page.identified().map(({ idToken }) => idToken)).toEqual(['first', 'second']);
});
