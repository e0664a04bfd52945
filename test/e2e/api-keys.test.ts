import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { person, type Sites, startSites } from '../support/site.ts';
import { OWNER } from '../support/tagline.ts';

/* A key from Settings, a server that uses it, and what the dashboard shows of it, in a real browser. */
let browser: Browser;
let sites: Sites;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, sites] = await Promise.all([launchBrowser(), startSites()]);
  await sites.tagline.addOwner(OWNER.email, OWNER.password);
  const context = await person(browser);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${sites.origin}/sign-in`);
  await page.locator('input[name=email]').fill(OWNER.email);
  await page.locator('input[name=password]').fill(OWNER.password);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !location.pathname.includes('sign-in'));
  await sites.tagline.store.records.addAccount({
    tagId: '11111111-2222-4333-8444-555555555555',
    name: 'Shop',
    timeZone: 'Asia/Bangkok',
    domains: [],
    cutParams: [],
    consent: 'assumed',
    identityDeclared: false,
    loginChannelId: null,
    createdAt: 0,
  });
});
afterAll(async () => {
  await browser.close();
  await sites.close();
});

function send(key: string, events: unknown) {
  return fetch(`${sites.origin.replace('tagline.test', '127.0.0.1')}/v1/conversions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
}

describe('an API key', () => {
  it('is made in Settings, shown once, used, and revoked', async () => {
    await page.goto(`${sites.origin}/a/1/settings`);
    await page.getByText('No API keys yet').waitFor();
    await page.getByRole('button', { name: 'New API key' }).click();
    await page.locator('dialog input[name=name]').fill('<b>Checkout</b>');
    await page.keyboard.press('Enter');
    const key = (await page.locator('dialog code').textContent()) ?? '';
    expect(key).toMatch(/^tgl_/);
    await page.getByRole('button', { name: 'Copy: API key' }).click();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.locator('tbody tr', { hasText: 'Checkout' });
    await row.waitFor();
    expect(await row.textContent()).toContain('<b>Checkout</b>');
    expect(await row.textContent()).toContain('Not used yet');
    expect(await page.content()).not.toContain(key.slice(20));

    const live = await page.context().newPage();
    await live.goto(`${sites.origin}/a/1/live`);
    await live.getByText('Listening').waitFor();
    const bought = { event_name: 'Purchase', deduplication_key: 'a', value: 1980, currency: 'JPY' };
    expect((await send(key, [bought, { ...bought, test_flag: true }])).status).toBe(202);
    const hit = live.locator('.live-row', { hasText: 'Stored' });
    await hit.waitFor();
    expect(await hit.textContent()).toMatch(/Purchase · ¥1,980.*Server.*Stored/);
    await live.locator('.live-row.test').waitFor();
    await live.goto(`${sites.origin}/a/1/tracking`);
    const event = live.locator('tbody tr', { hasText: 'Purchase' });
    await event.first().waitFor();
    expect(await event.first().textContent()).toContain('Server');
    await live.close();

    await page.reload();
    await page.getByText('Active').waitFor();
    await page.getByRole('button', { name: 'Revoke: <b>Checkout</b>' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await row.getByText('Revoked').waitFor();
    expect((await send(key, bought)).status).toBe(401);
    expect(complaints).toEqual([]);
    expect(sites.log).toEqual([]);
  });
});
