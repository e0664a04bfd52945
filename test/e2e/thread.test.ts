import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../db/model.ts';
import { launchBrowser } from '../support/browser.ts';
import { person, type Sites, startSites } from '../support/site.ts';
import { OWNER } from '../support/tagline.ts';

/*
 * The thread through the house, as its users walk it: set up, make an account, paste the codes into another site, make
 * a broadcast and its link, click, land, buy, and read it on the dashboard.
 */
let browser: Browser;
let sites: Sites;
let dashboard: Page;
const codes = { base: '', conversion: '', image: '' };

beforeAll(async () => {
  [browser, sites] = await Promise.all([launchBrowser(), startSites()]);
  dashboard = await (await person(browser)).newPage();
  dashboard.setDefaultTimeout(8_000); // so that a failure says which step waits
});

afterAll(async () => {
  await browser.close();
  await sites.close();
});

async function choose(page: Page, place: string) {
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: place }).waitFor();
}

/** The cells of a table's row by their column, as text. */
async function row(page: Page, named: string): Promise<string> {
  const text = await page.getByRole('row').filter({ hasText: named }).first().innerText();
  return text.replace(/\s+/g, ' ');
}

describe('the thread', () => {
  it('sets up the owner with the printed address, and makes an account', async () => {
    const token = await sites.tagline.setupToken();
    await dashboard.goto(`${sites.origin}/setup#token=${token}`);
    await dashboard.locator('input[name=email]').fill(OWNER.email);
    expect(dashboard.url()).not.toContain(String(token)); // in no history and no screenshot
    await dashboard.locator('input[name=password]').fill(OWNER.password);
    await dashboard.getByRole('button', { name: 'Create owner' }).click();
    await dashboard.waitForURL('**/accounts/new');
    await dashboard.locator('input[name=name]').fill('Tea House');
    await dashboard.locator('select[name=timeZone]').selectOption('Asia/Bangkok');
    await dashboard.locator('textarea[name=domains]').fill('shop.test');
    await dashboard.getByRole('button', { name: 'Create account' }).click();
    await dashboard.waitForURL('**/a/1/tracking');
  });

  it('shows the codes to paste, each one line, and that they were never seen', async () => {
    const shown = dashboard.locator('pre code');
    await shown.first().waitFor();
    const texts = await shown.allTextContents();
    [codes.base, codes.conversion, , codes.image] = [...texts, '', '', '', ''] as [
      string,
      string,
      string,
      string,
    ];
    for (const code of texts) expect(code).not.toContain('\n');
    expect(codes.base).toContain(`${sites.origin}/lt.js`);
    expect(codes.conversion).toContain("'Conversion'");
    expect(await dashboard.getByText('Never seen').count()).toBeGreaterThanOrEqual(2);
    sites.put('/tea', codes.base, '<h1>Tea</h1><a href="/thanks">Buy</a>');
    // A thank-you page as a shop writes it: the value goes into the pasted call.
    const bought = codes.conversion.replace(
      "{type:'Conversion'}",
      "{type:'Conversion',value:1980,currency:'JPY',deduplicationKey:'order-1'}",
    );
    sites.put('/thanks', codes.base + bought, '<h1>Thank you</h1>');
  });

  it('makes a broadcast and a link in it', async () => {
    await choose(dashboard, 'Broadcasts');
    await dashboard.getByRole('button', { name: 'New broadcast' }).first().click();
    await dashboard.locator('input[name=name]').fill('Spring letter');
    await dashboard.locator('input[name=delivered]').fill('1200');
    await dashboard.getByRole('button', { name: 'Create broadcast' }).click();
    await dashboard.getByText('Spring letter').first().waitFor();
    await choose(dashboard, 'Links');
    await dashboard.getByRole('button', { name: 'New link' }).first().click();
    await dashboard.locator('input[name=name]').fill('Hero image');
    await dashboard.locator('input[name=destination]').fill(`${sites.shop}/tea?utm_campaign=spring`);
    await dashboard.locator('select[name=broadcastId]').selectOption({ label: 'Spring letter' });
    await dashboard.getByRole('button', { name: 'Create link' }).click();
    await dashboard.getByRole('row').filter({ hasText: 'Hero image' }).waitFor();
  });

  it('a person clicks the link, lands on the other site, and buys; a reload of the thank-you page is no second order', async () => {
    const [link] = await sites.tagline.store.records.links(1);
    const visitor = await (
      await person(browser, { hasTouch: true, viewport: { width: 390, height: 844 } })
    ).newPage();
    const hit = () =>
      visitor.waitForResponse((response) => response.url().endsWith('/hit') && response.status() === 204);
    const [landed] = await Promise.all([hit(), visitor.goto(`${sites.origin}/r/${link?.code}`)]);
    expect(JSON.parse(landed.request().postData() ?? '')).toMatchObject({
      hits: [{ click: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    });
    expect(visitor.url()).toBe(`${sites.shop}/tea?utm_campaign=spring`); // the click id is gone from the address bar
    await Promise.all([hit(), visitor.getByRole('link', { name: 'Buy' }).click()]);
    await visitor.waitForURL('**/thanks');
    await Promise.all([hit(), visitor.reload()]);
    await visitor.waitForLoadState('networkidle');
    await visitor.context().close();
  });

  it("the broadcast's row reads 1 click, 1 person, 1 conversion and the value, beside LINE's own", async () => {
    await choose(dashboard, 'Broadcasts');
    const text = await row(dashboard, 'Spring letter');
    expect(text).toMatch(/ 1 1 1 100(\.0)?\s?% ¥1,980 1,200 under 20 under 20 under 20/);
    await dashboard.getByRole('link', { name: 'Spring letter' }).click();
    await dashboard.getByText('Receipts').waitFor();
    expect(await row(dashboard, 'Hero image')).toMatch(/1 1 1 100(\.0)?\s?% ¥1,980/);
  });

  it('an audience of the page just seen has 1 person', async () => {
    await choose(dashboard, 'Audiences');
    await dashboard.getByRole('button', { name: 'New audience' }).first().click();
    await dashboard.locator('input[name=name]').fill('Saw the tea');
    await dashboard.getByText('A page is seen whose address contains').click();
    await dashboard.locator('input[name=contains]').fill('/tea');
    await dashboard.getByRole('button', { name: 'Create audience' }).click();
    const line = dashboard.getByRole('row').filter({ hasText: 'Saw the tea' });
    await line.waitFor();
    expect(await row(dashboard, 'Saw the tea')).toMatch(/under 50 .*“\/tea” 30 1 0 /);
  });

  it('a second custom conversion, made from a URL, counts the same visit at once and over the past', async () => {
    await choose(dashboard, 'Conversions');
    expect(await row(dashboard, 'Event is')).toMatch(/ 1 ¥1,980/);
    await dashboard.getByRole('button', { name: 'New custom conversion' }).first().click();
    await dashboard.locator('input[name=name]').fill('Reached the tea');
    await dashboard.getByText('A page is seen whose address contains').click();
    await dashboard.locator('input[name=contains]').fill('/tea');
    await dashboard.getByRole('button', { name: 'Create', exact: true }).click();
    await dashboard.getByRole('row').filter({ hasText: 'Reached the tea' }).waitFor();
    expect(await row(dashboard, 'Reached the tea')).toMatch(/ 1 /);
  });

  it('what happens on the site shows on the open Overview by itself', async () => {
    await choose(dashboard, 'Overview');
    const figures = dashboard.getByRole('main');
    await figures.getByText('Page views').first().waitFor();
    const views = () => sites.tagline.store.events.traffic(1, [{ from: 0, to: Date.now() + 1 }]);
    const before = (await views()).totals.pageViews;
    const visitor = await (await person(browser)).newPage();
    await Promise.all([
      visitor.waitForResponse((response) => response.url().endsWith('/hit')),
      visitor.goto(`${sites.shop}/tea`),
    ]);
    await figures
      .getByText(String(before + 1), { exact: true })
      .first()
      .waitFor();
    await visitor.context().close();
  });

  it('the Tracking page says that both codes are active', async () => {
    await choose(dashboard, 'Tracking');
    await dashboard.getByText('Active').nth(1).waitFor();
    expect(await dashboard.getByText('Never seen').count()).toBe(0);
  });

  it('LINE ties the visitor to a user by an ID token, and the audience can be downloaded', async () => {
    await sites.tagline.store.records.changeAccount(1, { loginChannelId: '2000000001' });
    // The intake remembers accounts; the dashboard's own change makes it look again.
    await dashboard.goto(`${sites.origin}/a/1/settings`);
    await dashboard.locator('input[name=loginChannelId]').fill('2000000001');
    await dashboard.getByRole('button', { name: 'Save' }).first().click();
    await dashboard.getByText('Saved').first().waitFor();
    const userId = `U${'c3'.repeat(16)}`;
    const idToken = sites.fakeLine.issueIdToken({ userId, channelId: '2000000001' });
    sites.put(
      '/login',
      `${codes.base}<script>_lt('consent','granted');_lt('identify',{idToken:'${idToken}'});</script>`,
    );
    const visitor = await (await person(browser)).newPage();
    await visitor.goto(`${sites.shop}/tea`);
    const [answer] = await Promise.all([
      visitor.waitForResponse((response) => response.url().endsWith('/identify')),
      visitor.goto(`${sites.shop}/login`),
    ]);
    expect(answer.status()).toBe(204);
    await visitor.context().close();
    await dashboard.goto(`${sites.origin}/a/1/audiences`);
    await dashboard.getByRole('row').filter({ hasText: 'Saw the tea' }).waitFor();
    const [download] = await Promise.all([
      dashboard.waitForEvent('download'),
      dashboard.getByRole('link', { name: /Download the user ids of Saw the tea/ }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(`${userId}\n`);
  });
});

describe('pages with scripts off, with two tags, with one twice', () => {
  it('JavaScript off: an image-only page view, and never a conversion', async () => {
    const before = await sites.tagline.store.events.traffic(1, [{ from: 0, to: Date.now() + 1 }]);
    const visitor = await (await person(browser, { javaScriptEnabled: false })).newPage();
    const [image] = await Promise.all([
      visitor.waitForResponse((response) => response.url().includes('/tag.gif')),
      visitor.goto(`${sites.shop}/thanks`),
    ]);
    expect(image.status()).toBe(200);
    await visitor.context().close();
    const after = await sites.tagline.store.events.traffic(1, [{ from: 0, to: Date.now() + 1 }]);
    expect(after.totals.imageOnly - before.totals.imageOnly).toBe(1);
    const counted = await sites.tagline.store.events.matched(
      1,
      (await sites.tagline.store.records.conversions(1)).map(({ rule }) => rule),
      { from: 0, to: Date.now() + 1 },
    );
    expect(counted.every(({ channel }) => !channel.includes(CHANNELS.indexOf('image')))).toBe(true);
  });

  it("two accounts' tags on one page count each for itself", async () => {
    const { records, events } = sites.tagline.store;
    await dashboard.goto(`${sites.origin}/accounts/new`);
    await dashboard.locator('input[name=name]').fill('Second');
    await dashboard.getByRole('button', { name: 'Create account' }).click();
    await dashboard.waitForURL('**/a/2/tracking');
    const second = await dashboard.locator('pre code').first().textContent();
    sites.put('/both', codes.base + second);
    const views = async (id: number) =>
      (await events.traffic(id, [{ from: 0, to: Date.now() + 1 }])).totals.pageViews;
    const before = await views(1);
    const visitor = await (await person(browser)).newPage();
    await Promise.all([
      visitor.waitForResponse((response) => response.url().endsWith('/hit')),
      visitor.goto(`${sites.shop}/both`),
    ]);
    await visitor.waitForLoadState('networkidle');
    await visitor.context().close();
    expect(await views(1)).toBe(before + 1);
    expect(await views(2)).toBe(1);
    expect((await records.accounts()).length).toBe(2);
  });

  it('the same base code twice counts one page view, and the Tracking page says so', async () => {
    const { events } = sites.tagline.store;
    const views = async () => (await events.traffic(1, [{ from: 0, to: Date.now() + 1 }])).totals.pageViews;
    sites.put('/twice', codes.base + codes.base);
    const before = await views();
    const visitor = await (await person(browser)).newPage();
    await Promise.all([
      visitor.waitForResponse((response) => response.url().endsWith('/hit')),
      visitor.goto(`${sites.shop}/twice`),
    ]);
    await visitor.waitForLoadState('networkidle');
    await visitor.context().close();
    expect(await views()).toBe(before + 1);
    await dashboard.goto(`${sites.origin}/a/1/tracking`);
    await dashboard.getByText(/twice/i).first().waitFor();
  });

  it('where consent is required, nothing is sent or kept before the yes, and the page view counts after it', async () => {
    await dashboard.goto(`${sites.origin}/a/2/settings`);
    await dashboard.locator('input[name=consent][value=required]').check();
    await dashboard.getByRole('button', { name: 'Save' }).first().click();
    await dashboard.getByText('Saved').first().waitFor();
    await dashboard.goto(`${sites.origin}/a/2/tracking`);
    const code = (await dashboard.locator('pre code').first().textContent()) ?? '';
    sites.put('/ask', code, `<button onclick="_lt('consent','granted')">Agree</button>`);
    const { events } = sites.tagline.store;
    const views = async () => (await events.traffic(2, [{ from: 0, to: Date.now() + 1 }])).totals.pageViews;
    const before = await views();
    const context = await person(browser);
    const visitor = await context.newPage();
    const sent: string[] = [];
    visitor.on('request', (request) => sent.push(request.method()));
    await visitor.goto(`${sites.shop}/ask`);
    await visitor.waitForLoadState('networkidle');
    expect(sent.filter((method) => method === 'POST')).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await Promise.all([
      visitor.waitForResponse((response) => response.url().endsWith('/hit') && response.status() === 204),
      visitor.getByRole('button', { name: 'Agree' }).click(),
    ]);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['_tl']);
    expect(await views()).toBe(before + 1);
    // The next pages say yes by themselves, as the site's consent tool does; it is the same visitor.
    const ids = new Set((await context.cookies()).map(({ value }) => value.split('.', 1)[0]));
    sites.put('/agreed', `${code}<script>_lt('consent','granted')</script>`);
    for (let round = 0; round < 2; round += 1) {
      const [again] = await Promise.all([
        visitor.waitForResponse((response) => response.url().endsWith('/hit') && response.status() === 204),
        visitor.goto(`${sites.shop}/agreed`),
      ]);
      for (const { visitor: id } of JSON.parse(again.request().postData() ?? '').hits) ids.add(id);
    }
    expect(ids.size).toBe(1);
    await context.close();
  });

  it('nothing went wrong on the way', () => {
    expect(sites.log).toEqual([]);
  });
});
