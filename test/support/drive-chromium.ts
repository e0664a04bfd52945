import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import type { Driven, Profile, Tab } from './driven.ts';

/** Headless Chromium shows every tab at once, so one of the background only says that it is. */
const HIDE = `{
  let isHidden = true;
  Object.defineProperty(Document.prototype, 'hidden', { get: () => isHidden, configurable: true });
  addEventListener('test-show', () => {
    isHidden = false;
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}`;
/** Chromium has no Global Privacy Control of its own; extensions put it in its place like this. */
const GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })";

/** Starts Chromium, which keeps pages for the way back as a person's does. */
export async function driveChromium(): Promise<Driven> {
  const browser = await launchBrowser({ keepsPages: true });
  return { open: ({ gpc = false } = {}) => profileOf(browser, gpc), close: () => browser.close() };
}

async function profileOf(browser: Browser, gpc: boolean): Promise<Profile> {
  const context: BrowserContext = await browser.newContext();
  if (gpc) await context.addInitScript(GPC);
  const errors: string[] = [];
  return {
    errors,
    async tab({ background = false } = {}) {
      const page = await context.newPage();
      if (background) await page.addInitScript(HIDE);
      page.on('pageerror', (error) => errors.push(String(error)));
      return tabOf(page);
    },
    cookies: () => context.cookies(),
    offline: (isOffline) => context.setOffline(isOffline),
    close: () => context.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    click: (selector) => page.click(selector),
    evaluate: (script) => page.evaluate(script),
    show: () => page.evaluate("dispatchEvent(new Event('test-show'))"),
    close: () => page.close(),
  };
}
