// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchOf, closePage, define, openPage, T1, type TagPage } from '../support/tag-page.ts';

let page: TagPage;
beforeEach(async () => {
  page = await openPage();
  page.lt('init', { customerType: 'account', tagId: T1 });
});
afterEach(closePage);

const convert = (params: object = {}) => page.lt('send', 'cv', { type: 'Conversion', ...params }, [T1]);
const sizes = () => page.fetched.map(({ body }) => batchOf(body).hits.length);
const ids = () => page.fetched.map(({ body }) => batchOf(body).hits.map(({ id }) => id));
/** A collector that says nothing until it is told to; the bodies that it got. */
const slowCollector = () => {
  const bodies: string[] = [];
  let say = () => {};
  const said = new Promise<Response>((resolve) => {
    say = () => resolve(answer(204));
  });
  vi.stubGlobal('fetch', (_: unknown, { body }: RequestInit) => {
    bodies.push(String(body));
    return said;
  });
  return { bodies, answer: () => say() };
};
const keptHits = () => Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key));
const answer = (status: number, headers = {}) => new Response(null, { status, headers });

it('sends an event before the running task ends, without waiting for a timer', async () => {
  convert();
  await Promise.resolve();
  expect(page.fetched).toHaveLength(1);
});

it('sends text without a preflight and without cookies, and goes on when the page is left', async () => {
  convert();
  await page.pass();
  const [sent] = page.fetched;
  expect(sent?.url).toBe('https://tagline.test/hit');
  expect(typeof sent?.init.body).toBe('string');
  expect(sent?.init).toEqual({ method: 'POST', body: sent?.body, keepalive: true, credentials: 'omit' });
});

it('sends events of one task as one batch, in order', async () => {
  convert({ type: 'A' });
  convert({ type: 'B' });
  await page.pass();
  expect(page.fetched).toHaveLength(1);
  expect(page.hits().map(({ event }) => event)).toEqual(['A', 'B']);
});

it('sends what was answered never again', async () => {
  convert();
  await page.pass();
  convert();
  page.show(false);
  page.show(true);
  await page.pass();
  expect(new Set(ids().flat()).size).toBe(2);
  expect(page.fetched.length + page.beacons.length).toBeLessThanOrEqual(3);
});

describe.each([400, 401, 403, 413, 415, 422, 202, 204])('an answer of %d', (status) => {
  it('is final', async () => {
    page.answers.push(answer(status));
    convert();
    await page.pass();
    window.dispatchEvent(new Event('online'));
    page.show(false);
    await page.pass(3_600_000);
    expect(sizes()).toEqual([1]);
    expect(page.beacons).toEqual([]);
  });
});

describe.each([
  ['no network', null],
  ['429', answer(429)],
  ['503', answer(503)],
  ['500', answer(500)],
  ["a page of somebody else's in its place", answer(200)],
  ['nobody there while the collector is put up', answer(404)],
])('after %s', (_, failure) => {
  const fail = async () => {
    page.answers.push(failure && answer(failure.status));
    convert();
    await page.pass();
  };

  it('the same hit goes again when the browser is online', async () => {
    await fail();
    window.dispatchEvent(new Event('online'));
    await page.pass();
    expect(ids()[1]).toEqual(ids()[0]);
    expect(page.hits()[1]).toEqual({ ...page.hits()[0], age: 100 });
  });

  it('the same hit goes again with the next hit', async () => {
    await fail();
    convert();
    await page.pass();
    expect(sizes()).toEqual([1, 2]);
    expect(ids()[1]?.[0]).toBe(ids()[0]?.[0]);
  });

  it('the same hit goes by beacon when the page hides, and again when it is shown', async () => {
    await fail();
    page.show(false);
    await page.pass(1000);
    expect(page.beacons.map(({ url, body }) => [url, batchOf(body).hits.map(({ id }) => id)])).toEqual([
      ['https://tagline.test/hit', ids()[0]],
    ]);
    page.show(true);
    await page.pass();
    expect(ids()[1]).toEqual(ids()[0]);
  });

  it('nothing is sent before ten minutes without any of this', async () => {
    await fail();
    await page.pass(599_000);
    expect(sizes()).toEqual([1]);
    await page.pass(2000);
    expect(sizes()).toEqual([1, 1]);
  });
});

it('sends again after Retry-After, with the time that went by', async () => {
  page.answers.push(answer(503, { 'retry-after': '30' }));
  convert();
  await page.pass(29_000);
  expect(sizes()).toEqual([1]);
  await page.pass(2000);
  expect(sizes()).toEqual([1, 1]);
  expect(page.hits()[1]?.age).toBe(30_000);
});

it('knows the age of a hit though somebody turns the clock on the wall meanwhile', async () => {
  page.answers.push(answer(503, { 'retry-after': '30' }));
  convert();
  await page.pass(1000);
  vi.setSystemTime('2026-01-09T00:00:00.000Z');
  await page.pass(30_000);
  expect(page.hits()[1]?.age).toBe(30_000);
});

it('sends by beacon what waits or is under way when the page hides', async () => {
  page.lt('send', 'pv', [T1]);
  page.show(false);
  expect(page.beacons.map(({ body }) => batchOf(body).hits.length)).toEqual([1]);
  expect(page.fetched).toEqual([]);
});

it('asks once for a hit under way though the page was hidden and shown meanwhile', async () => {
  const collector = slowCollector();
  convert();
  await page.pass(0);
  page.show(false);
  await page.pass();
  page.show(true);
  await page.pass(1000);
  expect([collector.bodies.length, page.beacons.length]).toEqual([1, 0]);
  expect(keptHits()).toHaveLength(1);
  collector.answer();
  await page.pass();
  expect(collector.bodies).toHaveLength(1);
  expect(keptHits()).toEqual([]);
});

it('sends nothing by beacon where all was answered', async () => {
  convert();
  await page.pass();
  page.show(false);
  expect(page.beacons).toEqual([]);
});

it('splits what is over 16 kB into several requests, each hit once', async () => {
  const name = 'あ'.repeat(900);
  for (let n = 0; n < 12; n++) convert({ name });
  await page.pass();
  expect(page.fetched.length).toBeGreaterThan(1);
  for (const { body } of page.fetched) expect(new Blob([body]).size).toBeLessThan(16_000);
  expect(new Set(ids().flat()).size).toBe(12);
  expect(page.hits()).toHaveLength(12);
});

it('keeps at most fifty hits', async () => {
  for (let n = 0; n < 9000; n++) page.answers.push(null);
  for (let n = 0; n < 60; n++) {
    convert({ n });
    await page.pass(1);
  }
  page.answers.length = 0;
  page.fetched.length = 0;
  window.dispatchEvent(new Event('online'));
  await page.pass();
  expect(page.hits()).toHaveLength(50);
});

describe('many calls at once', () => {
  const burst = (count: number) => {
    for (let n = 0; n < count; n += 1) convert({ n, itemIds: [`p${n}`] });
  };
  const numbers = () => page.hits().map(({ props }) => Number(props?.n));

  it('all leave, in a few requests', async () => {
    burst(300);
    await page.pass();
    expect(new Set(numbers()).size).toBe(300);
    expect(page.hits()).toHaveLength(300);
    expect(page.fetched.length).toBeLessThan(40);
  });

  it('while the collector is to be left alone, leave a gap in the numbers for what is given up', async () => {
    page.answers.push(answer(503, { 'retry-after': '300' }));
    convert({ n: -1 });
    await page.pass();
    burst(80);
    await page.pass(301_000);
    const sent = page.hits().slice(1);
    expect(sent).toHaveLength(50);
    const { seq: first } = page.hits()[0] ?? {};
    // The one that failed, those given up, those that arrived.
    expect(Math.max(...sent.map(({ seq }) => Number(seq)))).toBe(Number(first) + 80);
  });

  it('that are given up have what was noticed with them told by another', async () => {
    page.answers.push(answer(503, { 'retry-after': '300' }));
    convert({ n: -1 });
    await page.pass();
    page.lt('nonsense');
    burst(80);
    await page.pass(301_000);
    expect(
      page
        .hits()
        .slice(1)
        .flatMap(({ flags }) => flags),
    ).toContain('ignored');
  });

  it('without end are not kept without end, and leave a gap in the numbers', async () => {
    const collector = slowCollector();
    for (let n = 0; n < 1300; n += 1) {
      convert();
      await page.pass(0);
    }
    collector.answer();
    await page.pass();
    convert();
    await page.pass();
    const seqs = collector.bodies.flatMap((body) => batchOf(body).hits.map(({ seq }) => Number(seq)));
    expect(seqs).toHaveLength(1001);
    expect(Math.max(...seqs) - Math.min(...seqs)).toBe(1300);
  });

  it('of a page that nobody sees are kept up to fifty', async () => {
    page.show(false);
    for (let n = 0; n < 300; n += 1) {
      convert({ n });
      await page.pass(1);
    }
    expect(keptHits().length).toBeLessThan(52);
  });

  it('without a network are fifty again once they failed', async () => {
    for (let n = 0; n < 9000; n += 1) page.answers.push(null);
    burst(200);
    await page.pass();
    burst(60);
    await page.pass();
    page.show(false);
    expect(keptHits().length).toBeLessThan(61);
  });

  it('sort in the order they were made', async () => {
    burst(120);
    await page.pass();
    const byId = page.hits().toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId.map(({ props }) => props?.n)).toEqual(Array.from({ length: 120 }, (_, n) => n));
  });
});

it('cuts a name that would never fit into a request', async () => {
  page.lt('send', 'cv', { type: 'x'.repeat(70_000) }, [T1]);
  await page.pass();
  expect(page.hits().map(({ event }) => event)).toEqual(['x'.repeat(100)]);
});

it('asks no request to outlive the page that is too large for that', async () => {
  const long = 'あ'.repeat(3900);
  document.title = 'あ'.repeat(2048);
  convert({ value: long, currency: long, deduplicationKey: long, externalId: long, note: long });
  convert();
  await page.pass();
  const sizes = page.fetched.map(({ body, init }) => [new Blob([body]).size > 64_000, init.keepalive]);
  expect(sizes).toEqual([
    [true, false],
    [false, true],
  ]);
});

it('says when a call was made and what the page was called then, however long it waited', async () => {
  page.answers.push(answer(503, { 'retry-after': '300' }));
  convert();
  await page.pass(1000);
  history.pushState(null, '', '/later');
  document.title = 'Later';
  convert({ n: 2 });
  history.pushState(null, '', '/next');
  document.title = 'Next';
  await page.pass(300_000);
  const late = page.hits().at(-1);
  expect(late).toMatchObject({ props: { n: 2 }, title: 'Later' });
  expect(late?.url).toContain('/later');
  expect(late?.age).toBeGreaterThan(298_000);
});

it('takes the name that a router gave a page after it changed the address', async () => {
  history.pushState(null, '', '/new');
  page.lt('send', 'pv', [T1]);
  document.title = 'New';
  await page.pass();
  expect(page.hits()).toMatchObject([{ title: 'New' }]);
});

it('says on the next page what was noticed after the last hit of one', async () => {
  page.lt('send', 'pv', [T1]);
  await page.pass();
  page.lt('init', { customerType: 'account', tagId: T1 });
  page.lt('send', 'pv', [T1]);
  page.lt('nonsense');
  page.show(false);
  expect(localStorage.getItem('_tlnews')).toBe(`${T1},ignored`);
  page.show(true);
  await page.again();
  page.lt('send', 'cv', { type: 'A' }, [T1]);
  await page.pass();
  expect(page.hits().at(-1)?.flags).toEqual(['twice', 'ignored']);
  page.show(false);
  expect(localStorage.getItem('_tlnews')).toBeNull();
});

describe('properties', () => {
  it('that are no JSON are left out, and the event is sent', async () => {
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    convert({ loop });
    convert({ big: 1n });
    await page.pass();
    expect(page.hits().map(({ event, props }) => [event, props])).toEqual([
      ['Conversion', undefined],
      ['Conversion', undefined],
    ]);
    expect(page.hits().flatMap(({ flags }) => flags)).toContain('ignored');
  });

  it.each([
    ['a value that is no JSON', { value: 1980n }],
    ['a key that is no JSON', { deduplicationKey: 7n }],
    ['properties that are no JSON', { items: [1n] }],
    ['properties that are too much', { text: 'x'.repeat(4000) }],
  ])('where there is %s, tell that it was left out, and keep the rest', async (_, params) => {
    convert({ currency: 'JPY', ...params });
    await page.pass();
    expect(page.hits().map(({ currency, flags }) => [currency, flags])).toEqual([['JPY', ['ignored']]]);
    convert({ value: null, currency: undefined });
    await page.pass();
    expect(page.hits()[1]?.flags).toEqual([]);
  });

  it('over 4,000 characters are left out, and the event is sent', async () => {
    convert({ value: 5, text: 'x'.repeat(4000) });
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(page.hits()[0]).toMatchObject({ event: 'Conversion', value: 5 });
    expect(page.hits()[0]).not.toHaveProperty('props');
  });

  it("do not change the page's own object", async () => {
    const params = Object.freeze({ type: 'Purchase', value: 1, currency: 'JPY' });
    page.lt('send', 'cv', params, [T1]);
    await page.pass();
    expect(page.hits()[0]?.event).toBe('Purchase');
    expect(Object.keys(params)).toEqual(['type', 'value', 'currency']);
  });
});

it('makes ids that sort by time', async () => {
  convert();
  await page.pass(10);
  convert();
  await page.pass(10);
  const [first = '', second = ''] = ids().flat();
  expect(first < second).toBe(true);
  expect(Number.parseInt(first.slice(0, 12), 16)).toBe(Date.parse('2026-01-02T03:04:05.678Z'));
});

describe('without a network', () => {
  it('there is one try in ten minutes, however many hits failed', async () => {
    for (let n = 0; n < 9000; n += 1) page.answers.push(null);
    for (let n = 0; n < 40; n += 1) {
      convert({ n });
      await page.pass(10_000);
    }
    const before = page.fetched.length;
    await page.pass(1_300_000);
    expect(page.fetched.length - before).toBeLessThanOrEqual(3);
  });
});

it.each(['600', '3600'])('leaves a collector that says %s alone for ten minutes', async (seconds) => {
  page.answers.push(answer(503, { 'retry-after': seconds }));
  for (let n = 0; n < 10; n += 1) {
    convert({ n });
    await page.pass(50_000);
  }
  expect(page.fetched).toHaveLength(1);
  await page.pass(110_000);
  expect(page.hits().length).toBeGreaterThan(10);
});

describe('a collector in trouble', () => {
  const many = () => {
    for (let n = 0; n < 30; n += 1) convert({ note: 'x'.repeat(1000), n });
  };

  it('is asked once, not once for every part of what waits', async () => {
    page.answers.push(null);
    many();
    await page.pass();
    expect(page.fetched).toHaveLength(1);
    window.dispatchEvent(new Event('online'));
    await page.pass();
    expect(new Set(ids().flat()).size).toBe(30);
  });

  it('is left alone until the time it named, but for what the page would take with it', async () => {
    page.answers.push(answer(503, { 'retry-after': '300' }));
    many();
    await page.pass();
    for (let n = 0; n < 5; n += 1) {
      convert();
      await page.pass(10_000);
    }
    expect(page.fetched).toHaveLength(1);
    await page.pass(300_000);
    expect(new Set(ids().flat()).size).toBe(35);
  });
});

it('leaves a collector alone until the time it named, whatever else fails meanwhile', async () => {
  const late: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', async (to: unknown, init: RequestInit) => {
    page.fetched.push({ url: String(to), body: String(init.body), init });
    return new Promise((resolve) => late.push(resolve));
  });
  for (let n = 0; n < 3; n += 1) {
    convert();
    await page.pass();
  }
  for (const headers of [{ 'retry-after': '300' }, {}, { 'retry-after': '20' }])
    late.shift()?.(answer(503, headers));
  await page.pass();
  for (let n = 0; n < 20; n += 1) {
    convert();
    await page.pass(14_000);
  }
  expect(page.fetched).toHaveLength(3);
  await page.pass(30_000);
  expect(page.fetched).toHaveLength(4);
});

it('keeps what an unseen page says, in case the beacon is lost', async () => {
  page.show(false);
  convert();
  await page.pass();
  expect(page.beacons).toHaveLength(1);
  expect(keptHits()).toHaveLength(1);
});

it('takes all that waits along when the page hides, also what waited for an answer', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  for (let n = 0; n < 30; n += 1) convert({ note: 'x'.repeat(1000), n });
  await page.pass();
  page.show(false);
  const gone = page.beacons.flatMap(({ body }) => batchOf(body).hits.map(({ id }) => id));
  expect(new Set(gone).size).toBeGreaterThan(25);
  expect(gone.length).toBe(new Set(gone).size);
  expect(keptHits()).toHaveLength(30);
});

it('takes fifty hits of earlier pages along, the youngest, and gives the others up', async () => {
  const idOf = (n: number) => `${1000 + n}${'0'.repeat(28)}`;
  page = await openPage({
    before: (lt) => {
      localStorage.setItem('_tl', 'a'.repeat(32));
      for (let n = 0; n < 60; n += 1)
        localStorage.setItem(
          `_tl${idOf(n)}`,
          JSON.stringify({ id: idOf(n), tag: T1, seq: n + 1, flags: [], url: '', referrer: '' }),
        );
      lt('init', { customerType: 'account', tagId: T1 });
    },
  });
  await page.pass();
  expect(ids().flat()).toEqual(Array.from({ length: 50 }, (_, n) => idOf(n + 10)));
  expect(keptHits()).toEqual([]);
});

it('is in test mode from the first hit on, also where nothing can be kept', async () => {
  page = await openPage({
    url: 'https://shop.test/?tl_test=abc-DEF_1',
    before: (lt) => {
      define(globalThis, 'localStorage', () => {
        throw new DOMException('denied', 'SecurityError');
      });
      lt('init', { customerType: 'account', tagId: T1 });
      lt('send', 'pv', [T1]);
    },
  });
  await page.pass();
  expect(page.fetched.map(({ body }) => batchOf(body).test)).toEqual(['abc-DEF_1']);
});

it('keeps no hit of an earlier page that cannot be read, and the others go all the same', async () => {
  page = await openPage({
    before: (lt) => {
      localStorage.setItem('_tl', 'a'.repeat(32));
      const id = `1${'0'.repeat(31)}`;
      localStorage.setItem(`_tl${'0'.repeat(32)}`, '{"id":"0');
      localStorage.setItem(`_tl${'a'.repeat(32)}`, '{"flags":[]}');
      localStorage.setItem(`_tl${'b'.repeat(32)}`, '{"flags":[],"id":"x","url":1}');
      localStorage.setItem(
        `_tl${id}`,
        JSON.stringify({ id, tag: T1, seq: 1, flags: [], url: '', referrer: '' }),
      );
      lt('init', { customerType: 'account', tagId: T1 });
    },
  });
  await page.pass();
  expect(page.hits()).toHaveLength(1);
  expect(keptHits()).toEqual([]);
});
