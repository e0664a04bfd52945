import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { baseCode, conversionCode, scriptCode, shadowCode } from '../../tag/snippet.ts';
import { launchBrowser } from '../support/browser.ts';
import { T1 } from '../support/tag-page.ts';
import { closeTabs, openTab, settle, startTagSite, type TagSite } from '../support/tag-site.ts';

/*
 * Beside another tag that takes the same calls. LINE's own script may not be shipped, and what it does inside is not
 * known; these stand in for the ways in which it could take them. Each writes down what it got into `heard`.
 */
const HEAR =
  'window.heard=window.heard||[];const hear=(args)=>heard.push(Array.from(args).slice(0,2).map(String));';
const STAND_INS = {
  'drains the queue': `${HEAR}const queue=window._ltq=window._ltq||[];
    while(queue.length)hear(queue.shift());
    queue.push=(args)=>{hear(args);return 0}`,
  'replaces _lt': `${HEAR}const queue=window._ltq||[];
    window._lt=function(){hear(arguments)};
    for(const args of queue.splice(0))hear(args)`,
  'replaces _ltq': `${HEAR}const queue=window._ltq||[];
    window._ltq={push:hear};
    for(const args of queue)hear(args)`,
};
const LINE = 'http://line.test/lt.js';
/** LINE's base code in the shape that every page has it, with another script. */
const lineBase =
  '<script>(function(g,d,o){g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};' +
  "var h=d.getElementsByTagName('script')[0],s=d.createElement('script');s.async=1;" +
  `s.src=o||'${LINE}';h.parentNode.insertBefore(s,h)})(window,document);` +
  `_lt('init',{customerType:'account',tagId:'${T1}'});_lt('send','pv',['${T1}']);</script>`;

let browser: Browser;
let site: TagSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startTagSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => site.reset());
afterEach(closeTabs);

const names = () => site.hits().map(({ event }) => event ?? 'view');

/** Serves the stand-in, and holds back each of the two scripts until it is let go. */
async function hold(context: BrowserContext, standIn: string) {
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open: () => open(), opened };
  };
  const [ours, theirs] = [gate(), gate()];
  await context.route('**/lt.js', async (route) => {
    const isTheirs = route.request().url() === LINE;
    await (isTheirs ? theirs : ours).opened;
    if (isTheirs) await route.fulfill({ contentType: 'text/javascript', body: `{${standIn}}` });
    else await route.continue();
  });
  return { ours, theirs };
}

/** Opens the page with both scripts in an order, and calls before, between and after their arrival. */
async function measure(head: string, standIn: string, first: 'ours' | 'theirs') {
  site.put('/', head, conversionCode({ tagId: T1 }));
  const { page, context, errors } = await openTab(browser);
  const gates = await hold(context, standIn);
  await page.goto(site.shop, { waitUntil: 'domcontentloaded' });
  const say = (name: string) => page.evaluate(`_lt('send','cv',{type:'${name}'},['${T1}'])`);
  const arrived = {
    ours: () => expect.poll(() => site.hits().length, { timeout: 5000 }).toBeGreaterThan(0),
    theirs: () => page.waitForFunction('window.heard'),
  };
  await say('Before');
  gates[first].open();
  await arrived[first]();
  await say('Between');
  const second = first === 'ours' ? 'theirs' : 'ours';
  gates[second].open();
  await arrived[second]();
  await say('After');
  await settle(page);
  const heard: string[][] = await page.evaluate('heard');
  return { heard: heard.map((args) => args.join(' ')), errors };
}

const CALLS = ['view', 'Conversion', 'Before', 'Between', 'After'];
const HEARD = ['init [object Object]', 'send pv', ...Array<string>(4).fill('send cv')];

describe.each(Object.entries(STAND_INS))('beside a script that %s', (_, standIn) => {
  it.each(['ours', 'theirs'] as const)(
    'the shadow code has both get every call once, %s first',
    async (first) => {
      const head = shadowCode({ origin: site.origin }) + lineBase;
      const { heard, errors } = await measure(head, standIn, first);
      expect(names().sort()).toEqual([...CALLS].sort());
      expect(site.hits().map(({ flags }) => flags)).toEqual(CALLS.map(() => []));
      expect(heard).toEqual(HEARD);
      expect(errors).toEqual([]);
    },
  );

  it('the base code alone has both get every call once where ours comes first', async () => {
    const code = baseCode({ origin: site.origin, tagId: T1 });
    const [load = ''] = code.split("_lt('init'");
    const { heard, errors } = await measure(`${load}</script>${lineBase}`, standIn, 'ours');
    expect(names().sort()).toEqual([...CALLS].sort());
    expect(heard).toEqual(HEARD);
    expect(errors).toEqual([]);
  });
});

it('the shadow code measures a page that has a function _lt of its own making', async () => {
  const stub = '<script>var _ltq=[];function _lt(){_ltq.push(arguments)}</script>';
  const head = stub + shadowCode({ origin: site.origin }) + lineBase;
  const { heard, errors } = await measure(head, STAND_INS['drains the queue'], 'ours');
  expect(names().sort()).toEqual([...CALLS].sort());
  expect(heard).toEqual(HEARD);
  expect(errors).toEqual([]);
});

describe('the one-line install', () => {
  it('where consent is required sends and keeps nothing until the site says granted', async () => {
    site.put('/', scriptCode({ origin: site.origin, tagId: T1, consent: 'required' }));
    const { page, context, errors } = await openTab(browser);
    await page.goto(site.shop);
    await settle(page);
    expect(site.recorded).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await page.evaluate("_lt('consent','granted')");
    await expect.poll(names, { timeout: 5000 }).toEqual(['view']);
    expect(site.hits()[0]?.consent).toBe('granted');
    expect(errors).toEqual([]);
  });

  it('where consent is required heeds a yes that was said before it came', async () => {
    const yes = "<script>_ltq=[];_lt=function(){_ltq.push(arguments)};_lt('consent','granted')</script>";
    site.put('/', yes + scriptCode({ origin: site.origin, tagId: T1, consent: 'required' }));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await expect.poll(names, { timeout: 5000 }).toEqual(['view']);
  });
});
