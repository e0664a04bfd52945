import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import type { Driven, Profile, Tab } from './driven.ts';
import { findBrowser } from './install-browser.mjs';

/**
 * The browser as it is installed, except that it speaks to nobody but this machine. Puppeteer's own settings see to
 * telemetry and the like, and are mended where they take away what a person's browser does.
 */
const PREFS = {
  // Every host at all is this machine: whatever Firefox would ask for by itself, it finds nobody.
  'network.dns.forceResolve': '127.0.0.1',
  'network.proxy.type': 0,
  'network.trr.mode': 5,
  'network.connectivity-service.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'browser.topsites.contile.enabled': false,
  'datareporting.usage.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'media.gmp-manager.url': '',
  'security.OCSP.enabled': 0,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  // What Puppeteer switches off and a person has: each site's own cookie jar.
  'network.cookie.cookieBehavior': 5,
};
const GPC = {
  'privacy.globalprivacycontrol.enabled': true,
  'privacy.globalprivacycontrol.functionality.enabled': true,
};

async function launch(prefs: Record<string, unknown>): Promise<Browser> {
  const executablePath = await findBrowser('firefox');
  if (!executablePath) throw new Error('there is no Firefox; `npm test` installs one');
  return puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath,
    headless: true,
    extraPrefsFirefox: { ...PREFS, ...prefs },
  });
}

/** Starts Firefox. */
export async function driveFirefox(): Promise<Driven> {
  const browser = await launch({});
  // Global Privacy Control is a setting of the whole browser.
  let privately: Promise<Browser> | undefined;
  return {
    async open({ gpc = false } = {}) {
      if (gpc) privately ??= launch(GPC);
      const context = await ((gpc && (await privately)) || browser).createBrowserContext();
      return profileOf(context);
    },
    async close() {
      await browser.close();
      await (await privately)?.close();
    },
  };
}

function profileOf(context: BrowserContext): Profile {
  const errors: string[] = [];
  return {
    errors,
    async tab({ background = false } = {}) {
      const page = await context.newPage({ type: 'tab', background });
      page.on('pageerror', (error) => {
        const text = String(error instanceof Error ? error.message : error);
        // Firefox logs requests that were refused in the same way as what a page throws.
        if (!/^(Cross-Origin Request Blocked|Content-Security-Policy):/.test(text)) errors.push(text);
      });
      return tabOf(page);
    },
    cookies: async () =>
      (await context.cookies()).map(
        ({ name, value, domain, path = '/', expires = -1, secure, sameSite }) => ({
          name,
          value,
          domain,
          path,
          expires,
          secure,
          sameSite: sameSite ?? 'Default',
        }),
      ),
    async offline(isOffline) {
      for (const page of await context.pages()) await page.setOfflineMode(isOffline);
    },
    close: () => context.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    click: (selector) => page.click(selector),
    evaluate: (script) => page.evaluate(script),
    show: () => page.bringToFront(),
    close: () => page.close(),
  };
}
