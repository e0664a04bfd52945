import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_OWNER, type Demo, startDemo } from '../../collector/demo/demo.ts';
import { DEMO_TAG_ID } from '../../db/demo/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { person } from '../support/site.ts';
import { hex, testConfig } from '../support/tagline.ts';

/*
 * Every page of the dashboard on the demo's data, in a real browser: usable by keyboard and screen reader (axe), within
 * its own policy, and showing what visitors sent as text.
 */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = [
  'overview',
  'overview?period=90d&country=JP&source=LINE&event=Conversion&broadcast=7',
  'overview?country=IS',
  'tracking',
  'live',
  'links',
  'conversions',
  'broadcasts',
  'broadcasts/7',
  'audiences',
  'health',
  'settings',
];

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tagline-pages-'));
  const config = { ...testConfig, port: 0, dataDir, publicUrl: null };
  [browser, demo] = await Promise.all([
    launchBrowser(),
    startDemo({ config, say: () => {}, visitors: 600, assets: 'dist' }),
  ]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** Signs in, and listens for whatever the browser complains about. */
async function open(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${demo.dashboard}/sign-in`);
  await page.locator('input[name=email]').fill(DEMO_OWNER.email);
  await page.locator('input[name=password]').fill(DEMO_OWNER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/overview**');
  return { page, complaints };
}

/** Opens a page of the first account and waits until nothing on it is loading. */
async function show(page: Page, place: string) {
  await page.goto(`${demo.dashboard}/a/1/${place}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

async function violations(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(`${AXE};
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`);
  return Array.isArray(found) ? found.map(String) : ['axe did not answer'];
}

const LOOKS = [
  { name: 'light, wide, English', colorScheme: 'light', width: 1280, locale: 'en-GB' },
  { name: 'dark, 375 px, Thai', colorScheme: 'dark', width: 375, locale: 'th-TH' },
  { name: 'light, 375 px, Japanese', colorScheme: 'light', width: 375, locale: 'ja-JP' },
  { name: 'dark, wide, Traditional Chinese', colorScheme: 'dark', width: 1280, locale: 'zh-TW' },
] as const;

describe.each(LOOKS)('$name', ({ colorScheme, width, locale }) => {
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    context = await person(browser, { colorScheme, locale, viewport: { width, height: 900 } });
    ({ page, complaints } = await open(context));
  });

  afterAll(() => context.close());

  it.each(PAGES)('%s has no serious violation, fits the width, and nobody complains', async (place) => {
    await show(page, place);
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(
      locale.startsWith('zh') ? 'zh-TW' : locale.slice(0, 2),
    );
    // What is wider scrolls in a region of its own; the page itself never does.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(complaints).toEqual([]);
  });
});

describe('filters of the Overview', () => {
  it('are reached by keyboard, survive a reload and other days, and go the way they came', async () => {
    const context = await person(browser);
    const { page, complaints } = await open(context);
    await show(page, 'overview?period=90d');
    const visitors = page.locator('.figure.visitors .figure-value');
    const all = Number(await visitors.innerText());
    await page.getByRole('link', { name: 'Only page views from: Japan' }).focus();
    await page.keyboard.press('Enter');
    const japan = page.locator('.chip-text').getByText('Only page views from: Japan');
    await japan.waitFor();
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
    const some = Number(await visitors.innerText());
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);

    await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
    await page.getByRole('link', { name: 'Weekend gift sets' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/overview?period=90d&country=JP&event=*');

    await page.reload();
    await japan.waitFor();
    await page.locator('.range select').selectOption('7d');
    await page.waitForURL('**/overview?period=7d&country=JP&event=*');
    expect(await page.locator('.chip').count()).toBe(2);
    await page.goBack();
    await page.waitForURL('**/overview?period=90d&country=JP');
    await page.getByRole('button', { name: 'Clear all' }).press('Enter');
    await page.waitForURL('**/overview?period=90d');
    expect(await page.locator('.chip').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-filter');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('the menu stays within a narrow screen', async () => {
    const context = await person(browser, { viewport: { width: 375, height: 700 }, locale: 'th-TH' });
    const { page } = await open(context);
    await show(page, 'overview');
    await page.locator('#add-filter').click();
    await page.getByRole('link', { name: 'Weekend gift sets' }).waitFor();
    const box = await page.locator('.filter-panel').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(375);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe('what visitors send', () => {
  const EVIL = `"><img src=x data-pwn onerror="document.title='pwned'"><script data-pwn>document.title='pwned'</script>`;

  it('A1 A4 A5 is shown as text on every page', async () => {
    const headers = { 'content-type': 'text/plain', 'user-agent': `Mozilla/5.0 (Windows NT 10.0) ${EVIL}` };
    const hit = {
      tag: DEMO_TAG_ID,
      visitor: hex(0xe1),
      age: 0,
      url: `http://127.0.0.1/${EVIL}?utm_source=${EVIL}`,
    };
    const sent = await fetch(`${demo.dashboard}/hit`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        v: 1,
        hits: [
          { ...hit, id: hex(0xf1), title: EVIL, referrer: `http://evil.test/${EVIL}` },
          { ...hit, id: hex(0xf2), event: EVIL.slice(0, 90), props: { [EVIL]: EVIL } },
          { ...hit, id: hex(0xf3), url: `http://unlisted.test/${EVIL}` },
          { ...hit, id: hex(0xf4), tag: EVIL },
        ],
      }),
    });
    expect(sent.status).toBe(202);
    const context = await person(browser);
    const { page, complaints } = await open(context);
    for (const place of PAGES) {
      await show(page, place === 'overview' ? 'overview?days=today' : place);
      expect(await page.locator('[data-pwn]').count(), place).toBe(0);
      expect(await page.title(), place).not.toBe('pwned');
    }
    await show(page, 'tracking');
    expect(await page.locator('body').innerText()).toContain('onerror=');
    expect(complaints).toEqual([]);
    const addresses = await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses.filter((address) => !/^(https?:|\/|#)/.test(address ?? ''))).toEqual([]);
    await context.close();
  });
});

describe('states of a page', () => {
  it('says so when the server does not answer, and goes on when it does', async () => {
    const context = await person(browser);
    const { page } = await open(context);
    await page.route('**/api/accounts/1/broadcasts', (route) => route.abort());
    await page.goto(`${demo.dashboard}/a/1/broadcasts`);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/accounts/1/broadcasts');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Weekend gift sets' }).waitFor();
    await context.close();
  });

  it('keeps its place while loading', async () => {
    const context = await person(browser);
    const { page } = await open(context);
    await page.route('**/api/accounts/1/overview**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    await page.goto(`${demo.dashboard}/a/1/overview`);
    await page.locator('[aria-busy=true]').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
    await context.close();
  });

  it('goes to sign-in when the session has ended', async () => {
    const context = await person(browser);
    const { page } = await open(context);
    await context.clearCookies();
    await page.goto(`${demo.dashboard}/a/1/links`);
    await page.waitForURL('**/sign-in**');
    await context.close();
  });
});

describe('the demo shop', () => {
  it.each([1280, 375])(
    'at %d px has no serious violation and breaks none of its own rules',
    async (width) => {
      const context = await person(browser, { viewport: { width, height: 900 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      for (const path of ['/', '/products/matcha', '/cart']) {
        await page.goto(demo.shop + path);
        await page.evaluate(AXE);
        expect(await violations(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
