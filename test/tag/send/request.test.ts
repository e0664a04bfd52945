// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptHits, openSender, type Sender, slowCollector } from '../../support/sender.ts';
import { batchOf, closePage, T1 } from '../../support/tag-page.ts';

let page: Sender;
beforeEach(async () => {
  page = await openSender();
});
afterEach(closePage);

it('sends an event before the running task ends, without waiting for a timer', async () => {
  page.convert();
  await Promise.resolve();
  expect(page.fetched).toHaveLength(1);
});

it('sends text without a preflight and without cookies, and goes on when the page is left', async () => {
  page.convert();
  await page.pass();
  const [sent] = page.fetched;
  expect(sent?.url).toBe('https://tagline.test/hit');
  expect(typeof sent?.init.body).toBe('string');
  expect(sent?.init).toEqual({ method: 'POST', body: sent?.body, keepalive: true, credentials: 'omit' });
});

it('sends events of one task as one batch, in order', async () => {
  page.convert({ type: 'A' });
  page.convert({ type: 'B' });
  await page.pass();
  expect(page.fetched).toHaveLength(1);
  expect(page.hits().map(({ event }) => event)).toEqual(['A', 'B']);
});

it('sends what was answered never again', async () => {
  page.convert();
  await page.pass();
  page.convert();
  page.show(false);
  page.show(true);
  await page.pass();
  expect(new Set(page.ids().flat()).size).toBe(2);
  expect(page.fetched.length + page.beacons.length).toBeLessThanOrEqual(3);
});

it('sends by beacon what waits or is under way when the page hides', async () => {
  page.lt('send', 'pv', [T1]);
  page.show(false);
  expect(page.beacons.map(({ body }) => batchOf(body).hits.length)).toEqual([1]);
  expect(page.fetched).toEqual([]);
});

it('asks once for a hit under way though the page was hidden and shown meanwhile', async () => {
  const collector = slowCollector();
  page.convert();
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
  page.convert();
  await page.pass();
  page.show(false);
  expect(page.beacons).toEqual([]);
});

it('splits what is over 16 kB into several requests, each hit once', async () => {
  const name = 'あ'.repeat(900);
  for (let n = 0; n < 12; n++) page.convert({ name });
  await page.pass();
  expect(page.fetched.length).toBeGreaterThan(1);
  for (const { body } of page.fetched) expect(new Blob([body]).size).toBeLessThan(16_000);
  expect(new Set(page.ids().flat()).size).toBe(12);
  expect(page.hits()).toHaveLength(12);
});

it('makes ids that sort by time', async () => {
  page.convert();
  await page.pass(10);
  page.convert();
  await page.pass(10);
  const [first = '', second = ''] = page.ids().flat();
  expect(first < second).toBe(true);
  expect(Number.parseInt(first.slice(0, 12), 16)).toBe(Date.parse('2026-01-02T03:04:05.678Z'));
});
