import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { listen } from '../../collector/serve.ts';
import { baseCode } from '../../tag/snippet.ts';
import { launchBrowser } from '../support/browser.ts';
import { plausibleBundle } from './plausible.ts';
import { stubBrowser } from './stubs.ts';
import { type ScriptTime, scriptTime } from './trace.ts';

const LOADS = 30;
const WARM_UP = 3;
const SLOWDOWNS = [1, 4];
const OWN_BUDGET_MS = 1;
const TAG = '11111111-2222-4333-8444-555555555555';
const TEXT = '<section><h2>Tea</h2><p>Leaves, water, and a little time.</p></section>'.repeat(100);

/** A tag under test: the code in the page's head, its script, and where its hits go. */
interface Candidate {
  name: string;
  head: string;
  script: string;
  hit: string;
}

/** A page of a shop with one of the tags in it, and the collector of both on another host. */
async function serveTags() {
  let origin = '';
  const files = new Map<string, Uint8Array>();
  const pages = new Map<string, string>();
  const app = new Hono();
  app.get('/page/:name', (c) => {
    const head = pages.get(c.req.param('name'));
    return head === undefined
      ? c.notFound()
      : c.html(
          `<!doctype html><html><head><title>Shop</title><link rel="icon" href="data:,">${head}</head><body>${TEXT}</body></html>`,
        );
  });
  app.get('/:file{.+\\.js}', (c) => {
    const bytes = files.get(c.req.param('file'));
    return bytes
      ? c.body(Uint8Array.from(bytes), 200, {
          'Content-Type': 'text/javascript',
        })
      : c.notFound();
  });
  app.post('*', async (c) => {
    await c.req.text();
    c.header('Access-Control-Allow-Origin', '*');
    return c.body(null, 204);
  });
  const server = await listen({ app }, 0, '127.0.0.1');
  origin = `http://tagline.test:${server.port}`;
  files.set('lt.js', readFileSync('dist/tag/lt.js'));
  files.set('plausible.js', await plausibleBundle(`${origin}/api/event`));
  files.set('bare.js', Buffer.from(`fetch('${origin}/bare',{method:'POST',body:'{}',keepalive:true})`));
  const candidates: Candidate[] = [
    {
      name: 'lt.js',
      head: baseCode({ origin, tagId: TAG }),
      script: `${origin}/lt.js`,
      hit: `${origin}/hit`,
    },
    {
      name: 'Plausible',
      head: `<script async src="${origin}/plausible.js"></script>`,
      script: `${origin}/plausible.js`,
      hit: `${origin}/api/event`,
    },
    // What any script costs that sends anything.
    {
      name: 'bare fetch',
      head: `<script async src="${origin}/bare.js"></script>`,
      script: `${origin}/bare.js`,
      hit: `${origin}/bare`,
    },
  ];
  for (const { name, head } of candidates) pages.set(name, head);
  return { candidates, shop: `http://shop.test:${server.port}`, close: () => server.close() };
}

type Site = Awaited<ReturnType<typeof serveTags>>;

/** One load in a profile that has never seen the page. */
async function load(browser: Browser, site: Site, candidate: Candidate, slowdown: number, stubbed: boolean) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    if (stubbed) await page.addInitScript(stubBrowser);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await browser.startTracing(undefined, { categories: ['devtools.timeline', 'blink.user_timing'] });
    const sent = stubbed
      ? page.waitForEvent('console', (message) => message.text() === 'bench-hit')
      : page.waitForRequest(candidate.hit);
    await Promise.all([sent, page.goto(`${site.shop}/page/${encodeURIComponent(candidate.name)}`)]);
    const trace = await browser.stopTracing();
    if (errors.length > 0) throw new AggregateError(errors, `${candidate.name} threw`);
    return scriptTime(trace, candidate.script, candidate.hit);
  } finally {
    await context.close();
  }
}

/** Loads all in turn; times of each by its name. */
async function loadAll(browser: Browser, site: Site, slowdown: number, stubbed: boolean) {
  const times = new Map<string, ScriptTime[]>(site.candidates.map(({ name }) => [name, []]));
  for (let turn = -WARM_UP; turn < LOADS; turn += 1) {
    // None always comes first.
    for (const candidate of turn % 2 === 0 ? site.candidates : site.candidates.toReversed()) {
      const time = await load(browser, site, candidate, slowdown, stubbed);
      if (turn >= 0) times.get(candidate.name)?.push(time);
    }
  }
  return times;
}

const quantile = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN;
const rounded = (ms: number) => Number(ms.toFixed(2));

/** What is read out of the loads: with stubs in the browser's place or not, by which clock, and what it may be. */
const FIGURES: { what: string; stubbed: boolean; by: keyof ScriptTime; budget?: number }[] = [
  { what: 'own script', stubbed: true, by: 'processor', budget: OWN_BUDGET_MS },
  { what: 'total', stubbed: false, by: 'processor' },
  { what: 'total, waits included', stubbed: false, by: 'clock' },
];

/** Main-thread time until the first hit has left, ours beside Plausible's and a bare fetch, load by load in turn. */
export async function tag(): Promise<void> {
  const [browser, site] = await Promise.all([launchBrowser(), serveTags()]);
  const rows = [];
  try {
    for (const slowdown of SLOWDOWNS) {
      const loads = new Map<boolean, Awaited<ReturnType<typeof loadAll>>>();
      for (const stubbed of [true, false])
        loads.set(stubbed, await loadAll(browser, site, slowdown, stubbed));
      for (const { what, stubbed, by, budget: fixed } of FIGURES) {
        const [ours = [], theirs = [], bare = []] = [...(loads.get(stubbed)?.values() ?? [])].map((times) =>
          times.map((time) => time[by]),
        );
        const median = quantile(ours, 0.5);
        const beside = quantile(theirs, 0.5);
        const budget = fixed ?? beside;
        rows.push({
          'main thread, ms': what,
          CPU: slowdown === 1 ? 'full' : `1/${slowdown}`,
          'lt.js': rounded(median),
          'lt.js p90': rounded(quantile(ours, 0.9)),
          Plausible: rounded(beside),
          'Plausible p90': rounded(quantile(theirs, 0.9)),
          'bare fetch': rounded(quantile(bare, 0.5)),
          ratio: rounded(median / beside),
          budget: rounded(budget),
          '': median <= budget ? 'ok' : `FAIL: ${rounded(median - budget)} over`,
        });
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  console.table(rows);
}
