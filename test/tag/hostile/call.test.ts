// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { base, closePage, openPage, T1, T2 } from '../../support/tag-page.ts';

/*
 * What careless and hostile calls say. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(() => {
  closePage();
  // What a page of routes put before the browser's own.
  for (const name of ['pushState', 'replaceState']) Reflect.deleteProperty(history, name);
});

describe('a call in another shape than any of LINE', () => {
  it.each<[string, unknown[], string]>([
    ['list before parameters', ['send', 'cv', [T1], { type: 'A' }], 'A swapped'],
    ['tag id without a list', ['send', 'cv', { type: 'A' }, T1], 'A swapped'],
    ['name as a word', ['send', 'cv', 'A', [T1]], 'A swapped'],
    ['options before parameters', ['send', 'cv', { dpa: true }, { type: 'A' }, [T1]], 'A'],
    ['null for the parameters', ['send', 'cv', null, [T1]], 'undefined'],
    ['parameters in a list', ['send', 'cv', [{ type: 'A' }], [T1]], 'A swapped'],
    ['parameters in a list behind the tag id', ['send', 'cv', [T1, { type: 'A' }]], 'A swapped'],
    ['parameters in a list, in two', ['send', 'cv', [{ value: 1 }, { type: 'A' }, 'x'], [T1]], 'A swapped'],
    ['parameters in a list with the tag id', ['send', 'cv', [{ type: 'A' }, T1]], 'A swapped'],
    ['a tag id among the parameters', ['send', 'cv', { type: 'A', tagId: T1 }], 'A swapped'],
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
    expect(page.sent()).toEqual(['view', expected]);
    expect(page.hits()[1]?.props ?? {}).not.toHaveProperty('0');
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
    expect(page.sent()).toEqual(['view', 'A ignored']);
  });

  it.each([[`${T1}1`], ['abcdefgh-abcd-abcd-abcd-abcdef'], ['[[tagId]]']])('%s is no tag id', async (id) => {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'A' }, [id]);
    await page.pass();
    expect(page.hits().map(({ tag }) => tag)).toEqual([T1, T1]);
    expect(page.sent()).toEqual(['view', 'A no-tags']);
    expect(page.hits()[1]).not.toHaveProperty('props');
  });

  it('an event of a tag id among its parameters is of no other account', async () => {
    const page = await openPage({ before: base });
    page.lt('send', 'cv', { type: 'A', tagId: T2 });
    await page.pass();
    expect(page.hits()[1]?.tag).toBe(T2);
  });

  it.each<[unknown, boolean]>([
    ['pushState', true],
    ['yes', true],
    [1, true],
    [true, false],
    ['true', false],
    ['history', false],
    ['hash', false],
    [false, false],
    ['false', false],
    [undefined, false],
  ])('an init whose spa is %j is told of: %j', async (spa, isTold) => {
    const page = await openPage({
      before: (lt) => {
        lt('init', { tagId: T1, spa });
        lt('send', 'pv', [T1]);
      },
    });
    await page.pass();
    expect(page.sent()).toEqual([isTold ? 'view ignored' : 'view']);
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
