import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_OWNER, type Demo, startDemo } from '../../collector/demo/demo.ts';
import { DEMO_TAG_ID } from '../../db/demo/index.ts';
import { launchBrowser, PERSON } from '../support/browser.ts';
import { person } from '../support/site.ts';
import { hex, testConfig } from '../support/tagline.ts';

/* The Live page and the doctor, in a real browser on the demo. */
let browser: Browser;
let demo: Demo;
let page: Page;
let complaints: string[];
let last = 0x5000;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tagline-live-'));
  const config = { ...testConfig, port: 0, dataDir, publicUrl: null };
  [browser, demo] = await Promise.all([
    launchBrowser(),
    startDemo({ config, say: () => {}, visitors: 60, assets: 'dist' }),
  ]);
  const context = await person(browser);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${demo.dashboard}/sign-in`);
  await page.locator('input[name=email]').fill(DEMO_OWNER.email);
  await page.locator('input[name=password]').fill(DEMO_OWNER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/overview**');
});
afterAll(async () => {
  await browser.close();
  await demo.close();
});
beforeEach(async () => {
  complaints = [];
  await page.goto(`${demo.dashboard}/a/1/live`);
});

const listening = () => page.getByText('Listening').waitFor();
const rows = () => page.locator('.live-row');

async function send(hits: object[], test?: string) {
  const whole = hits.map((hit) => {
    last += 1;
    return {
      id: hex(last),
      tag: DEMO_TAG_ID,
      visitor: hex(0xe2),
      url: 'http://127.0.0.1/tea',
      age: 0,
      ...hit,
    };
  });
  await fetch(`${demo.dashboard}/hit`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': PERSON },
    body: JSON.stringify({ v: 1, test, hits: whole }),
  });
}

describe('the Live page', () => {
  it('shows hits while they arrive, newest first, with outcome and reason, opened by keyboard', async () => {
    await listening();
    await page.getByText('Waiting for hits').waitFor();
    await send([{ event: 'Purchase', value: 1980, currency: 'JPY' }]);
    await send([{ url: 'https://elsewhere.test/' }]);
    await rows().nth(1).waitFor();
    expect(await rows().nth(0).textContent()).toMatch(/Page view.*not listed.*elsewhere\.test.*Dropped/);
    expect(await rows().nth(1).textContent()).toMatch(/Purchase · ¥1,980.*127\.0\.0\.1\/tea.*Stored/);
    await rows().nth(1).locator('summary').focus();
    await page.keyboard.press('Enter');
    await rows().nth(1).getByText('Desktop').waitFor();
    expect(complaints).toEqual([]);
  });

  it('A1 what visitors send is shown as text', async () => {
    await listening();
    const evil = `<img src=x data-pwn onerror="document.title='pwned'">`;
    await send([{ event: evil, title: evil, url: `http://127.0.0.1/${evil}` }]);
    await rows().first().waitFor();
    await rows().first().locator('summary').click();
    expect(await page.locator('[data-pwn]').count()).toBe(0);
    expect(await rows().first().textContent()).toContain(evil);
    expect(await page.title()).not.toContain('pwned');
  });

  it('can be paused, says how many wait, and keeps at most 200', async () => {
    await listening();
    await page.getByRole('button', { name: 'Pause' }).click();
    await send([{ event: 'While-paused' }]);
    await page.getByText('Paused: 1 more').waitFor();
    expect(await rows().count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await rows().first().waitFor();
    expect(await page.getByText('no longer here').count()).toBe(0);
    await page.getByRole('button', { name: 'Pause' }).click();
    for (let batch = 0; batch < 3; batch += 1) await send(Array.from({ length: 90 }, () => ({})));
    await page.getByText('Paused: 270 more').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('70 older ones').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.getByText('no longer here').count()).toBe(0);
    for (let batch = 0; batch < 3; batch += 1) await send(Array.from({ length: 90 }, () => ({})));
    await expect.poll(() => rows().count()).toBe(200);
  });

  it('says when the line is lost, and takes it up again', async () => {
    await page.route('**/hits/live', (route) => route.abort());
    await page.reload();
    await page.getByText('Connection lost').waitFor();
    await page.unroute('**/hits/live');
    await listening();
    await send([{ event: 'After' }]);
    await rows().getByText('After').waitFor();
  });

  it('puts no address into a field that somebody writes into', async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/test-mode', async (route) => {
      await asked;
      await route.continue();
    });
    await page.reload();
    const field = page.getByLabel('Page to open');
    await field.focus();
    const before = await field.inputValue();
    const answered = page.waitForResponse('**/test-mode');
    answer();
    await answered;
    await page.waitForTimeout(300);
    expect(await field.inputValue()).toBe(before);
    await page.unroute('**/test-mode');
  });

  it('test mode: a QR code, the time that is left, and hits that are marked', async () => {
    await listening();
    await page.getByLabel('Page to open').fill('https://elsewhere.test/');
    await page.getByRole('button', { name: 'Make the QR code' }).click();
    await page.getByText('Add its domain').waitFor();
    await page.getByLabel('Page to open').fill(`${demo.shop}/`);
    await page.getByRole('button', { name: 'Make the QR code' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await page.getByText(/opened for another 1[45]:/).waitFor();
    const shown = async () => (await page.locator('.live-test .address').textContent()) ?? '';
    const first = await shown();
    const token = new URL(first).searchParams.get('tl_test') ?? '';
    expect(token).toHaveLength(72);
    await send([{ event: 'Trial' }], token);
    await page.locator('.live-row.test').getByText('Trial').waitFor();
    // The tag itself: a browser that opens the address, and goes on to another page of the site. A code is for one.
    await page.getByRole('button', { name: 'Make a new one' }).click();
    await expect.poll(shown).not.toBe(first);
    const address = await shown();
    const context = await person(browser);
    const visitor = await context.newPage();
    await visitor.goto(address);
    await page.locator('.live-row.test').getByText('Page view').waitFor();
    await visitor.goto(`${demo.shop}/`);
    await expect.poll(() => page.locator('.live-row.test').getByText('Page view').count()).toBe(2);
    await context.close();
  });
});

describe('the doctor', () => {
  it('checks a page, and says what cannot be fetched', async () => {
    await page.goto(`${demo.dashboard}/a/1/tracking`);
    const address = page.getByLabel('Address of the page');
    await address.fill(`${demo.shop}/`);
    await page.getByRole('button', { name: 'Check the page' }).click();
    await page.getByText('The codes on this page are fine').waitFor();
    await page.locator('.doctor-facts').getByText(DEMO_TAG_ID).waitFor();
    await address.fill('http://169.254.169.254/latest/meta-data/');
    await page.getByRole('button', { name: 'Check the page' }).click();
    await page.getByText('Only pages of the public internet').waitFor();
    expect(complaints).toEqual([]);
  });
});
