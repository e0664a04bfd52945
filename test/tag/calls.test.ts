// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { WireHit } from '../../tag/wire.ts';
import { closePage, openPage, T1, T2, T3, type TagPage } from '../support/tag-page.ts';

afterEach(closePage);

type Calls = (lt: TagPage['lt']) => void;

/** A hit without what differs each time. */
type Bare = Omit<WireHit, 'id' | 'seq' | 'visitor' | 'url' | 'referrer' | 'title' | 'age'>;

const VIEW: Bare = { tag: T1, flags: [] };
const init = (lt: TagPage['lt'], tagId: unknown = T1) => lt('init', { customerType: 'account', tagId });
const base: Calls = (lt) => {
  init(lt);
  lt('send', 'pv', [T1]);
};

/** One event of T1 after its base code's page view. */
const event = (fields: Partial<Bare>): Bare[] => [
  VIEW,
  { tag: T1, event: 'Conversion', flags: [], ...fields },
];

/** Rows of the table of snippet variants seen in the wild. */
const ROWS: { row: string; calls: Calls; hits: Bare[] }[] = [
  { row: '01 base code of an account', calls: base, hits: [VIEW] },
  {
    row: '02 base code of LINE Ads',
    calls: (lt) => {
      lt('init', { customerType: 'lap', tagId: T1 });
      lt('send', 'pv', [T1]);
    },
    hits: [VIEW],
  },
  {
    row: '13 two accounts with a shared cookie domain',
    calls: (lt) => {
      lt('init', { customerType: 'account', tagId: T1, sharedCookieDomain: 'shop.test' });
      lt('send', 'pv', [T1]);
      lt('init', { customerType: 'account', tagId: T2, sharedCookieDomain: 'shop.test' });
      lt('send', 'pv', [T2]);
    },
    hits: [VIEW, { tag: T2, flags: [] }],
  },
  {
    row: '14 page views before the inits',
    calls: (lt) => {
      lt('send', 'pv', [T1]);
      lt('send', 'pv', [T2]);
      init(lt, T1);
      init(lt, T2);
    },
    hits: [VIEW, { tag: T2, flags: [] }],
  },
  {
    row: '14 page views without any init',
    calls: (lt) => {
      lt('send', 'pv', [T1]);
      lt('send', 'pv', [T2]);
    },
    hits: [
      { tag: T1, flags: ['not-initialised'] },
      { tag: T2, flags: ['not-initialised'] },
    ],
  },
  {
    row: '15 a conversion for each of three tags',
    calls: (lt) => {
      for (const tag of [T1, T2, T3]) init(lt, tag);
      for (const tag of [T1, T2, T3]) lt('send', 'cv', { type: 'Conversion' }, [tag]);
    },
    hits: [T1, T2, T3].map((tag) => ({ tag, event: 'Conversion', flags: [] })),
  },
  {
    row: '15 one conversion for two tags',
    calls: (lt) => {
      for (const tag of [T1, T2]) init(lt, tag);
      lt('send', 'cv', { type: 'Conversion' }, [T1, T2]);
    },
    hits: [T1, T2].map((tag) => ({ tag, event: 'Conversion', flags: [] })),
  },
  {
    row: '17 Purchase, then Conversion',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 1200, currency: 'JPY' }, [T1]);
      lt('send', 'cv', { type: 'Conversion' }, [T1]);
    },
    hits: [
      VIEW,
      { tag: T1, event: 'Purchase', value: 1200, currency: 'JPY', flags: [] },
      { tag: T1, event: 'Conversion', flags: [] },
    ],
  },
  {
    row: '20 a conversion without parameters',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', [T1]);
    },
    hits: event({ event: 'undefined' }),
  },
  {
    row: '22 a conversion without a tag list',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Conversion' });
    },
    hits: event({ flags: ['no-tags'] }),
  },
  {
    row: '22 a conversion without anything',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv');
    },
    hits: event({ event: 'undefined', flags: ['no-tags'] }),
  },
  {
    row: '22 a tag list that is still the template text',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Conversion' }, ['{tagId}']);
    },
    hits: event({ flags: ['no-tags'] }),
  },
  {
    row: '24 25 a purchase with value and currency',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 10000, currency: 'JPY' }, [T1]);
    },
    hits: event({ event: 'Purchase', value: 10000, currency: 'JPY' }),
  },
  {
    row: '25 a value written as text',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: '19.90', currency: 'USD' }, [T1]);
    },
    hits: event({ event: 'Purchase', value: '19.90', currency: 'USD' }),
  },
  {
    row: '25 a value of null is none, one that is no number is told',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: null }, [T1]);
      lt('send', 'cv', { type: 'Purchase', value: Number.NaN }, [T1]);
    },
    hits: [...event({ event: 'Purchase' }), { tag: T1, event: 'Purchase', value: null, flags: [] }],
  },
  {
    row: '25 a value of nothing is 0, no value is none',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 0 }, [T1]);
      lt('send', 'cv', { type: 'Purchase', value: '' }, [T1]);
    },
    hits: [
      VIEW,
      { tag: T1, event: 'Purchase', value: 0, flags: [] },
      { tag: T1, event: 'Purchase', value: '', flags: [] },
    ],
  },
  {
    row: '26 a value without a currency',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 980 }, [T1]);
    },
    hits: event({ event: 'Purchase', value: 980 }),
  },
  {
    row: '27 unknown keys',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Quote', plan: 'pro', seats: 3, nested: { a: [1] } }, [T1]);
    },
    hits: event({ event: 'Quote', props: { plan: 'pro', seats: 3, nested: { a: [1] } } }),
  },
  {
    row: '28 dynamic ads with five arguments',
    calls: (lt) => {
      base(lt);
      const items = { itemIds: ['a', 'b'], price: [100, 200], currency: ['JPY', 'JPY'], quantity: [1, 2] };
      lt('send', 'cv', { type: 'dpa_cart', ...items }, { dpa: true }, [T1]);
    },
    hits: event({
      event: 'dpa_cart',
      currency: ['JPY', 'JPY'],
      props: { itemIds: ['a', 'b'], price: [100, 200], quantity: [1, 2], dpa: true },
    }),
  },
  {
    row: '29 a name of their own',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'PointCharge' }, [T1]);
    },
    hits: event({ event: 'PointCharge' }),
  },
  {
    row: '46 comma-joined tag ids',
    calls: (lt) => {
      init(lt, `${T1}, ${T2}`);
      lt('send', 'pv', [`${T1},${T2}`]);
    },
    hits: [VIEW, { tag: T2, flags: [] }],
  },
  {
    row: '47 the word undefined as deduplication key and external id',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 1, deduplicationKey: 'undefined', externalId: undefined }, [
        T1,
      ]);
    },
    hits: event({ event: 'Purchase', value: 1, key: 'undefined' }),
  },
  {
    row: '47 a deduplication key and an external id, one of them a number',
    calls: (lt) => {
      base(lt);
      lt('send', 'cv', { type: 'Purchase', value: 1, deduplicationKey: 20260102, externalId: 'u-7' }, [T1]);
    },
    hits: event({ event: 'Purchase', value: 1, key: 20260102, externalId: 'u-7' }),
  },
  {
    row: '49 the conversion code above the base code',
    calls: (lt) => {
      lt('send', 'cv', { type: 'Conversion' }, [T1]);
      base(lt);
    },
    hits: [{ tag: T1, event: 'Conversion', flags: [] }, VIEW],
  },
  {
    row: '49 a conversion without a tag list above the base code waits for it',
    calls: (lt) => {
      lt('send', 'cv', { type: 'Conversion' });
      base(lt);
    },
    hits: [VIEW, { tag: T1, event: 'Conversion', flags: ['no-tags'] }],
  },
  {
    row: '49 a conversion without a tag list above two base codes is for both',
    calls: (lt) => {
      lt('send', 'cv', { type: 'Conversion' });
      for (const tag of [T1, T2]) init(lt, tag);
    },
    hits: [T1, T2].map((tag) => ({ tag, event: 'Conversion', flags: ['no-tags'] })),
  },
  {
    row: 'the same base code twice',
    calls: (lt) => {
      base(lt);
      base(lt);
    },
    hits: [{ tag: T1, flags: ['twice'] }],
  },
  {
    row: 'calls that mean nothing',
    calls: (lt) => {
      lt();
      lt('send');
      lt('send', 'xx', [T1]);
      lt(null, undefined, 7);
      base(lt);
    },
    hits: [{ tag: T1, flags: ['ignored'] }],
  },
];

const bare = ({ id, seq, visitor, url, referrer, title, age, ...rest }: WireHit): Bare => {
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(seq).toBeLessThan(2 ** 32);
  expect({ url, referrer, title, age }).toEqual({
    url: 'https://shop.test/',
    referrer: '',
    title: 'Shop',
    age: 0,
  });
  return rest;
};

describe.each(ROWS)('$row', ({ calls, hits }) => {
  it('is sent alike from the queue of the snippet', async () => {
    const page = await openPage({ before: calls });
    await page.pass();
    expect(page.hits().map(bare)).toEqual(hits);
  });

  it('is sent alike by calls after the script has come', async () => {
    const page = await openPage();
    calls(page.lt);
    await page.pass();
    expect(page.hits().map(bare)).toEqual(hits);
  });

  it('carries one visitor and an id of its own for each hit', async () => {
    const page = await openPage({ before: calls });
    await page.pass();
    expect(new Set(page.hits().map((hit) => hit.visitor)).size).toBe(1);
    expect(new Set(page.hits().map((hit) => hit.id)).size).toBe(hits.length);
  });
});

it.each<[string, unknown[]]>([
  ['set without an object', ['set', 'plan', 'gold']],
  ['identify without a token', ['identify', 'eyJhbGciOi.eyJzdWI.c2ln']],
  ['identify with a user id', ['identify', { userId: 'U1' }]],
  ['init without a tag id', ['init', { tag_id: T1 }]],
  ['init with a word beside its parameters', ['init', 'account', { tagId: T1 }]],
  ['init with what LINE has for its servers', ['init', { tagId: T1, externalId: 'customer-1' }]],
  ['set with a word beside its object', ['set', 'user', {}]],
])('%s is told as not understood, and changes nothing', async (_, call) => {
  const page = await openPage({ before: base });
  page.lt(...call);
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  const hit = page.hits().at(-1);
  expect(hit).toMatchObject({ event: 'Conversion', flags: ['ignored'] });
  expect(hit).not.toHaveProperty('props');
  expect(page.fetched.map(({ url }) => url)).not.toContain('https://tagline.test/identify');
});

it('what is not understood whole is told once, though the call waits for an init, or an answer', async () => {
  const page = await openPage({
    before: (lt) => {
      lt('consent');
      lt('send', 'cv', 'A', 'B');
      init(lt, T1);
      lt('send', 'pv', [T1]);
      lt('identify', 'line', { idToken: 'a.b.c' });
      lt('consent', 'granted');
    },
  });
  await page.pass();
  page.lt('send', 'cv', { type: 'C' }, [T1]);
  await page.pass();
  const told = page.hits().filter(({ flags }) => flags?.includes('ignored'));
  expect(page.hits()).toHaveLength(3);
  expect(told).toHaveLength(1);
});

describe('what a page view cannot carry is told with it', () => {
  it.each<[string, unknown[]]>([
    ['parameters', ['send', 'pv', { url: '/thanks' }, [T1]]],
    ['parameters behind the tags', ['send', 'pv', [T1], { value: 5 }]],
    ['a word for a name', ['send', 'pv', 'Top', [T1]]],
    ['the options of dynamic ads', ['send', 'pv', { dpa: true }, [T1]]],
  ])('%s', async (_, call) => {
    const page = await openPage({ before: (lt) => init(lt, T1) });
    page.lt(...call);
    await page.pass();
    const [hit, ...more] = page.hits();
    expect(more).toEqual([]);
    expect(hit?.flags).toContain('ignored');
    expect(hit).not.toHaveProperty('event');
    expect(hit).not.toHaveProperty('props');
    expect(hit).not.toHaveProperty('value');
  });

  it('an empty object is nothing', async () => {
    const page = await openPage({ before: (lt) => init(lt, T1) });
    page.lt('send', 'pv', {}, [T1]);
    await page.pass();
    expect(page.hits()).toMatchObject([{ flags: [] }]);
  });

  it('and a fourth word of an event', async () => {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', 'A', 'B', [T1]);
    await page.pass();
    expect(page.hits().at(-1)).toMatchObject({ event: 'A', flags: ['swapped', 'ignored'] });
  });
});

it("a page's own function around _lt hears each call once, and so do we", async () => {
  const page = await openPage({ before: base });
  const inner = window._lt;
  const heard: unknown[][] = [];
  window._lt = (...args) => {
    heard.push(args);
    inner?.(...args);
  };
  page.lt('send', 'cv', { type: 'Conversion' }, [T1]);
  await page.pass();
  expect(heard).toHaveLength(1);
  expect(page.hits().map(bare)).toEqual(event({}));
});
