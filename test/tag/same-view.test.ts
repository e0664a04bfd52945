// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { base, closePage, define, openPage, T1, T2 } from '../support/tag-page.ts';

afterEach(() => {
  closePage();
  // What a page of routes put before the browser's own.
  for (const name of ['pushState', 'replaceState']) Reflect.deleteProperty(history, name);
});

const go = (url: string) => history.pushState(null, '', url);

/** Opens a page whose base code asks for its routes. */
const openRouted = (url: string) =>
  openPage({
    url,
    before: (lt) => {
      lt('init', { customerType: 'account', tagId: T1, spa: 'history' });
      lt('send', 'pv', [T1]);
    },
  });

/** Opens a page of two accounts: one asks for its routes, one calls for itself. */
const openBeside = (url: string) =>
  openPage({
    url,
    before: (lt) => {
      lt('init', { tagId: T1, spa: 'history' });
      lt('init', { tagId: T2 });
      lt('send', 'pv', [T1, T2]);
    },
  });

it('counts a view of two codes once where only the second asks for routes', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  page.lt('init', { tagId: T1, spa: 'history' });
  page.lt('send', 'pv', [T1]);
  await page.pass();
  go('/next');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/', 'https://shop.test/next']);
});

it('counts routes of an init of its own, which names no tag', async () => {
  const page = await openPage({ before: base });
  page.lt('init', { spa: 'history' });
  await page.pass();
  history.pushState(null, '', '/next');
  await page.pass();
  expect(page.hits().map(({ url, flags }) => [url, flags])).toEqual([
    ['https://shop.test/', []],
    ['https://shop.test/next', []],
  ]);
});

it.each(['#/', '#!/', '#!', '#'])(
  'counts one view where a router of fragments starts with %s',
  async (empty) => {
    const page = await openPage();
    page.lt('init', { customerType: 'account', tagId: T1, spa: 'hash' });
    page.lt('send', 'pv', [T1]);
    await page.pass();
    for (const to of [empty, '#/cart', empty]) {
      history.replaceState(null, '', to);
      await page.pass();
      page.lt('send', 'pv', [T1]);
      await page.pass();
    }
    expect(page.hits().map(({ url }) => url)).toEqual([
      'https://shop.test/',
      'https://shop.test/#/cart',
      `https://shop.test/${empty === '#' ? '' : empty}`,
    ]);
  },
);

it.each([
  ['a visitor went to a part of the page', '/p?utm_source=x', '/p?utm_source=x#reviews', 'pushState'],
  ['a link to nowhere was followed', '/p', '/p#', 'pushState'],
  ['a frame of the page went on', '/p?a=1', '/p?a=1', 'pushState'],
  ['the page took campaign parameters off its address', '/p?utm_source=x', '/p', 'replaceState'],
] as const)(
  'counts one view of a second base code, and tells of it, where %s meanwhile',
  async (_, from, to, how) => {
    const page = await openPage({ url: `https://shop.test${from}`, before: base });
    await page.pass();
    history[how](null, '', to);
    base(page.lt);
    page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
    await page.pass();
    expect(page.hits().map(({ event, flags }) => [event, flags])).toEqual([
      [undefined, []],
      ['Conversion', ['twice']],
    ]);
  },
);

it.each([
  ['/p', '/p?page=2'],
  ['/p?page=2', '/p?page=3'],
  ['/p', '/product'],
  ['/product', '/p'],
  ['/#/a', '/#/b'],
  ['/#/a', '/'],
  ['/list?cat=a', '/list'],
  ['/p/a', '/p'],
])('counts a view of a site that runs its base code for each route, at %s and then %s', async (from, to) => {
  const page = await openPage({ url: `https://shop.test${from}`, before: base });
  await page.pass();
  go(to);
  base(page.lt);
  await page.pass();
  expect(page.hits()).toHaveLength(2);
  expect(page.hits().flatMap(({ flags }) => flags)).toEqual([]);
});

it('counts no view where a page of routes takes campaign parameters off its address, and one where a visitor does', async () => {
  const page = await openRouted('https://shop.test/p?utm_source=x');
  await page.pass();
  history.replaceState(null, '', '/p');
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  go('/p?sort=price');
  await page.pass();
  go('/p');
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual([
    'https://shop.test/p?utm_source=x',
    'https://shop.test/p?sort=price',
    'https://shop.test/p',
  ]);
});

it.each([
  ['orders its parameters', '/p/?page=2'],
  ['puts a slash behind its path', '/p/'],
  ['says how far a visitor has read', '/p?page=2'],
])('counts no view where a page of routes %s', async (_, to) => {
  const page = await openRouted('https://shop.test/p');
  await page.pass();
  history.replaceState(null, '', to);
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  history.replaceState(null, '', '/login');
  await page.pass();
  go('/p');
  await page.pass();
  go(to);
  await page.pass();
  expect(page.hits().map(({ url }) => url.replace('https://shop.test', ''))).toEqual([
    '/p',
    '/login',
    '/p',
    to,
  ]);
});

it.each([
  ['two accounts that both ask for routes', [T1, T2]],
  ['one that asks for routes beside one that calls', [T1]],
])('counts a step to other parameters for each of %s', async (_, routed) => {
  const page = await openPage({
    url: 'https://shop.test/p',
    before: (lt) => {
      for (const tagId of [T1, T2])
        lt('init', { tagId, ...(routed.includes(tagId) ? { spa: 'history' } : {}) });
      lt('send', 'pv', [T1, T2]);
    },
  });
  await page.pass();
  go('/p?page=2');
  if (routed.length === 1) page.lt('send', 'pv', [T1, T2]);
  await page.pass();
  for (const tagId of [T1, T2]) expect(page.hits().filter(({ tag }) => tag === tagId)).toHaveLength(2);
});

it('counts a step back to other parameters that the page calls for itself, before the tag hears of it', async () => {
  const back = () => window._lt?.('send', 'pv', [T1]);
  window.addEventListener('popstate', back);
  const page = await openRouted('https://shop.test/p?page=1');
  await page.pass();
  go('/p?page=2');
  await page.pass();
  // The browser's own step: no call of the page says so.
  History.prototype.replaceState.call(history, null, '', '/p?page=1');
  window.dispatchEvent(new Event('popstate'));
  await page.pass();
  window.removeEventListener('popstate', back);
  expect(page.hits().map(({ url }) => url.slice(-1))).toEqual(['1', '2', '1']);
});

it('counts no view where a page of routes takes campaign parameters off before its history calls are heard', async () => {
  const page = await openRouted('https://shop.test/p?utm_source=x');
  history.replaceState(null, '', '/p');
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/p?utm_source=x']);
});

it('counts a view that a page calls for after a step to the same address', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  window.dispatchEvent(new Event('popstate'));
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits()).toHaveLength(2);
});

/** A step of the browser's own: no call of the page says so. */
const stepTo = (url: string) => {
  History.prototype.replaceState.call(history, null, '', url);
  window.dispatchEvent(new Event('popstate'));
};

it.each([0, 20])(
  'counts a step back over a reload, though its router writes to the history %i ms later',
  async (ms) => {
    const page = await openRouted('https://shop.test/p?page=2');
    await page.pass();
    stepTo('/p?page=1');
    await page.pass(ms);
    history.replaceState({ top: 1 }, '', location.href);
    await page.pass();
    stepTo('/p?page=2');
    await page.pass();
    expect(page.hits().map(({ url }) => url.slice(-1))).toEqual(['2', '1', '2']);
  },
);

it('counts a route for each account though one that calls for itself was first, and its address was put in order at once', async () => {
  const page = await openBeside('https://shop.test/p');
  await page.pass();
  go('/p?page=2');
  page.lt('send', 'pv', [T2]);
  history.replaceState({ top: 1 }, '', location.href);
  await page.pass();
  for (const tagId of [T1, T2]) expect(page.hits().filter(({ tag }) => tag === tagId)).toHaveLength(2);
});

it('wraps the history once, however often a base code asks for routes', async () => {
  const page = await openRouted('https://shop.test/0');
  await page.pass();
  const { pushState } = history;
  for (let route = 1; route < 9; route++) {
    page.lt('init', { customerType: 'account', tagId: T1, spa: 'history' });
    page.lt('send', 'pv', [T1]);
    await page.pass();
    go(`/${route}`);
    await page.pass();
  }
  expect(history.pushState).toBe(pushState);
  expect(page.hits().map(({ url, flags }) => [url.slice(-1), flags])).toEqual(
    Array.from({ length: 9 }, (_, route) => [String(route), []]),
  );
});

it('goes on with what a history call of the page answers', async () => {
  Object.defineProperty(history, 'pushState', { value: () => 'done', writable: true, configurable: true });
  const page = await openRouted('https://shop.test/');
  await page.pass();
  expect(go('/next')).toBe('done');
});

it.each([
  ['the same', false],
  ['another', true],
])('tells a place of the history by the name the browser gives it: %s', async (_, isOther) => {
  let key = 'first';
  const page = await openPage({
    before: (lt) => {
      define(window, 'navigation', () => ({ currentEntry: { key } }));
      base(lt);
    },
  });
  await page.pass();
  // A frame that goes on makes the history longer; a push after a step back leaves it as long as it was.
  if (isOther) key = 'second';
  else History.prototype.pushState.call(history, null, '', '/');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.hits()).toHaveLength(isOther ? 2 : 1);
});

it('counts no view where a frame of a page of routes goes on and its own parameters are put in order', async () => {
  const page = await openRouted('https://shop.test/p?x=1');
  await page.pass();
  for (const x of [2, 3]) {
    // As long as a frame makes the history.
    History.prototype.pushState.call(history, null, '', location.href);
    history.replaceState(null, '', `/p?x=${x}`);
    await page.pass();
  }
  expect(page.hits()).toHaveLength(1);
});

it('counts no view where a part of the page was gone to and the address was put in order at once', async () => {
  const page = await openRouted('https://shop.test/p?x=1');
  await page.pass();
  stepTo('/p?x=1#part');
  history.replaceState(null, '', '/p#part');
  await page.pass();
  expect(page.hits()).toHaveLength(1);
});

it("counts each step that a page's own wrapper of the history calls for", async () => {
  const { pushState } = History.prototype;
  Object.defineProperty(history, 'pushState', {
    value: (...args: Parameters<typeof pushState>) => {
      pushState.apply(history, args);
      // As long as it was: the page went back before.
      Object.defineProperty(history, 'length', { value: 1, configurable: true });
      window._lt?.('send', 'pv', [T1]);
    },
    writable: true,
    configurable: true,
  });
  const page = await openRouted('https://shop.test/p?page=1');
  await page.pass();
  for (const number of [2, 3]) {
    go(`/p?page=${number}`);
    await page.pass();
  }
  Reflect.deleteProperty(history, 'length');
  expect(page.hits().map(({ url }) => url.slice(-1))).toEqual(['1', '2', '3']);
});

it('listens for steps once, though the page wraps each listener', async () => {
  const listen = vi.fn(window.addEventListener);
  const page = await openRouted('https://shop.test/');
  await page.pass();
  vi.spyOn(window, 'addEventListener').mockImplementation(listen);
  for (let n = 1; n < 9; n++) {
    stepTo(`/${n}`);
    await page.pass();
  }
  expect(listen).not.toHaveBeenCalled();
  expect(page.hits()).toHaveLength(9);
});

it('throws nothing into a page whose own queueMicrotask throws at a step', async () => {
  const errors = vi.fn();
  window.addEventListener('error', errors);
  const page = await openRouted('https://shop.test/');
  await page.pass();
  vi.stubGlobal('queueMicrotask', () => {
    throw new TypeError('none');
  });
  expect(() => stepTo('/#part')).not.toThrow();
  vi.unstubAllGlobals();
  window.removeEventListener('error', errors);
  expect(errors).not.toHaveBeenCalled();
});

it('counts views of a page whose own navigation throws', async () => {
  const page = await openPage({
    before: (lt) => {
      define(window, 'navigation', () => {
        throw new TypeError('none of yours');
      });
      base(lt);
    },
  });
  await page.pass();
  expect(page.hits()).toHaveLength(1);
});

/** What many copy: a page's own wrapper, there before ours, that tells of a step before it passes it on. */
const tellBefore = (tags: string[]) => {
  const native = History.prototype.pushState;
  const value = (...args: Parameters<typeof native>) => {
    window._lt?.('send', 'pv', tags);
    native.apply(history, args);
  };
  Object.defineProperty(history, 'pushState', { value, writable: true, configurable: true });
};

it('counts each route of a page that calls for the one it leaves, too', async () => {
  tellBefore([T1]);
  const page = await openRouted('https://shop.test/p?page=1');
  await page.pass();
  for (const number of [2, 3]) {
    go(`/p?page=${number}`);
    await page.pass();
  }
  expect(page.hits().map(({ url }) => url.slice(-1))).toEqual(['1', '2', '3']);
});

it('counts no address twice for who calls for the one that is left, beside one of routes', async () => {
  tellBefore([T2]);
  const page = await openBeside('https://shop.test/p');
  await page.pass();
  for (const to of ['/q', '/r']) {
    go(to);
    await page.pass();
  }
  const of = (wanted: string) => page.hits().flatMap(({ tag, url }) => (tag === wanted ? url.slice(-1) : []));
  expect(of(T2)).toEqual(['p', 'q']);
  expect(of(T1)).toEqual(['p', 'q', 'r']);
});

it('counts no view of a step that the browser refused', async () => {
  const value = () => {
    throw new DOMException('a hundred in thirty seconds', 'SecurityError');
  };
  Object.defineProperty(history, 'pushState', { value, writable: true, configurable: true });
  const page = await openBeside('https://shop.test/');
  await page.pass();
  expect(() => go('/q')).toThrow();
  page.lt('send', 'pv', [T1, T2]);
  await page.pass();
  expect(page.hits().map(({ tag }) => tag)).toEqual([T1, T2]);
});

it('counts nothing for what takes the place of a pushed address, though it is the one before', async () => {
  const page = await openRouted('https://shop.test/p?open=no');
  await page.pass();
  go('/p?open=yes');
  await page.pass();
  history.replaceState(null, '', '/p?open=no');
  await page.pass();
  expect(page.hits().map(({ url }) => url.split('=')[1])).toEqual(['no', 'yes']);
});
