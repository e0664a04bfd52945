import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestTokens, TEST_TIME } from '../../collector/lib/test-token.ts';
import { launchBrowser, PERSON } from '../support/browser.ts';
import { accountOf, storedHits } from '../support/rows.ts';
import { person, type Sites, startSites } from '../support/site.ts';
import { testConfig } from '../support/tagline.ts';

/*
 * The tag with the real collector: what only both together can show.
 */
const TAG = '33333333-3333-4333-8333-333333333333';
let browser: Browser;
let sites: Sites;
/** The same pages under another name: another site. */
let store: string;
/** And on the site of the collector itself. */
let sister: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [browser, sites] = await Promise.all([launchBrowser(), startSites()]);
  store = sites.shop.replace('shop.test', 'store.test');
  sister = sites.shop.replace('shop.test', 'www.tagline.test');
  await sites.tagline.store.records.addAccount({
    tagId: TAG,
    name: 'Shop',
    timeZone: 'Asia/Tokyo',
    domains: ['shop.test', 'store.test', 'tagline.test'],
    cutParams: ['member'],
    consent: 'assumed',
    identityDeclared: false,
    loginChannelId: null,
    createdAt: Date.now(),
  });
  const code = `<script async src="${sites.origin}/lt.js" data-tag-id="${TAG}" data-auto-link-domains="shop.test,store.test"></script>`;
  sites.put('/', code, `<a id="store" href="${store}/?a=1#part">Store</a>`);
  sites.put('/app', code, `<a id="out" href="${sites.shop}/?openExternalBrowser=1">Open</a>`);
});
afterAll(async () => {
  await browser.close();
  await sites.close();
});
afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));

async function open(options = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await person(browser, options);
  contexts.push(context);
  return { context, page: await context.newPage() };
}
const stored = () => storedHits(sites.tagline.store);
const last = () => stored().at(-1);
const until = (count: number) => expect.poll(() => stored().length, { timeout: 5000 }).toBe(count);

describe('a visitor', () => {
  it('stays one across the sites of an account, with nothing left in the address', async () => {
    const before = stored().length;
    const { page } = await open();
    await page.goto(sites.shop);
    await until(before + 1);
    await page.click('#store');
    await page.waitForURL(`${store}/**`);
    await until(before + 2);
    const [first, second] = stored().slice(-2);
    expect(second).toMatchObject({ visitor: first?.visitor, url: `${store}/?a=1` });
    expect(page.url()).toBe(`${store}/?a=1#part`);
    await page.goBack();
    expect(await page.getAttribute('#store', 'href')).toBe(`${store}/?a=1#part`);
  });

  it('is somebody else for whoever follows the same address later', async () => {
    const { page } = await open();
    await page.goto(sites.shop);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.click('#store');
    await page.waitForURL(`${store}/**`);
    await expect.poll(() => last()?.url).toBe(`${store}/?a=1`);
    const visitor = last()?.visitor;
    const address = asked.find((url) => url.includes('tl_hop=')) ?? '';
    expect(address).toMatch(/\/\?a=1&tl_hop=[0-9a-f]{32}$/);
    const before = stored().length;
    const stranger = await open();
    await stranger.page.goto(address);
    await until(before + 1);
    expect(last()?.visitor).not.toBe(visitor);
    expect(last()?.url).toBe(`${store}/?a=1`);
  });

  it('is not kept where a no comes before the word of who it is', async () => {
    const { page } = await open();
    await page.goto(sites.shop);
    let address = '';
    await page.route(/tl_hop=/, (route) => {
      address = route.request().url();
      return route.abort();
    });
    await page.click('#store');
    await expect.poll(() => address).toContain('tl_hop=');
    const other = await open();
    let word = () => {};
    const said = new Promise<void>((resolve) => {
      word = resolve;
    });
    await other.page.route('**/hop', async (route) => {
      await said;
      await route.continue();
    });
    const asked = other.page.waitForRequest('**/hop');
    await other.page.goto(address);
    await asked;
    await other.page.evaluate("_lt('consent','denied')");
    const answered = other.page.waitForResponse('**/hop');
    word();
    expect((await answered).status()).toBe(200);
    await other.page.waitForTimeout(200);
    expect(await other.context.cookies()).toEqual([]);
    expect(await other.page.evaluate('Object.keys(localStorage)')).toEqual([]);
  });

  it("stays one from LINE's in-app browser to the phone's own", async () => {
    const app = await open({ userAgent: `${PERSON} Line/15.12.1/IAB` });
    const before = stored().length;
    await app.page.goto(`${sites.shop}/app`);
    await until(before + 1);
    const visitor = last()?.visitor;
    // LINE hands the address over instead of going there.
    let address = '';
    await app.page.route(/tl_hop=/, (route) => {
      address = route.request().url();
      return route.abort();
    });
    await app.page.click('#out');
    await expect.poll(() => address).toContain('tl_hop=');
    const phone = await open();
    await phone.page.goto(address);
    await until(before + 2);
    expect(last()).toMatchObject({ visitor, lineApp: 0, url: `${sites.shop}/?openExternalBrowser=1` });
    expect(phone.page.url()).toBe(`${sites.shop}/?openExternalBrowser=1`);
  });

  it("is kept alive by the collector's own cookie on the collector's own site, and on no other", async () => {
    const { page, context } = await open();
    const set: (string | null)[] = [];
    page.on('response', async (response) => {
      if (response.url().endsWith('/hit')) set.push(await response.headerValue('set-cookie'));
    });
    await page.goto(sister);
    await expect.poll(() => set.length).toBe(1);
    const [cookie, ...more] = await context.cookies();
    expect(more).toEqual([]);
    expect(set[0]).toContain(
      `_tl=${cookie?.value}; Path=/; Max-Age=63072000; SameSite=Lax; Domain=tagline.test`,
    );
    expect(cookie?.value).toBe(`${last()?.visitor}.tagline.test`);
    const visitor = last()?.visitor;
    await page.goto(`${sister}/app`);
    await expect.poll(() => set.length).toBe(2);
    expect(last()?.visitor).toBe(visitor);
    await page.goto(sites.shop);
    await expect.poll(() => set.length).toBe(3);
    expect(set[2]).toBeNull();
  });
});

describe('test mode', () => {
  it('keeps the hits of one browser out of reports, says them in its console, and in no other', async () => {
    const token = createTestTokens(testConfig.sessionSecret).make(TAG, Date.now() + TEST_TIME);
    const before = stored().length;
    const dropped = async () => (await accountOf(sites.tagline.store, 1))['dropped/test'] ?? 0;
    const { page } = await open();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${sites.shop}/?tl_test=${token}`);
    await expect.poll(dropped).toBe(1);
    expect(page.url()).toBe(`${sites.shop}/`);
    await page.goto(`${sites.shop}/app`);
    await expect.poll(dropped).toBe(2);
    expect(stored()).toHaveLength(before);
    await expect.poll(() => said.filter((line) => line.startsWith('Tagline hit')).length).toBe(2);
    expect(said.join()).toContain('202 test');
    const other = await open();
    const heard: string[] = [];
    other.page.on('console', (message) => heard.push(message.text()));
    await other.page.goto(sites.shop);
    await until(before + 1);
    expect(heard.filter((line) => line.includes('Tagline'))).toEqual([]);
  });

  it('is none where the code can no longer be opened, and the tag forgets it when its time is over', async () => {
    const token = createTestTokens(testConfig.sessionSecret).make(TAG, Date.now() - 1);
    const before = stored().length;
    const { page } = await open();
    await page.goto(`${sites.shop}/?tl_test=${token}`);
    await until(before + 1);
    await page.waitForFunction('localStorage._tl && localStorage._tltrial');
    await page.evaluate("localStorage._tltrial = '1' + '0'.repeat(12) + localStorage._tltrial.slice(13)");
    await page.goto(sites.shop);
    await until(before + 2);
    expect(await page.evaluate('localStorage._tltrial')).toBeUndefined();
  });
});

it('what the account has cut is cut by the collector where an old code does not know of it', async () => {
  const before = stored().length;
  const { page } = await open();
  await page.goto(`${sites.shop}/?member=7&a=1`);
  await until(before + 1);
  expect(last()?.url).toBe(`${sites.shop}/?a=1`);
});
