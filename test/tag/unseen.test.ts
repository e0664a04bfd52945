// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { base, batchOf, closePage, openPage, T1, T2, type TagPage } from '../support/tag-page.ts';

afterEach(() => {
  closePage();
  // What a page of routes put before the browser's own.
  for (const name of ['pushState', 'replaceState']) Reflect.deleteProperty(history, name);
});

const go = (url: string) => history.pushState(null, '', url);
const come = (persisted: boolean): boolean =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

it('counts no view of a page that nobody sees, and an event at once', async () => {
  const page = await openPage({ before: base, hidden: true });
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass(5000);
  expect(page.fetched).toHaveLength(0);
  expect(page.beacons.map(({ body }) => batchOf(body).hits.map(({ event }) => event))).toEqual([
    ['Conversion'],
  ]);
});

it('counts the view when the page is seen, with the time of that', async () => {
  const page = await openPage({ before: base, hidden: true });
  await page.pass(60_000);
  page.show(true);
  await page.pass();
  // It waits a moment for others, and says so.
  expect(page.hits().map(({ age }) => age)).toEqual([50]);
});

it.each([
  ['a tab of the background', { hidden: true }],
  ['a page that is rendered ahead', { hidden: true, prerendering: true }],
])('counts of %s, whose app goes on before it is seen, where it is then', async (_, how) => {
  const referrer = 'https://search.test/';
  const page = await openPage({ before: base, referrer, ...how });
  await page.pass();
  for (const to of ['/login', '/home']) {
    go(to);
    page.lt('send', 'pv', [T1, T2]);
    page.lt('send', 'cv', { type: to.slice(1) }, [T1]);
    await page.pass();
  }
  page.open();
  page.show(true);
  await page.pass();
  const views = () =>
    page
      .hits()
      .filter(({ event }) => !event)
      .map(({ tag, url, referrer: from }) => [tag, url, from]);
  const home = 'https://shop.test/home';
  const seen = [
    [T1, home, referrer],
    [T2, home, referrer],
  ];
  expect(views()).toEqual(seen);
  const sent = [...page.beacons.flatMap(({ body }) => batchOf(body).hits), ...page.hits()];
  // A beacon has no answer, so these are said once more, under the same ids.
  expect(new Set(sent.flatMap(({ event, id }) => (event ? `${event} ${id}` : []))).size).toBe(2);
  go('/next');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(views()).toEqual([...seen, [T1, 'https://shop.test/next', home]]);
});

it('counts of a page that was seen and hidden since where it is when it is seen again', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  page.show(false);
  for (const to of ['/a', '/b', '/c']) {
    go(to);
    page.lt('send', 'pv', [T1]);
    await page.pass();
  }
  page.show(true);
  await page.pass();
  expect(page.hits().map(({ url, referrer }) => [url, referrer])).toEqual([
    ['https://shop.test/', ''],
    ['https://shop.test/c', 'https://shop.test/'],
  ]);
});

it('sends neither view nor event of a page that is rendered ahead until somebody opens it', async () => {
  const page = await openPage({ before: base, hidden: true, prerendering: true });
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass(5000);
  page.show(true);
  // Shown, and not yet open: a request would still say that it is ahead of anybody.
  page.lt('send', 'pv', [T2]);
  await page.pass();
  expect([...page.fetched, ...page.beacons]).toEqual([]);
  page.open();
  await page.pass();
  expect(page.hits().map(({ tag, event }) => [tag, event])).toEqual([
    [T1, undefined],
    [T1, 'Conversion'],
    [T2, undefined],
  ]);
});

it('is not given up for what had its chance, however much a page says that nobody has seen yet', async () => {
  const page = await openPage({ before: base, hidden: true });
  await page.pass();
  for (let event = 0; event < 70; event++) page.lt('send', 'cv', { type: `E${event}` }, [T1]);
  await page.pass();
  page.show(true);
  await page.pass(1000);
  const names = page.hits().map(({ event }) => event ?? 'view');
  expect(names.filter((name) => name === 'view')).toHaveLength(1);
  expect(names).toHaveLength(50);
  expect(names).not.toContain('E0');
  expect(names).toContain('E69');
});

describe('of two tags of a page that goes on before it is seen', () => {
  const referrer = 'https://search.test/';
  const home = 'https://shop.test/home';
  const seen = (page: TagPage) => page.hits().map(({ tag, url, referrer: from }) => [tag, url, from]);

  it('both come from where the page did, whichever is called first', async () => {
    const page = await openPage({ hidden: true, referrer, before: base });
    await page.pass();
    go('/home');
    page.lt('send', 'pv', [T2, T1]);
    await page.pass();
    page.show(true);
    await page.pass();
    expect(seen(page)).toEqual([
      [T2, home, referrer],
      [T1, home, referrer],
    ]);
  });

  it('each comes from what was seen last, though the other was called there for the first time unseen', async () => {
    const page = await openPage({ referrer, before: base });
    await page.pass();
    go('/b');
    page.lt('send', 'pv', [T1]);
    await page.pass();
    page.show(false);
    page.lt('send', 'pv', [T2]);
    go('/');
    page.lt('send', 'pv', [T1, T2]);
    await page.pass();
    page.show(true);
    await page.pass();
    expect(seen(page).slice(2)).toEqual([
      [T1, 'https://shop.test/', 'https://shop.test/b'],
      [T2, 'https://shop.test/', 'https://shop.test/b'],
    ]);
  });

  it('each has a view where one was asked for unseen alone, before the page went away and came back', async () => {
    const page = await openPage({ referrer, before: base });
    await page.pass();
    page.show(false);
    page.lt('send', 'pv', [T2]);
    for (const to of ['/silent-login', '/']) {
      history.replaceState(null, '', to);
      page.lt('send', 'pv', [T1, T2]);
    }
    page.show(true);
    await page.pass();
    expect(page.hits().flatMap(({ tag }) => (tag === T2 ? tag : []))).toHaveLength(1);
  });

  it('both come from what was seen last, also where one is called at some steps', async () => {
    const page = await openPage({
      referrer,
      before: (lt) => {
        lt('init', { tagId: T1 });
        lt('send', 'pv', [T1, T2]);
      },
    });
    await page.pass();
    page.show(false);
    go('/login');
    page.lt('send', 'pv', [T1]);
    go('/home');
    page.lt('send', 'pv', [T2]);
    page.lt('send', 'pv', [T1]);
    await page.pass();
    page.show(true);
    await page.pass();
    expect(seen(page).slice(2)).toEqual([
      [T2, home, 'https://shop.test/'],
      [T1, home, 'https://shop.test/'],
    ]);
  });
});

it.each(['', 'history'])(
  'counts a page that goes away and comes back unseen once more, when it is seen (spa: %j)',
  async (spa) => {
    const referrer = 'https://search.test/';
    const page = await openPage({
      referrer,
      before: (lt) => {
        lt('init', { tagId: T1, spa });
        lt('send', 'pv', [T1]);
      },
    });
    await page.pass();
    page.show(false);
    for (const to of ['/silent-login', '/']) {
      history.replaceState(null, '', to);
      if (!spa) page.lt('send', 'pv', [T1]);
      await page.pass();
    }
    page.show(true);
    await page.pass();
    go('/next');
    if (!spa) page.lt('send', 'pv', [T1]);
    await page.pass();
    expect(page.hits().map(({ url, referrer: from }) => [url, from])).toEqual([
      ['https://shop.test/', referrer],
      ['https://shop.test/', 'https://shop.test/'],
      ['https://shop.test/next', 'https://shop.test/'],
    ]);
  },
);

it('counts a page that was opened from its own address, and comes back to that before anybody saw it', async () => {
  const page = await openPage({ before: base, hidden: true, referrer: 'https://shop.test/' });
  await page.pass();
  for (const to of ['/silent-login', '/']) {
    go(to);
    page.lt('send', 'pv', [T1]);
    await page.pass();
  }
  page.show(true);
  await page.pass();
  expect(page.sent()).toEqual(['view']);
});

it('counts a page that comes back from the back/forward cache before anybody saw it', async () => {
  const page = await openPage({ before: base, hidden: true });
  await page.pass();
  come(true);
  await page.pass();
  page.show(true);
  await page.pass();
  expect(page.sent()).toEqual(['view']);
});

it('counts a page that is gone back to unseen, from one that was asked for once more meanwhile', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  go('/b');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  page.show(false);
  go('/b');
  page.lt('send', 'pv', [T1]);
  go('/');
  page.lt('send', 'pv', [T1]);
  await page.pass();
  page.show(true);
  await page.pass();
  expect(page.hits().map(({ url, referrer }) => [url, referrer])).toEqual([
    ['https://shop.test/', ''],
    ['https://shop.test/b', 'https://shop.test/'],
    ['https://shop.test/', 'https://shop.test/b'],
  ]);
});

it('comes from elsewhere where a page goes on between being shown and being opened', async () => {
  const referrer = 'https://search.test/';
  const page = await openPage({ before: base, referrer, hidden: true, prerendering: true });
  await page.pass();
  page.show(true);
  for (const to of ['/login', '/home']) {
    go(to);
    page.lt('send', 'pv', [T1]);
  }
  page.open();
  await page.pass();
  expect(page.hits().map(({ url, referrer: from }) => [url, from])).toEqual([
    ['https://shop.test/home', referrer],
  ]);
});

it('counts where routes have got to when a page is seen, however late its timers are', async () => {
  const page = await openPage({
    hidden: true,
    before: (lt) => {
      lt('init', { tagId: T1, spa: 'history' });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  go('/home');
  page.show(true);
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/home']);
});

it('is kept of a page that is rendered ahead, however much that says before it is opened', async () => {
  const page = await openPage({ before: base, hidden: true, prerendering: true });
  for (let event = 0; event < 60; event++) page.lt('send', 'cv', { type: `E${event}` }, [T1]);
  await page.pass();
  page.open();
  page.show(true);
  await page.pass(2000);
  expect(page.sent()).toHaveLength(61);
  expect(page.sent()).toContain('view');
});
