// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { closePage, openPage, T1, T2, type TagPage } from '../support/tag-page.ts';

afterEach(closePage);

type Options = Parameters<typeof openPage>[0];
type Calls = (lt: TagPage['lt']) => void;

const CLICK = '0123456789abcdef0123456789abcdef';
const base: Calls = (lt) => {
  lt('init', { customerType: 'account', tagId: T1 });
  lt('send', 'pv', [T1]);
};
const convert =
  (...rest: unknown[]): Calls =>
  (lt) => {
    base(lt);
    lt('send', 'cv', ...rest);
  };

/** The body of one request, as text on the wire. */
const SHAPES: [name: string, calls: Calls, options?: Options][] = [
  ['base', base],
  ['base-with-referrer', base, { referrer: 'https://search.example/?q=tea#top' }],
  [
    'two-tags',
    (lt) => {
      base(lt);
      lt('init', { customerType: 'lap', tagId: T2 });
      lt('send', 'pv', [T2]);
    },
  ],
  ['conversion', convert({ type: 'Conversion' }, [T1])],
  ['purchase', convert({ type: 'Purchase', value: 12800, currency: 'JPY', orderId: 'A-1' }, [T1])],
  [
    'purchase-with-key',
    convert(
      {
        type: 'Purchase',
        value: 19.9,
        currency: 'USD',
        deduplicationKey: 'order-20260102-1',
        externalId: 'customer-7',
        itemIds: ['cup', 'pot'],
        quantity: [2, 1],
      },
      [T1],
    ),
  ],
  ['purchase-without-currency', convert({ type: 'Purchase', value: 980 }, [T1])],
  [
    'dynamic-ads',
    convert(
      { type: 'dpa_detail', itemIds: ['cup'], price: [1200], currency: ['JPY'], quantity: [1] },
      { dpa: true },
      [T1],
    ),
  ],
  ['custom-event', convert({ type: 'PointCharge', plan: 'gold', nested: { points: 100 } }, [T1])],
  ['no-name', convert([T1])],
  ['no-tags', convert({ type: 'Conversion' })],
  ['not-initialised', (lt) => lt('send', 'pv', [T1])],
  [
    'twice',
    (lt) => {
      base(lt);
      base(lt);
    },
  ],
  ['click-landing', base, { url: `https://shop.test/tea?sort=new&tl_click=${CLICK}` }],
  [
    'consent-granted',
    (lt) => {
      lt('consent', 'granted');
      convert({ type: 'Conversion' }, [T1])(lt);
    },
  ],
  ['private', base, { gpc: true, url: `https://shop.test/?tl_click=${CLICK}` }],
  [
    'japanese',
    convert({ type: 'Purchase', value: 500, currency: 'JPY', name: '急須 🍵' }, [T1]),
    { title: '茶器の店 🍵', url: 'https://shop.test/茶?色=青' },
  ],
  [
    'identify',
    (lt) => {
      lt('init', { customerType: 'account', tagId: T1 });
      lt('consent', 'granted');
      lt('identify', { idToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJVMSJ9.c2ln' });
    },
  ],
];

/** One line for each field, so that a change is seen; compared as text, so that the order counts, too. */
const pretty = (body: string) => `${JSON.stringify(JSON.parse(body), null, 2)}\n`;

it.each(SHAPES)('the tag still sends %s as it did', async (name, calls, options) => {
  const page = await openPage({ ...options, before: calls, loading: true });
  await page.pass();
  expect(page.fetched).toHaveLength(1);
  await expect(pretty(page.fetched[0]?.body ?? '')).toMatchFileSnapshot(`golden/3/${name}.json`);
});

it('the tag still sends a retry as it did', async () => {
  const page = await openPage({ loading: true });
  page.answers.push(null);
  base(page.lt);
  await page.pass();
  window.dispatchEvent(new Event('online'));
  await page.pass();
  await expect(pretty(page.fetched[1]?.body ?? '')).toMatchFileSnapshot('golden/3/retry.json');
});
