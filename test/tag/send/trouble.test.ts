// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, openSender, type Sender } from '../../support/sender.ts';
import { batchOf, closePage } from '../../support/tag-page.ts';

let page: Sender;
beforeEach(async () => {
  page = await openSender();
});
afterEach(closePage);

describe.each([400, 401, 403, 413, 415, 422, 202, 204])('an answer of %d', (status) => {
  it('is final', async () => {
    page.answers.push(answer(status));
    page.convert();
    await page.pass();
    window.dispatchEvent(new Event('online'));
    page.show(false);
    await page.pass(3_600_000);
    expect(page.sizes()).toEqual([1]);
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
    page.convert();
    await page.pass();
  };

  it('the same hit goes again when the browser is online', async () => {
    await fail();
    window.dispatchEvent(new Event('online'));
    await page.pass();
    expect(page.ids()[1]).toEqual(page.ids()[0]);
    expect(page.hits()[1]).toEqual({ ...page.hits()[0], age: 100 });
  });

  it('the same hit goes again with the next hit', async () => {
    await fail();
    page.convert();
    await page.pass();
    expect(page.sizes()).toEqual([1, 2]);
    expect(page.ids()[1]?.[0]).toBe(page.ids()[0]?.[0]);
  });

  it('the same hit goes by beacon when the page hides, and again when it is shown', async () => {
    await fail();
    page.show(false);
    await page.pass(1000);
    expect(page.beacons.map(({ url, body }) => [url, batchOf(body).hits.map(({ id }) => id)])).toEqual([
      ['https://tagline.test/hit', page.ids()[0]],
    ]);
    page.show(true);
    await page.pass();
    expect(page.ids()[1]).toEqual(page.ids()[0]);
  });

  it('nothing is sent before ten minutes without any of this', async () => {
    await fail();
    await page.pass(599_000);
    expect(page.sizes()).toEqual([1]);
    await page.pass(2000);
    expect(page.sizes()).toEqual([1, 1]);
  });
});

it('sends again after Retry-After, with the time that went by', async () => {
  page.answers.push(answer(503, { 'retry-after': '30' }));
  page.convert();
  await page.pass(29_000);
  expect(page.sizes()).toEqual([1]);
  await page.pass(2000);
  expect(page.sizes()).toEqual([1, 1]);
  expect(page.hits()[1]?.age).toBe(30_000);
});

it('knows the age of a hit though somebody turns the clock on the wall meanwhile', async () => {
  page.answers.push(answer(503, { 'retry-after': '30' }));
  page.convert();
  await page.pass(1000);
  vi.setSystemTime('2026-01-09T00:00:00.000Z');
  await page.pass(30_000);
  expect(page.hits()[1]?.age).toBe(30_000);
});

describe('without a network', () => {
  it('there is one try in ten minutes, however many hits failed', async () => {
    for (let n = 0; n < 9000; n += 1) page.answers.push(null);
    for (let n = 0; n < 40; n += 1) {
      page.convert({ n });
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
    page.convert({ n });
    await page.pass(50_000);
  }
  expect(page.fetched).toHaveLength(1);
  await page.pass(110_000);
  expect(page.hits().length).toBeGreaterThan(10);
});

describe('a collector in trouble', () => {
  const many = () => {
    for (let n = 0; n < 30; n += 1) page.convert({ note: 'x'.repeat(1000), n });
  };

  it('is asked once, not once for every part of what waits', async () => {
    page.answers.push(null);
    many();
    await page.pass();
    expect(page.fetched).toHaveLength(1);
    window.dispatchEvent(new Event('online'));
    await page.pass();
    expect(new Set(page.ids().flat()).size).toBe(30);
  });

  it('is left alone until the time it named, but for what the page would take with it', async () => {
    page.answers.push(answer(503, { 'retry-after': '300' }));
    many();
    await page.pass();
    for (let n = 0; n < 5; n += 1) {
      page.convert();
      await page.pass(10_000);
    }
    expect(page.fetched).toHaveLength(1);
    await page.pass(300_000);
    expect(new Set(page.ids().flat()).size).toBe(35);
  });
});

it('leaves a collector alone until the time it named, whatever else fails meanwhile', async () => {
  const late: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', async (to: unknown, init: RequestInit) => {
    page.fetched.push({ url: String(to), body: String(init.body), init });
    return new Promise((resolve) => late.push(resolve));
  });
  for (let n = 0; n < 3; n += 1) {
    page.convert();
    await page.pass();
  }
  for (const headers of [{ 'retry-after': '300' }, {}, { 'retry-after': '20' }])
    late.shift()?.(answer(503, headers));
  await page.pass();
  for (let n = 0; n < 20; n += 1) {
    page.convert();
    await page.pass(14_000);
  }
  expect(page.fetched).toHaveLength(3);
  await page.pass(30_000);
  expect(page.fetched).toHaveLength(4);
});
