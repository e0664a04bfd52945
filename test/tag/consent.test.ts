// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { base, closePage, define, openPage, T1, type TagPage } from '../support/tag-page.ts';

afterEach(closePage);

const sent = (page: TagPage) => page.hits().map(({ event = 'view', consent }) => [event, consent]);

it('says nothing of consent while nothing was said', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  expect(page.hits()[0]).not.toHaveProperty('consent');
});

it('says that it was granted, also on a page view of the same moment', async () => {
  const page = await openPage({ before: base, loading: true });
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(sent(page)).toEqual([
    ['view', 'granted'],
    ['Conversion', 'granted'],
  ]);
});

it.each(['denied', 'no', undefined, true])(
  'sends nothing after consent was answered with %s',
  async (said) => {
    const page = await openPage({ before: base, loading: true });
    page.lt('consent', said);
    page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
    page.lt('identify', { idToken: 'a.b.c' });
    page.show(false);
    page.show(true);
    window.dispatchEvent(new Event('online'));
    await page.pass(3_600_000);
    expect([...page.fetched, ...page.beacons]).toEqual([]);
    expect(document.cookie).not.toContain('_tl');
    expect(localStorage.getItem('_tl')).toBeNull();
  },
);

it.each(['Granted', 'GRANTED'])('takes %s for a yes', async (said) => {
  const page = await openPage({ before: base, loading: true });
  page.lt('consent', said);
  await page.pass();
  expect(page.hits()).toMatchObject([{ consent: 'granted', flags: [] }]);
});

it.each<[string, unknown[]]>([
  ['another word', ['consent', 'no']],
  ['what another tool is told', ['consent', 'update', { ad_storage: 'granted' }]],
  ['a list', ['consent', ['granted']]],
  ['true', ['consent', true]],
  ['nothing', ['consent', null]],
  ['what has no text', ['consent', Object.create(null)]],
])('takes %s for a no, and tells with the next hit that it was none of our words', async (_, call) => {
  const page = await openPage({ before: base, loading: true });
  page.lt(...call);
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(page.fetched).toEqual([]);
  page.lt('consent', 'granted');
  await page.pass();
  expect(page.hits()).toMatchObject([{ consent: 'granted', flags: ['ignored'] }]);
  expect(page.hits()[0]).not.toHaveProperty('event');
});

it('keeps no cookie of a visitor who denied consent the moment after the view', async () => {
  const page = await openPage({ before: base });
  page.lt('consent', 'denied');
  await page.pass();
  expect(sent(page)).toEqual([['view', undefined]]);
  expect(document.cookie).not.toContain('_tl=');
  expect(localStorage.getItem('_tl')).toBeNull();
});

it('deletes the id, and what waits to be sent again, when consent is denied', async () => {
  const page = await openPage({ before: base });
  page.answers.push(null);
  await page.pass();
  expect(document.cookie).toContain('_tl=');
  page.lt('consent', 'denied');
  await page.pass(1);
  expect(document.cookie).not.toContain('_tl=');
  expect(localStorage.getItem('_tl')).toBeNull();
  page.lt('consent', 'granted');
  await page.pass();
  expect(page.fetched).toHaveLength(1);
});

it('counts the page view that a no had held back once consent is granted, and no event of before', async () => {
  const page = await openPage({
    before: (lt) => {
      lt('consent', 'denied');
      base(lt);
      lt('send', 'cv', { type: 'Before' }, [T1]);
    },
  });
  await page.pass(5000);
  expect(page.fetched).toEqual([]);
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'After' }, [T1]);
  await page.pass();
  expect(sent(page)).toEqual([
    ['view', 'granted'],
    ['After', 'granted'],
  ]);
});

it('gives a new visitor id after a no', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  page.lt('consent', 'denied');
  page.lt('consent', 'granted');
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  const [first, second] = page.hits();
  expect(second?.visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(second?.visitor).not.toBe(first?.visitor);
});

it('takes away what is kept though the page forbids cookies', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  expect(Object.keys(localStorage)).not.toEqual([]);
  define(document, 'cookie', () => {
    throw new Error('no');
  });
  page.lt('consent', 'denied');
  await page.pass();
  expect(Object.keys(localStorage)).toEqual([]);
});

describe('while the site asks', () => {
  const ask = async (question: unknown[] = ['consent']) => {
    const page = await openPage({
      before: (lt) => {
        lt(...question);
        base(lt);
        lt('send', 'cv', { type: 'Purchase', value: 5 }, [T1]);
      },
    });
    await page.pass();
    expect(page.fetched).toEqual([]);
    expect(Object.keys(localStorage)).toEqual([]);
    return page;
  };

  it.each([[['consent']], [['consent', 'unset']], [['consent', undefined]]])(
    '%j: what is measured waits in the page, and goes with a yes',
    async (question) => {
      const page = await ask(question);
      page.lt('identify', { idToken: 'a.b.c' });
      page.lt('consent', 'granted');
      await page.pass();
      expect(sent(page)).toEqual([
        ['view', 'granted'],
        ['Purchase', 'granted'],
      ]);
      expect(page.identified()).toMatchObject([{ idToken: 'a.b.c', consent: 'granted' }]);
    },
  );

  it('a no drops all but the view, for good', async () => {
    const page = await ask();
    page.lt('identify', { idToken: 'a.b.c' });
    page.lt('consent', 'denied');
    page.lt('send', 'cv', { type: 'Later' }, [T1]);
    page.lt('consent');
    page.lt('consent', 'granted');
    await page.pass();
    expect(sent(page)).toEqual([['view', 'granted']]);
    expect(page.identified()).toEqual([]);
  });

  it('nothing is given up however much there is, for nothing failed', async () => {
    const page = await ask();
    for (let n = 0; n < 80; n++) page.lt('send', 'cv', { type: `E${n}` }, [T1]);
    page.lt('consent', 'granted');
    await page.pass();
    expect(page.hits().map(({ event }) => event)).toEqual([
      undefined,
      'Purchase',
      ...Array.from({ length: 80 }, (_, n) => `E${n}`),
    ]);
  });

  it('keeps nothing for the next page', async () => {
    const page = await ask();
    page.show(false);
    await page.pass();
    expect(page.beacons).toEqual([]);
    expect(Object.keys(localStorage)).toEqual([]);
  });
});

it.each<[string, unknown[]]>([
  ['false', [false]],
  ['null', [null]],
  ['0', [0]],
  ['an empty word', ['']],
  ['an object', [{ status: 'denied' }]],
  ['a list', [['denied']]],
  ["another's words", ['update', { ad_storage: 'granted' }]],
])('%s is no yes, and takes a yes back', async (_, said) => {
  const page = await openPage({
    before: (lt) => {
      lt('consent', 'granted');
      base(lt);
    },
  });
  await page.pass();
  page.lt('consent', ...said);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(sent(page)).toEqual([['view', 'granted']]);
  expect(Object.keys(localStorage)).toEqual([]);
});

it('that is only asked for takes no yes back', async () => {
  const page = await openPage({ before: base });
  page.lt('consent', 'granted');
  page.lt('consent');
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(sent(page)).toContainEqual(['A', 'granted']);
});

it('denied while a hit is on its way takes away the cookie that its answer brings', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  const cookie = document.cookie;
  expect(cookie).toContain('_tl=');
  vi.stubGlobal('fetch', async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    // biome-ignore lint/suspicious/noDocumentCookie: as the collector's answer does.
    document.cookie = `${cookie};path=/;domain=shop.test`;
    return new Response(null, { status: 204 });
  });
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  page.lt('consent', 'denied');
  await page.pass(1);
  expect(document.cookie).not.toContain('_tl=');
  await page.pass(500);
  expect(document.cookie).not.toContain('_tl=');
});

it.each(['required', 'Required'])('is asked for by an init that says %s, and waits', async (consent) => {
  const page = await openPage({
    before: (lt) => {
      lt('init', { customerType: 'account', tagId: T1, consent });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass(60_000);
  expect(page.fetched).toEqual([]);
  expect(document.cookie + Object.keys(localStorage)).toBe('');
  page.lt('consent', 'granted');
  await page.pass();
  expect(page.hits()).toMatchObject([{ consent: 'granted', flags: [] }]);
});

it.each(['assumed', '', undefined, null])('is not asked for by an init that says %j', async (consent) => {
  const page = await openPage({
    before: (lt) => {
      lt('init', { customerType: 'account', tagId: T1, consent });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  expect(page.sent()).toEqual(['view']);
});

it.each([
  ['denied', 'view'],
  ['yes please', 'view ignored'],
  [true, 'view ignored'],
  [['granted'], 'view ignored'],
  [Object.create(null), 'view ignored'],
])('is asked for by an init that says %j, which takes nothing away', async (consent, expected) => {
  const visitor = 'ab'.repeat(16);
  const page = await openPage({
    before: (lt) => {
      localStorage.setItem('_tl', visitor);
      lt('init', { customerType: 'account', tagId: T1, consent });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  expect(page.fetched).toEqual([]);
  page.lt('consent', 'granted');
  await page.pass();
  expect(page.sent()).toEqual([expected]);
  expect(page.hits()[0]?.visitor).toBe(visitor);
});

it.each(['required', 'denied', 'granted', 'Assumed'])(
  'stays as the visitor said it, whatever an init says later: %s',
  async (consent) => {
    for (const [said, expected] of [
      ['granted', ['view']],
      ['denied', []],
    ] as const) {
      const page = await openPage({
        before: (lt) => {
          lt('consent', said);
          lt('init', { customerType: 'account', tagId: T1, consent });
          lt('send', 'pv', [T1]);
        },
      });
      await page.pass();
      expect(page.sent()).toEqual(expected);
    }
  },
);

it('is given by an init that says so, also where the page has asked before', async () => {
  const page = await openPage({
    before: (lt) => {
      lt('consent');
      lt('init', { customerType: 'account', tagId: T1, consent: 'granted' });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  expect(page.hits()).toMatchObject([{ consent: 'granted', flags: [] }]);
});

it('is given by an init that says so, once it has said what to cut', async () => {
  const page = await openPage({
    url: 'https://shop.test/?member=7',
    before: (lt) => {
      lt('send', 'pv', [T1]);
      lt('init', { customerType: 'account', tagId: T1, cut: 'member', consent: 'granted' });
    },
  });
  await page.pass();
  expect(page.hits()).toMatchObject([{ url: 'https://shop.test/', consent: 'granted' }]);
});

it.each([
  ['data-consent', true],
  ['data-consent="required"', true],
  ['data-consent="assumed"', false],
])('%s on the script asks: %j', async (attribute, isAsked) => {
  const page = await openPage({
    head: `<script src="https://tagline.test/lt.js" data-tag-id="${T1}" ${attribute}></script>`,
  });
  await page.pass();
  expect(page.sent()).toEqual(isAsked ? [] : ['view']);
  page.lt('consent', 'granted');
  await page.pass();
  expect(page.sent()).toEqual(['view']);
});
