// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { base, batchOf, closePage, define, openPage, T1, T2, type TagPage } from '../support/tag-page.ts';

/*
 * What careless and hostile pages do. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(closePage);

const sent = (page: TagPage) =>
  page.hits().map(({ event = 'view', flags }) => [event, ...(flags ?? [])].join(' '));

describe('a call in another shape than any of LINE', () => {
  it.each<[string, unknown[], string]>([
    ['list before parameters', ['send', 'cv', [T1], { type: 'A' }], 'A swapped'],
    ['tag id without a list', ['send', 'cv', { type: 'A' }, T1], 'A swapped'],
    ['name as a word', ['send', 'cv', 'A', [T1]], 'A swapped'],
    ['options before parameters', ['send', 'cv', { dpa: true }, { type: 'A' }, [T1]], 'A'],
    ['null for the parameters', ['send', 'cv', null, [T1]], 'undefined'],
    ['lists in lists', ['send', 'cv', { type: 'A' }, [[T1]]], 'A'],
    ['a tag id in capitals', ['send', 'cv', { type: 'A' }, [T1.toUpperCase()]], 'A'],
    ['a name that is a number', ['send', 'cv', { type: 5 }, [T1]], '5'],
    [
      'parameters without a prototype',
      ['send', 'cv', Object.assign(Object.create(null), { type: 'A' }), [T1]],
      'A',
    ],
  ])('%s is recovered and told', async (_, call, expected) => {
    const page = await openPage({ before: base });
    page.lt(...call);
    await page.pass();
    expect(sent(page)).toEqual(['view', expected]);
    expect(page.hits()[1]?.tag.toLowerCase()).toBe(T1);
  });

  it.each<[string, unknown[]]>([
    ['an unknown command', ['sned', 'pv', [T1]]],
    ['an unknown kind', ['send', 'purchase', { type: 'A' }, [T1]]],
    ['no kind', ['send', { type: 'A' }, [T1]]],
    ['nothing', []],
    ['a function', [() => {}]],
    ['a symbol', ['send', 'cv', Symbol('A'), [T1]]],
    [
      'parameters that throw',
      [
        'send',
        'cv',
        {
          get type() {
            throw new Error('no');
          },
        },
        [T1],
      ],
    ],
  ])('%s is ignored, and told with the next hit', async (_, call) => {
    const page = await openPage({ before: base });
    await page.pass();
    page.lt(...call);
    page.lt('send', 'cv', { type: 'A' }, [T1]);
    await page.pass();
    expect(sent(page)).toEqual(['view', 'A ignored']);
  });

  it('an init with the bare tag id initialises it', async () => {
    const page = await openPage({
      before: (lt) => {
        lt('init', T1);
        lt('send', 'pv');
      },
    });
    await page.pass();
    expect(page.hits().map(({ tag }) => tag)).toEqual([T1]);
  });
});

describe('the same account named twice', () => {
  it('by two base codes gets one event for each call that names no tag', async () => {
    const page = await openPage({
      before: (lt) => {
        base(lt);
        base(lt);
        lt('send', 'cv', { type: 'A' });
      },
    });
    await page.pass();
    expect(page.hits().map(({ event }) => event)).toEqual([undefined, 'A']);
  });

  it('in one list gets one event', async () => {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'A' }, [T1, T2, T1]);
    await page.pass();
    expect(page.hits().map(({ tag, event }) => [tag, event])).toEqual([
      [T1, undefined],
      [T1, 'A'],
      [T2, 'A'],
    ]);
  });
});

describe('what cannot be sent', () => {
  it.each<[string, object]>([
    ['a value that is no JSON', { value: 10n }],
    [
      'a key that throws',
      {
        deduplicationKey: {
          toJSON: () => {
            throw new Error('no');
          },
        },
      },
    ],
    ['a key of a megabyte', { externalId: 'x'.repeat(1_000_000) }],
    [
      'properties that throw the second time',
      {
        odd: {
          toJSON: vi
            .fn()
            .mockReturnValueOnce('once')
            .mockImplementation(() => {
              throw new Error('no');
            }),
        },
      },
    ],
  ])('%s takes no neighbour with it', async (_, params) => {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'A', ...params }, [T1]);
    page.lt('send', 'cv', { type: 'B', value: 5 }, [T1]);
    await page.pass();
    expect(page.hits().map(({ event, value }) => [event, typeof value])).toEqual([
      [undefined, 'undefined'],
      ['A', 'undefined'],
      ['B', 'number'],
    ]);
    for (const { body } of page.fetched) expect(body.length).toBeLessThan(16_000);
  });
});

it('sends what was said, though the page changes its object at once', async () => {
  const page = await openPage({ before: base });
  const items = { type: 'A', itemIds: ['a'] };
  page.lt('send', 'cv', items, [T1]);
  items.type = 'B';
  items.itemIds.push('b');
  await page.pass();
  expect(page.hits()[1]).toMatchObject({ event: 'A', props: { itemIds: ['a'] } });
});

it('takes the names of elements for nothing that the document says', async () => {
  const form = document.createElement('form');
  for (const name of ['title', 'hidden', 'referrer', 'prerendering', 'currentScript', 'readyState'])
    define(document, name, () => form);
  const page = await openPage({ before: base, referrer: 'https://search.example/' });
  await page.pass();
  expect(page.hits()).toMatchObject([{ title: 'Shop', referrer: 'https://search.example/' }]);
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['an object', {}],
  ['text', 'ok'],
  ['a status that is none', { status: 'fine', headers: null }],
])('a page whose fetch answers %s is not thrown at, and the hit is kept', async (_, answer) => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', note);
  const page = await openPage({ before: base });
  vi.stubGlobal('fetch', async () => answer);
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass(200);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
  expect(Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key)).length).toBeGreaterThan(0);
});

it('asks again no sooner than in a second, whatever Retry-After says', async () => {
  const page = await openPage();
  for (const wait of ['0', '-5', '1e99', 'soon', '99999999']) {
    page.answers.push(new Response(null, { status: 503, headers: { 'retry-after': wait } }));
  }
  base(page.lt);
  await page.pass(599_000);
  expect(page.fetched.length).toBeLessThanOrEqual(1);
});

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
  expect(sent(page)).toContain('view');
  page.lt('consent', 'denied');
  expect(Object.keys(localStorage)).toEqual(['other']);
});

it('counts a kept page again though the page put names into every object', async () => {
  Reflect.set(Object.prototype, 'extra', 'x');
  try {
    const page = await openPage({ before: base });
    await page.pass();
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await page.pass();
    expect(page.hits().map(({ tag }) => tag)).toEqual([T1, T1]);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'extra');
  }
});

it('sends lists as lists where the page has them write themselves as text (Prototype.js before 1.7)', async () => {
  Reflect.set(Array.prototype, 'toJSON', function (this: unknown[]) {
    return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`;
  });
  try {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'Purchase', itemIds: ['a', 'b'], sizes: [[1], [2]] });
    page.show(false);
    await page.pass();
    const kept = Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key));
    const texts = [...page.fetched.map(({ body }) => body), ...page.beacons.map(({ body }) => body)];
    Reflect.deleteProperty(Array.prototype, 'toJSON');
    const hits = texts.flatMap((body) => batchOf(body).hits);
    expect(hits.find(({ event }) => event)).toMatchObject({
      flags: ['no-tags'],
      props: { itemIds: ['a', 'b'], sizes: [[1], [2]] },
    });
    expect(kept.length).toBeGreaterThan(0);
    for (const key of kept) expect(JSON.parse(localStorage[key]).flags).toBeInstanceOf(Array);
  } finally {
    Reflect.deleteProperty(Array.prototype, 'toJSON');
  }
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
  expect(sent(page)).toEqual(['view']);
  // Nothing was heard of an answer, so it goes again with the next.
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(sent(page)).toEqual(['view', 'view', 'A']);
  vi.restoreAllMocks();
});

it('sends by image again what no image took, and not what one did', async () => {
  const asked: string[] = [];
  let isUp = false;
  vi.stubGlobal(
    'Image',
    class {
      onload = () => {};
      onerror = () => {};
      set src(address: string) {
        asked.push(address);
        queueMicrotask(isUp ? this.onload : this.onerror);
      }
    },
  );
  const page = await openPage({ before: base });
  await page.pass();
  const violation = Object.assign(new Event('securitypolicyviolation'), {
    blockedURI: 'https://tagline.test/hit',
    disposition: 'enforce',
  });
  window.dispatchEvent(violation);
  await page.pass();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  isUp = true;
  // Not with each that follows: a collector in trouble gets one request, not ten.
  for (let event = 0; event < 5; event++) {
    page.lt('send', 'cv', { type: 'B' }, [T1]);
    await page.pass();
  }
  expect(asked).toHaveLength(1);
  await page.pass(60_000);
  expect(asked).toHaveLength(7);
  window.dispatchEvent(new Event('online'));
  await page.pass();
  expect(asked).toHaveLength(7);
});

it.each([
  ['title', { title: '題'.repeat(2000) }, {}, { value: 5, referrer: 'https://search.test/' }],
  ['story', {}, { story: '話'.repeat(900) }, { value: 5, referrer: 'https://search.test/', title: 'Shop' }],
  [
    'story, no key',
    {},
    { story: '話'.repeat(900), deduplicationKey: 'k'.repeat(128) },
    { value: 5, key: 'k'.repeat(128) },
  ],
  ['external id', {}, { externalId: '誰'.repeat(1900), deduplicationKey: 'k' }, { value: 5, key: 'k' }],
  ['key', {}, { deduplicationKey: '鍵'.repeat(1900) }, { value: 5 }],
  ['value', {}, { value: '円'.repeat(1900), deduplicationKey: 'k' }, {}],
])(
  'leaves a %s out of an image whose address no server would take, and little else',
  async (_, options, params, kept) => {
    const asked: URL[] = [];
    vi.stubGlobal(
      'Image',
      class {
        onload = () => {};
        set src(address: string) {
          asked.push(new URL(address));
          queueMicrotask(this.onload);
        }
      },
    );
    const page = await openPage({ ...options, before: base, referrer: 'https://search.test/' });
    await page.pass();
    window.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), {
        blockedURI: 'https://tagline.test/hit',
        disposition: 'enforce',
      }),
    );
    await page.pass();
    page.lt('send', 'cv', { type: '購'.repeat(99), value: 5, ...params }, [T1]);
    await page.pass();
    expect(asked.map(({ href }) => href.length > 7000)).toEqual([false]);
    const [hit] = batchOf(asked[0]?.searchParams.get('hits') ?? '').hits;
    expect(hit).toMatchObject({
      event: '購'.repeat(99),
      url: 'https://shop.test/',
      flags: ['csp'],
      ...kept,
    });
  },
);

it('sends what no beacon took once the page is seen again', async () => {
  const page = await openPage({ before: base });
  await page.pass();
  define(navigator, 'sendBeacon', () => {
    throw new TypeError('no beacons');
  });
  page.show(false);
  page.lt('send', 'cv', { type: 'Hidden' }, [T1]);
  await page.pass();
  expect(Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key))).toHaveLength(1);
  page.show(true);
  await page.pass();
  expect(sent(page)).toEqual(['view', 'Hidden']);
});

it('measures a frame without an address of its own as a part of the page around it', async () => {
  const page = await openPage({
    before: base,
    url: 'about:srcdoc',
    head: `<script src="https://tagline.test/lt.js"></script><base href="https://shop.test/around">`,
  });
  await page.pass();
  expect(page.hits().map(({ url }) => url)).toEqual(['https://shop.test/around']);
});

it.each([
  ['', true],
  ['true', true],
  ['history', true],
  ['false', false],
])('takes data-spa="%s" for %s', async (value, isOn) => {
  const page = await openPage({
    head: `<script src="https://tagline.test/lt.js" data-tag-id="${T1}" data-spa="${value}"></script>`,
  });
  await page.pass();
  history.pushState(null, '', '/next');
  await page.pass();
  expect(page.hits()).toHaveLength(isOn ? 2 : 1);
});

describe("another tag's hands on the queue", () => {
  /** What a stand-in for the other tag heard, call by call. */
  const heard = () => {
    const calls: unknown[][] = [];
    return { calls, hear: (args: ArrayLike<unknown>) => calls.push(Array.from(args)) };
  };

  it('before ours: its hook on push goes on to hear every call, and so do we', async () => {
    const { calls, hear } = heard();
    const page = await openPage({
      before: () => {
        const queue = window._ltq ?? [];
        queue.push = (...items) => {
          items.forEach(hear);
          return 0;
        };
      },
    });
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });

  it('before ours: an object of its own in the place of the queue stays there', async () => {
    const { calls, hear } = heard();
    const page = await openPage({
      before: () => Reflect.set(window, '_ltq', { push: hear }),
    });
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });

  it('after ours: a stub of a code further down cuts nobody off', async () => {
    const { calls, hear } = heard();
    const page = await openPage();
    window._lt = (...args) => hear(args);
    // As every code begins, LINE's and ours.
    window._lt = window._lt || (() => {});
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });
});

describe("the page's own hands on _lt", () => {
  const later = async (wrap: (lt: TagPage['lt']) => TagPage['lt'], isBefore: boolean) => {
    const put = () => {
      if (window._lt) window._lt = wrap(window._lt);
    };
    const page = await openPage({ before: isBefore ? put : () => {} });
    if (!isBefore) put();
    base(page.lt);
    await page.pass();
    return page;
  };

  describe.each([
    ['before the script came', true],
    ['after it', false],
  ])('put there %s', (_, isBefore) => {
    it('change what is said, and say more', async () => {
      const page = await later(
        (lt) =>
          (...call) => {
            lt(...call);
            if (call[1] === 'pv') lt('send', 'cv', { type: 'Also' }, [T1]);
          },
        isBefore,
      );
      expect(sent(page)).toEqual(['view', 'Also']);
    });

    it('let a call through once', async () => {
      const seen = new Set<unknown>();
      const page = await later(
        (lt) =>
          (...call) => {
            const [, , params] = call;
            lt(...call.slice(0, 2), seen.has(params) ? {} : params, ...call.slice(3));
            seen.add(params);
          },
        isBefore,
      );
      const order = { type: 'A', value: 5 };
      page.lt('send', 'cv', order, [T1]);
      page.lt('send', 'cv', order, [T1]);
      await page.pass();
      expect(page.hits().map(({ value }) => value)).toEqual([undefined, 5, undefined]);
    });

    it('end, though they call later', async () => {
      const page = await later(
        (lt) =>
          (...call) => {
            setTimeout(() => lt(...call));
          },
        isBefore,
      );
      await page.pass(10_000);
      expect(page.hits().length).toBeLessThan(4);
    });
  });

  it('leave the other tag behind them its calls', async () => {
    const calls: unknown[][] = [];
    const page = await openPage();
    window._lt = (...call) => calls.push(call);
    const before = window._lt;
    window._lt = (...call) => before?.(...call);
    base(page.lt);
    await page.pass();
    expect(sent(page)).toEqual(['view']);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });
});

it('takes every call of one push', async () => {
  const page = await openPage({ before: base });
  window._ltq?.push(['send', 'cv', { type: 'A' }, [T1]], ['send', 'cv', { type: 'B' }, [T1]]);
  await page.pass();
  expect(sent(page)).toEqual(['view', 'A', 'B']);
});

it('loses neither value nor key to an id that cannot be sent', async () => {
  const page = await openPage({ before: base });
  const order = { type: 'A', value: 5, currency: 'JPY', deduplicationKey: 'o1' };
  page.lt('send', 'cv', { ...order, externalId: 10n }, [T1]);
  page.lt('send', 'cv', { ...order, externalId: 'x'.repeat(5000) }, [T1]);
  await page.pass();
  for (const hit of page.hits().slice(1)) {
    expect(hit).toMatchObject({ value: 5, currency: 'JPY', key: 'o1' });
    expect(hit).not.toHaveProperty('externalId');
  }
});

it("loses no event's own properties to what the page set for all", async () => {
  const page = await openPage({ before: base });
  page.lt('set', { huge: 'x'.repeat(5000) });
  page.lt('send', 'cv', { type: 'A', plan: 'gold' }, [T1]);
  await page.pass();
  expect(page.hits()[1]).toMatchObject({ event: 'A', props: { plan: 'gold' } });
});

it('sends no more of a title than of an address', async () => {
  const page = await openPage({ title: '茶'.repeat(30_000), before: base });
  await page.pass();
  expect(page.hits()[0]?.title).toHaveLength(2048);
});
