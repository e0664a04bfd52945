// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, keptHits, openSender, type Sender, slowCollector } from '../../support/sender.ts';
import { batchOf, closePage, T1 } from '../../support/tag-page.ts';

let page: Sender;
beforeEach(async () => {
  page = await openSender();
});
afterEach(closePage);

it('keeps at most fifty hits', async () => {
  for (let n = 0; n < 9000; n++) page.answers.push(null);
  for (let n = 0; n < 60; n++) {
    page.convert({ n });
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
    for (let n = 0; n < count; n += 1) page.convert({ n, itemIds: [`p${n}`] });
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
    page.convert({ n: -1 });
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
    page.convert({ n: -1 });
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
      page.convert();
      await page.pass(0);
    }
    collector.answer();
    await page.pass();
    page.convert();
    await page.pass();
    const seqs = collector.bodies.flatMap((body) => batchOf(body).hits.map(({ seq }) => Number(seq)));
    expect(seqs).toHaveLength(1001);
    expect(Math.max(...seqs) - Math.min(...seqs)).toBe(1300);
  });

  it('of a page that nobody sees are kept up to fifty', async () => {
    page.show(false);
    for (let n = 0; n < 300; n += 1) {
      page.convert({ n });
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
  page.convert({ value: long, currency: long, deduplicationKey: long, externalId: long, note: long });
  page.convert();
  await page.pass();
  const requests = page.fetched.map(({ body, init }) => [new Blob([body]).size > 64_000, init.keepalive]);
  expect(requests).toEqual([
    [true, false],
    [false, true],
  ]);
});
