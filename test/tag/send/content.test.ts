// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, openSender, type Sender } from '../../support/sender.ts';
import { closePage, T1 } from '../../support/tag-page.ts';

let page: Sender;
beforeEach(async () => {
  page = await openSender();
});
afterEach(closePage);

it('says when a call was made and what the page was called then, however long it waited', async () => {
  page.answers.push(answer(503, { 'retry-after': '300' }));
  page.convert();
  await page.pass(1000);
  history.pushState(null, '', '/later');
  document.title = 'Later';
  page.convert({ n: 2 });
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

describe('properties', () => {
  it('that are no JSON are left out, and the event is sent', async () => {
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    page.convert({ loop });
    page.convert({ big: 1n });
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
    page.convert({ currency: 'JPY', ...params });
    await page.pass();
    expect(page.hits().map(({ currency, flags }) => [currency, flags])).toEqual([['JPY', ['ignored']]]);
    page.convert({ value: null, currency: undefined });
    await page.pass();
    expect(page.hits()[1]?.flags).toEqual([]);
  });

  it('over 4,000 characters are left out, and the event is sent', async () => {
    page.convert({ value: 5, text: 'x'.repeat(4000) });
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
