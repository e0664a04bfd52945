// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { base, batchOf, closePage, define, openPage, T1 } from '../../support/tag-page.ts';

/*
 * Ways to the collector that fail, or answer with nonsense. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(closePage);

it('asks again no sooner than in a second, whatever Retry-After says', async () => {
  const page = await openPage();
  for (const wait of ['0', '-5', '1e99', 'soon', '99999999']) {
    page.answers.push(new Response(null, { status: 503, headers: { 'retry-after': wait } }));
  }
  base(page.lt);
  await page.pass(599_000);
  expect(page.fetched.length).toBeLessThanOrEqual(1);
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
  expect(page.sent()).toEqual(['view', 'Hidden']);
});

it('asks for the second file once where a policy forbids requests and that, and goes on', async () => {
  const load = vi.fn(() => Promise.reject(new TypeError('no such file')));
  const page = await openPage({ load });
  // As the browser does with each request.
  vi.stubGlobal('fetch', async () => {
    window.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), {
        blockedURI: 'https://tagline.test/hit',
        disposition: 'enforce',
      }),
    );
    throw new TypeError('refused');
  });
  base(page.lt);
  await page.pass(10_000);
  expect(load).toHaveBeenCalledTimes(1);
});

it('tells with the next hit where the second file did not come, which a site asked for', async () => {
  const load = () => Promise.reject(new TypeError('no such file'));
  const page = await openPage({ load });
  page.lt('init', { tagId: T1, spa: 'history' });
  await page.pass();
  page.lt('send', 'pv', [T1]);
  await page.pass();
  expect(page.sent()).toEqual(['view ignored']);
});
