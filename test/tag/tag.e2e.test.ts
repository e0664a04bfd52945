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

const until = (count: number) => expect.poll(() => site.hits().length, { timeout: 5000 }).toBe(count);

describe('a page with the base code', () => {
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

  it('is measured though its own names stand before those of the browser', async () => {
    const named = ['hidden', 'referrer', 'prerendering', 'title', 'currentScript', 'readyState', 'cookie']
      .map((name) => `<form name=${name}></form><img name=${name}>`)
      .join('');
    site.put('/', `<script>var performance={},Date=window.Date</script>${base}`, named);
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    expect(site.hits()[0]).toMatchObject({ title: 'Page /', referrer: '' });
    expect(errors).toEqual([]);
    await settle(page);
    await page.reload();
    await until(2);
    const [first, second] = site.hits();
    expect(first?.visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.visitor).toBe(first?.visitor);
  });

  it.each(['var', 'const'])('is measured whole though the page has names of its own, by %s', async (kind) => {
    const names = ['URL', 'name', 'status', 'history', 'screen', 'event', 'Image', 'console'];
    const own = names.map((name) => `${kind} ${name}='/api';`).join('');
    site.put('/', `<script>${own}</script>${base}<script>_lt('send','cv',{type:'A'},['${T1}'])</script>`);
    const { page, errors } = await openTab(browser);
    for (const path of ['/', '/?b=1']) {
      await page.goto(site.shop + path);
      await settle(page);
    }
    expect(site.hits()).toHaveLength(4);
    expect(new Set(site.hits().map(({ visitor }) => visitor)).size).toBe(1);
    expect(site.hits()[0]?.visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(errors).toEqual([]);
  });

  it.each(['Set', 'Symbol', 'Date', 'Reflect', 'fetch'])(
    'is in nobody’s way where the page has a %s of its own, which nothing works without',
    async (name) => {
      site.put('/', `<script>const ${name}='x'</script>${base}`);
      const { page, errors } = await openTab(browser);
      await page.goto(`${site.shop}/?b=1&tl_click=${'ab'.repeat(16)}`);
      await settle(page);
      expect(errors).toEqual([]);
    },
  );

  it('of old Prototype.js, which has a reduce of its own, is measured, and keeps its address', async () => {
    const old =
      'Array.prototype.reduce=function(){return this.length>1?this:this[0]};' +
      'Array.prototype.toJSON=function(){return "["+this.map(function(one){return JSON.stringify(one)}).join(", ")+"]"};' +
      'Array.prototype.find=function(is){for(var i=0;i<this.length;i++)if(is(this[i]))return i;return false};' +
      'Object.keys=function(one){var keys=[];for(var key in one)keys.push(key);return keys}';
    site.put('/', `<script>${old}</script>${base}`);
    const { page, errors } = await openTab(browser);
    const paths = [
      '/?a=1#part',
      '/?order=20240115&card=4111111111111111',
      `/?a=1&tl_click=${'ab'.repeat(16)}`,
    ];
    for (const path of paths) {
      await page.goto(site.shop + path);
      await settle(page);
    }
    expect(page.url()).toBe(`${site.shop}/?a=1`);
    expect(site.hits().map(({ url }) => url.replace(site.shop, ''))).toEqual([
      '/?a=1',
      '/?order=20240115&card=NUMBER',
      '/?a=1',
    ]);
    expect(errors).toEqual([]);
  });

  it('asks who came only once the visitor agreed, and then does', async () => {
    const ask = base.replace("_lt('init'", "_lt('consent');_lt('init'");
    site.put('/', ask);
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/?tl_hop=${'ab'.repeat(16)}`);
    await settle(page);
    expect(site.recorded).toEqual([]);
    expect(page.url()).toBe(`${site.shop}/`);
    await page.evaluate("_lt('consent','granted')");
    await until(1);
    const asked = site.recorded.filter(({ path }) => path === '/hop').map(({ body }) => JSON.parse(body));
    expect(asked[0]).toMatchObject({ hop: 'ab'.repeat(16), consent: 'granted' });
  });

  it('asks who came once where the site says at once that the visitor agreed', async () => {
    const ask = base.replace("_lt('init'", "_lt('consent');_lt('init'");
    site.put('/', `${ask}<script>_lt('consent','granted')</script>`);
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/?tl_hop=${'ab'.repeat(16)}`);
    await until(1);
    await settle(page);
    expect(site.recorded.map(({ path }) => path)).toEqual(['/hop', '/hit']);
  });

  it('leaves two globals of its own, and only those', async () => {
    site.put('/', `<script>let before=Object.keys(window)</script>${base}`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(1);
    const added = await page.evaluate('Object.keys(window).filter((key)=>!before.includes(key)).sort()');
    expect(added).toEqual(['_lt', '_ltq']);
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

describe('a difficult page', () => {
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
