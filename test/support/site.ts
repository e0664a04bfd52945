import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createTagline } from '../../collector/app.ts';
import { createFakeLine } from '../../collector/demo/fake-line.ts';
import { listen } from '../../collector/serve.ts';
import { PERSON } from './browser.ts';
import { testConfig } from './tagline.ts';

/** Tagline, a fake LINE and a customer's site, each on a port of its own and on sites of their own. */
export async function startSites() {
  const dataDir = mkdtempSync(join(tmpdir(), 'tagline-e2e-'));
  const fakeLine = createFakeLine({ now: Date.now });
  const line = await listen(fakeLine, 0, '127.0.0.1');
  const lines: string[] = [];
  const tagline = createTagline(
    { ...testConfig, dataDir, publicUrl: null, lineApiBase: `http://127.0.0.1:${line.port}` },
    {
      assets: 'dist',
      log: (level, event, detail) => lines.push(JSON.stringify({ level, event, ...detail })),
    },
  );
  const server = await listen(tagline, 0, '127.0.0.1');
  const pages = new Map<string, string>();
  const site = new Hono();
  site.get('*', (c) => {
    const body = pages.get(c.req.path);
    return body === undefined ? c.notFound() : c.html(body);
  });
  const shop = await listen({ app: site }, 0, '127.0.0.1');
  return {
    tagline,
    fakeLine,
    log: lines,
    /** Where the dashboard and the collector are. */
    origin: `http://tagline.test:${server.port}`,
    /** The customer's own site. */
    shop: `http://shop.test:${shop.port}`,
    /** Puts a page on the customer's site: what stands in its head, and in its body. */
    put(path: string, head: string, body = '') {
      pages.set(
        path,
        `<!doctype html><html lang="en"><head><title>Shop ${path}</title>${head}</head><body>${body}</body></html>`,
      );
    },
    async close() {
      for (const one of [shop, server, tagline, line]) await one.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Sites = Awaited<ReturnType<typeof startSites>>;

/** A fresh browser profile of a person. */
export function person(browser: Browser, options: BrowserContextOptions = {}) {
  return browser.newContext({ userAgent: PERSON, locale: 'en-GB', ...options });
}
