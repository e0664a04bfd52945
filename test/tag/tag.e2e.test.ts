import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { baseCode, conversionCode, imageCode } from '../../tag/snippet.ts';
import { launchBrowser } from '../support/browser.ts';
import { T1, T2 } from '../support/tag-page.ts';
import { closeTabs, openTab, settle, startTagSite, type TagSite } from '../support/tag-site.ts';

let browser: Browser;
let site: TagSite;
let base = '';

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startTagSite()]);
  base = baseCode({ origin: site.origin, tagId: T1 });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => site.reset());
afterEach(closeTabs);

const names = () => site.hits().map(({ event }) => event ?? 'view');
const until = (count: number) => expect.poll(() => site.hits().length, { timeout: 5000 }).toBe(count);

describe('a page with the base code', () => {
  it('sends one page view and nothing else, without a preflight and without cookies', async () => {
    site.put('/', base);
    const { page, context, errors } = await openTab(browser);
    await page.goto(`${site.shop}/?q=tea#top`, { referer: 'http://search.test/?q=a' });
    await until(1);
    await settle(page);
    expect(site.recorded).toHaveLength(1);
    const [request] = site.requests();
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('text/plain;charset=UTF-8');
    expect(request?.headers.origin).toBe(site.shop);
    expect(request?.headers).not.toHaveProperty('cookie');
    const cookies = await context.cookies();
    expect(cookies).toMatchObject([
      { name: '_tl', domain: '.shop.test', path: '/', sameSite: 'Lax', secure: false },
    ]);
    expect(cookies[0]?.expires).toBeGreaterThan(Date.now() / 1000 + 300 * 86_400);
    const [hit] = site.hits();
    expect(hit).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      tag: T1,
      visitor: cookies[0]?.value.split('.', 1)[0],
      seq: expect.any(Number),
      cuts: 1,
      url: `${site.shop}/?q=tea`,
      referrer: 'http://search.test/?q=a',
      title: 'Page /',
      age: 0,
      flags: [],
    });
    expect(errors).toEqual([]);
  });

  it('keeps the visitor on the next page, on a sister host, and when the cookie is lost', async () => {
    site.put('/', base);
    const { page, context } = await openTab(browser);
    for (const to of [site.shop, site.sibling, site.shop]) {
      await page.goto(to);
      await settle(page);
    }
    await context.clearCookies();
    await page.goto(site.shop);
    await until(4);
    expect(new Set(site.hits().map(({ visitor }) => visitor)).size).toBe(1);
    expect(await context.cookies()).toHaveLength(1);
  });

  it('leaves two globals of its own, and only those', async () => {
    site.put('/', `<script>let before=Object.keys(window)</script>${base}`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    const added = await page.evaluate('Object.keys(window).filter((key)=>!before.includes(key)).sort()');
    expect(added).toEqual(['_lt', '_ltq']);
  });

  it('that stands twice sends one page view, flagged', async () => {
    site.put('/', base, base);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await settle(page);
    expect(site.hits().map(({ flags }) => flags)).toEqual([['twice']]);
  });

  it('of two accounts sends a page view for each, of one visitor', async () => {
    site.put('/', base + baseCode({ origin: site.origin, tagId: T2, customerType: 'lap' }));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(2);
    await settle(page);
    expect(site.hits().map(({ tag, flags }) => [tag, flags])).toEqual([
      [T1, []],
      [T2, []],
    ]);
    expect(new Set(site.hits().map(({ visitor }) => visitor)).size).toBe(1);
  });

  it('below the conversion code sends both', async () => {
    site.put('/', conversionCode({ tagId: T1 }), base);
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(2);
    expect(site.hits().map(({ event = 'view', flags }) => [event, flags])).toEqual([
      ['Conversion', []],
      ['view', []],
    ]);
    expect(errors).toEqual([]);
  });

  it('takes a click id out of the address bar and sends it', async () => {
    site.put('/', base);
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/?a=1&tl_click=${'ab'.repeat(16)}&b=%7E#x`);
    await until(1);
    expect(page.url()).toBe(`${site.shop}/?a=1&b=%7E#x`);
    expect(site.hits()[0]).toMatchObject({ click: 'ab'.repeat(16), url: `${site.shop}/?a=1&b=%7E` });
  });

  it('sends no credentials of the address', async () => {
    site.put('/', base);
    const { page } = await openTab(browser);
    await page.goto(site.shop.replace('http://', 'http://user:secret@'));
    await until(1);
    expect(site.requests()[0]?.body).not.toContain('secret');
  });
});

describe('an event on the way out', () => {
  /** Names by id: a beacon says once more, under the same id, what was not answered when the page went. */
  const arrived = () => [...new Map(site.hits().map(({ id, event }) => [id, event ?? 'view'])).values()];
  const convert = `_lt('send','cv',{type:'Leave'},['${T1}'])`;

  it('of a link that is followed arrives', async () => {
    site.put('/', base, `<a href="/next" onclick="${convert}">go</a>`);
    site.put('/next', '');
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await page.click('a');
    await page.waitForURL('**/next');
    await expect.poll(arrived).toEqual(['view', 'Leave']);
  });

  it('of a link that opens a tab arrives', async () => {
    site.put(
      '/',
      base,
      `<a target="_blank" href="/next" onclick="try{window._lt&&${convert}}catch(e){}">go</a>`,
    );
    site.put('/next', '');
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await page.click('a');
    await expect.poll(arrived).toEqual(['view', 'Leave']);
  });

  it('of a script that leaves at once arrives, and so does the page view', async () => {
    site.put('/', base, `<button onclick="${convert};location.href='/next'">go</button>`);
    site.put('/next', '');
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await page.click('button');
    await page.waitForURL('**/next');
    await expect.poll(arrived).toEqual(expect.arrayContaining(['view', 'Leave']));
    expect(arrived()).toHaveLength(2);
  });

  it('that nobody answered goes again from the next page, under the same id', async () => {
    site.put('/', base);
    site.answer('hang');
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    site.answer(204);
    await page.goto(`${site.shop}/?next`);
    await expect.poll(() => site.hits().length).toBe(3);
    const [first, again, second] = site.hits();
    expect(again).toEqual({ ...first, age: expect.any(Number), flags: ['queued'] });
    expect(again?.age).toBeGreaterThan(100);
    expect(second?.seq).toBe(Number(first?.seq) + 1);
    expect(site.recorded.every(({ method }) => method === 'POST')).toBe(true);
    await settle(page);
    await page.goto(`${site.shop}/?last`);
    await settle(page);
    expect(site.hits()).toHaveLength(4);
  });
});

describe('a page that nobody sees', () => {
  it('sends no page view until it is seen, and its events at once', async () => {
    site.put('/', `<script>Object.defineProperty(document,'hidden',{get:()=>!window.seen})</script>${base}`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await page.evaluate(`_lt('send','cv',{type:'Background'},['${T1}'])`);
    await until(1);
    await settle(page);
    expect(names()).toEqual(['Background']);
    await page.evaluate(
      "window.seen=true;document.dispatchEvent(new Event('visibilitychange',{bubbles:true}))",
    );
    await expect.poll(() => names().includes('view')).toBe(true);
    expect(names().filter((name) => name === 'view')).toHaveLength(1);
  });
});

describe('a collector that is down', () => {
  it('gets the same hits with the next one', async () => {
    site.put('/', base);
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await site.down();
    await page.evaluate(`_lt('send','cv',{type:'While'},['${T1}'])`);
    await settle(page);
    await site.up();
    await page.evaluate(`_lt('send','cv',{type:'After'},['${T1}'])`);
    await until(3);
    await settle(page);
    expect(names()).toEqual(['view', 'While', 'After']);
    expect(site.hits()[1]?.age).toBeGreaterThan(300);
    expect(errors).toEqual([]);
  });

  it('gets what was made without a network when it is back', async () => {
    site.put('/', base);
    const { page, context, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await context.setOffline(true);
    await page.evaluate(`_lt('send','cv',{type:'Offline'},['${T1}'])`);
    await settle(page);
    expect(site.hits()).toHaveLength(1);
    await context.setOffline(false);
    await until(2);
    await settle(page);
    expect(names()).toEqual(['view', 'Offline']);
    expect(errors).toEqual([]);
  });

  it.each([503, 429])('and answers %d gets the same hit again under the same id', async (status) => {
    site.put('/', base);
    site.answer(status);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await settle(page);
    site.answer(204);
    await page.evaluate(`_lt('send','cv',{type:'Next'},['${T1}'])`);
    await until(3);
    expect(site.hits()[1]?.id).toBe(site.hits()[0]?.id);
  });

  it('and answers 422 gets it never again', async () => {
    site.put('/', base);
    site.answer(422);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await settle(page);
    await page.evaluate(`_lt('send','cv',{type:'Next'},['${T1}'])`);
    await until(2);
    expect(names()).toEqual(['view', 'Next']);
  });
});

describe('a visitor who does not want it', () => {
  const convert = `<script>_lt('send','cv',{type:'Conversion'},['${T1}'])</script>`;

  it('by Global Privacy Control: a page view without an id, no event, nothing kept', async () => {
    site.put('/', base + convert);
    const { page, context } = await openTab(browser);
    await context.addInitScript(
      "Object.defineProperty(Navigator.prototype,'globalPrivacyControl',{get:()=>true})",
    );
    await page.goto(`${site.shop}/?tl_click=${'ab'.repeat(16)}`);
    await until(1);
    await settle(page);
    expect(names()).toEqual(['view']);
    expect(site.hits()[0]).not.toHaveProperty('visitor');
    expect(site.hits()[0]).not.toHaveProperty('click');
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('by the site, before or after the base code: nothing sent, nothing kept', async () => {
    const deny = `<script>_ltq=window._ltq||[];_lt=window._lt||function(){_ltq.push(arguments)};_lt('consent','denied')</script>`;
    site.put('/', base + convert + deny);
    const { page, context } = await openTab(browser);
    await page.goto(site.shop);
    await settle(page);
    site.put('/', deny + base + convert);
    await page.goto(site.shop);
    await settle(page);
    expect(site.recorded).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('and then does: the page view that was held back, from then on', async () => {
    site.put('/', `${base}<script>_lt('consent','denied')</script>`);
    const { page, context } = await openTab(browser);
    await page.goto(site.shop);
    await settle(page);
    await page.evaluate("_lt('consent','granted')");
    await until(1);
    expect(site.hits()[0]?.consent).toBe('granted');
    expect(await context.cookies()).toHaveLength(1);
  });
});

describe('a difficult page', () => {
  it('in a sandbox without storage or cookies is measured without an id', async () => {
    site.put('/', '', '<iframe sandbox="allow-scripts" src="/frame"></iframe>');
    site.put('/frame', base + conversionCode({ tagId: T1 }));
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(2);
    expect(names()).toEqual(['view', 'Conversion']);
    for (const hit of site.hits()) expect(hit).not.toHaveProperty('visitor');
    expect(errors).toEqual([]);
  });

  it('with a strict policy and a nonce is measured without a violation', async () => {
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-abc' ${site.origin}`,
      `connect-src ${site.origin}`,
      `img-src ${site.origin}`,
    ].join(';');
    const nonce = (code: string) => code.replaceAll('<script>', '<script nonce="abc">');
    site.put('/', nonce(base + conversionCode({ tagId: T1 })), '', { 'Content-Security-Policy': policy });
    const { page } = await openTab(browser);
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    await page.goto(site.shop);
    await until(2);
    expect(violations).toEqual([]);
  });

  it('whose policy forbids requests to the collector is measured by image, once', async () => {
    site.put('/', base, '', {
      'Content-Security-Policy': `script-src 'unsafe-inline' ${site.origin}; connect-src 'none'`,
    });
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await expect.poll(() => site.recorded.length).toBe(1);
    await settle(page);
    expect(site.recorded).toHaveLength(1);
    const { path, query } = site.recorded[0] ?? { path: '', query: '' };
    expect(path).toBe('/tag.gif');
    const batch = JSON.parse(new URLSearchParams(query).get('hits') ?? '');
    expect(batch).toMatchObject({ v: 1, hits: [{ tag: T1, url: `${site.shop}/`, flags: ['csp'] }] });
    expect(errors).toEqual([]);
  });

  it('whose policy forbids even images throws nothing', async () => {
    site.put('/', base, '', {
      'Content-Security-Policy': `default-src 'none'; script-src 'unsafe-inline' ${site.origin}`,
    });
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await settle(page);
    expect(site.recorded).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('that only reports what it would forbid is measured as any', async () => {
    site.put('/', base, '', { 'Content-Security-Policy-Report-Only': "connect-src 'none'" });
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    await settle(page);
    expect(site.recorded.map(({ path }) => path)).toEqual(['/hit']);
  });

  it('with frozen prototypes is measured', async () => {
    const freeze =
      '<script>for(const C of [Object,Array,Function,String,RegExp,Promise,Set,Error])Object.freeze(C.prototype)</script>';
    site.put('/', freeze + base + conversionCode({ tagId: T1 }));
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(2);
    expect(names()).toEqual(['view', 'Conversion']);
    expect(errors).toEqual([]);
  });

  it('that broke fetch gets its hits out by beacon, and throws nothing', async () => {
    site.put('/', `<script>fetch=()=>{throw new Error('broken')}</script>${base}`);
    site.put('/next', '');
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await settle(page);
    await page.goto(`${site.shop}/next`);
    await until(1);
    expect(errors).toEqual([]);
  });

  it('with the script as a module finds its collector', async () => {
    const calls = `<script>_ltq=[];_lt=function(){_ltq.push(arguments)};_lt('init',{tagId:'${T1}'});_lt('send','pv',['${T1}'])</script>`;
    site.put('/', `${calls}<script type="module" src="${site.origin}/lt.js"></script>`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
  });

  it('without scripts is counted by the image', async () => {
    site.put('/', base, imageCode({ origin: site.origin, tagId: T2 }));
    const { page } = await openTab(browser, { javaScriptEnabled: false });
    await page.goto(site.shop);
    await expect.poll(() => site.recorded.length).toBe(2);
    expect(site.recorded.map(({ method, path, query }) => [method, path, query]).sort()).toEqual(
      [T1, T2].map((tag) => ['GET', '/tag.gif', `?c_t=lap&t_id=${tag}&e=pv&noscript=1`]),
    );
  });
});
