import { readFileSync } from 'node:fs';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { respondImage } from '../../collector/intake/respond.ts';
import type { WireHit } from '../../tag/wire.ts';
import { batchOf } from './tag-page.ts';

/** A request that reached the recording collector. */
export interface Recorded {
  method: string;
  path: string;
  query: string;
  body: string;
  headers: Record<string, string>;
}

/** What the recording collector answers to a hit; `hang` never answers. */
type Answer = number | 'hang';

/** What it answers by the image route, as the collector does; all else is trouble. */
const IMAGE_STATUS = [204, 422] as const;

/** A collector that only writes down what reaches it, and a customer's site on another host. */
export async function startTagSite() {
  const folder = new URL('../../dist/tag/', import.meta.url);
  const recorded: Recorded[] = [];
  const asked: { path: string; query: string }[] = [];
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const state: { answer: Answer; retryAfter?: number } = { answer: 204 };

  const collector = new Hono();
  collector.use(async (c, next) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Access-Control-Expose-Headers', 'Retry-After');
    await next();
  });
  collector.get('/:file{lt[\\w.-]*\\.js}', (c) => {
    const script = readFileSync(new URL(c.req.param('file'), folder), 'utf8');
    return c.body(script, 200, { 'Content-Type': 'text/javascript' });
  });
  collector.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const body = await c.req.text();
    recorded.push({ method: c.req.method, path: pathname, query: search, body, headers: c.req.header() });
    if (state.answer === 'hang') await new Promise(() => {});
    if (pathname === '/tag.gif') {
      const status = IMAGE_STATUS.find((one) => one === state.answer) ?? 503;
      return respondImage({ status, reason: null, outcomes: [] }, search.startsWith('?hits='));
    }
    return new Response(null, {
      status: Number(state.answer),
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After',
        ...(state.retryAfter ? { 'Retry-After': `${state.retryAfter}` } : {}),
      },
    });
  });

  const site = new Hono();
  site.get('*', (c) => {
    asked.push({ path: c.req.path, query: new URL(c.req.url).search });
    const page = pages.get(c.req.path);
    return page ? c.html(page.html, 200, page.headers) : c.notFound();
  });
  let collecting = await open(collector, 0);
  const { port } = collecting;
  const shop = await open(site, 0);
  const sent = () => recorded.filter(({ path }) => path === '/hit');

  return {
    recorded,
    asked,
    origin: `http://tagline.test:${port}`,
    shop: `http://shop.test:${shop.port}`,
    /** Another address of the same site. */
    sibling: `http://www.shop.test:${shop.port}`,
    /** Puts a page on the site. */
    put(path: string, head: string, body = '', headers: Record<string, string> = {}) {
      const html = `<!doctype html><html><head><title>Page ${path}</title>${head}</head><body>${body}</body></html>`;
      pages.set(path, { html, headers });
    },
    /** From now on hits are answered so, perhaps with the seconds after which to come again. */
    answer(answer: Answer, retryAfter = 0) {
      Object.assign(state, { answer, retryAfter });
    },
    /** Requests to /hit so far. */
    requests: sent,
    /** Hits so far, in the order of their arrival. */
    hits: (): WireHit[] => sent().flatMap(({ body }) => batchOf(body).hits),
    /** The collector is gone until `up`. */
    down: () => collecting.close(),
    async up() {
      collecting = await open(collector, port);
    },
    reset() {
      recorded.length = 0;
      asked.length = 0;
      this.answer(204);
    },
    async close() {
      await collecting.close();
      await shop.close();
    },
  };
}

export type TagSite = Awaited<ReturnType<typeof startTagSite>>;

/** A server whose `close` cuts what is under way, as a crash does. */
function open(app: Hono, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve) => {
    const server: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) => {
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ port: info.port, close });
    });
  });
}

const contexts: BrowserContext[] = [];

/** Closes the tabs of a test, so that none of them speaks during the next. */
export async function closeTabs(): Promise<void> {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
}

/** A tab of a fresh profile; `errors` are what the page's own error handlers saw. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return { context, page, errors };
}

/** Long enough for what should not be sent to be sent. */
export const settle = (page: Page) => page.waitForTimeout(400);
