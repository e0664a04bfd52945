import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseCode } from '../../tag/snippet.ts';
import { answered } from '../support/answered.ts';
import { launchBrowser } from '../support/browser.ts';
import { T1, T2, T3 } from '../support/tag-page.ts';
import { closeTabs, openTab, settle, startTagSite, type TagSite } from '../support/tag-site.ts';

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

const stub = '_ltq=[];_lt=function(){_ltq.push(arguments)};';
/** The base code with further fields of init. */
const baseWith = (options: object) =>
  `<script>${stub}_lt('init',${JSON.stringify({ customerType: 'account', tagId: T1, ...options })});` +
  `_lt('send','pv',['${T1}'])</script><script async src="${site.origin}/lt.js"></script>`;
const oneLine = (attributes = '') =>
  `<script async src="${site.origin}/lt.js" data-tag-id="${T1}" ${attributes}></script>`;
/** What was seen so far: addresses below the shop, with what the tag noticed. */
const views = () =>
  site.hits().map(({ url, flags = [] }) => [url.replace(site.shop, ''), ...flags].join(' '));
const until = (expected: string[]) => expect.poll(views, { timeout: 5000 }).toEqual(expected);
const go = (page: Page, script: string) => page.evaluate(script);
const loaded = () => site.asked;

describe('the one-line install', () => {
  it('counts the page view and knows its tag id for later calls', async () => {
    site.put('/', oneLine());
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, "_lt('send','cv',{type:'Purchase',value:5})");
    await until(['/', '/ no-tags']);
    expect(site.hits()[1]).toMatchObject({ tag: T1, event: 'Purchase', value: 5 });
    expect(errors).toEqual([]);
  });

  it('takes its options from attributes', async () => {
    site.put('/', oneLine('data-spa="hash" data-cut="name,member"'));
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/?name=Ann&a=1&member=7#/cart`);
    await until(['/?a=1#/cart']);
    expect(site.hits()[0]?.cuts).toBe(2);
  });
});

describe('a single-page app', () => {
  it('counts no route for a step that changes nothing, a fragment, or a redirect on the way', async () => {
    site.put('/', baseWith({ spa: true }));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, "history.replaceState({scroll:1},'');history.pushState({},'','/');location.hash='part'");
    await settle(page);
    await go(page, "history.pushState({},'','/old');history.replaceState({},'','/new')");
    await until(['/', '/new']);
    await settle(page);
    expect(views()).toEqual(['/', '/new']);
  });

  it.each([
    ['before', `history.pushState({},'','/a');_lt('send','pv',['${T1}'])`],
    ['after', `history.pushState({},'','/a');setTimeout(()=>_lt('send','pv',['${T1}']),200)`],
  ])('that also calls by itself, %s, has the view counted once and nothing reported', async (_, script) => {
    site.put('/', baseWith({ spa: true }));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, script);
    await until(['/', '/a']);
    await settle(page);
    await go(page, "history.pushState({},'','/b')");
    await until(['/', '/a', '/b']);
  });

  it('with routes behind the fragment has them counted, cleaned', async () => {
    site.put('/', baseWith({ spa: 'hash' }));
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/#/`);
    await until(['/#/']);
    await go(page, "location.hash='#/cart?access_token=SECRET'");
    await until(['/#/', '/#/cart']);
    await go(page, "location.hash='part'");
    await until(['/#/', '/#/cart', '/']);
    await go(page, "history.replaceState({},'','#/a')");
    await until(['/#/', '/#/cart', '/', '/#/a']);
    await go(page, "history.replaceState({},'','#/b')");
    await until(['/#/', '/#/cart', '/', '/#/a', '/#/b']);
  });

  it('counts its routes for every account that asked, and for no other, whoever calls by hand', async () => {
    const others = `_lt('init',{tagId:'${T2}',spa:'history'});_lt('init',{tagId:'${T3}',spa:'false'});`;
    const listener = `addEventListener('popstate',()=>_lt('send','pv',['${T1}']))`;
    site.put('/', `${baseWith({ spa: true })}<script>${others}${listener}</script>`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/', '/']);
    await settle(page);
    await go(page, `history.pushState({},'','/b');_lt('send','pv',['${T1}'])`);
    await settle(page);
    await go(page, "location.hash='part'");
    await settle(page);
    const seen = site.hits().map(({ tag, url, flags = [] }) => [tag, url.replace(site.shop, ''), ...flags]);
    expect(seen).toEqual([
      [T1, '/'],
      // Though nobody called for it.
      [T2, '/'],
      [T1, '/b'],
      [T2, '/b'],
    ]);
  });

  it('that asks for it late has no view twice that was counted before', async () => {
    site.put('/', baseWith({}));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, "location.hash='x';history.pushState({},'','/#x');history.replaceState({},'','/#y')");
    await settle(page);
    await go(page, "_lt('init',{spa:true})");
    await settle(page);
    await until(['/']);
    await go(page, "history.pushState({},'','/b')");
    await until(['/', '/b']);
  });

  it('has its routes counted though its router keeps in the history how far each was read', async () => {
    const keep = "addEventListener('popstate',()=>history.replaceState({top:1},'',location.href))";
    site.put('/', `${baseWith({ spa: true })}<script>${keep}</script>`);
    const { page } = await openTab(browser);
    await page.goto(`${site.shop}/?q=1`);
    await until(['/?q=1']);
    await settle(page);
    await go(page, "history.pushState({},'','?q=2');history.replaceState({top:2},'','?q=2')");
    await until(['/?q=1', '/?q=2']);
    await go(page, 'history.back()');
    await until(['/?q=1', '/?q=2', '/?q=1']);
    // What is put in the place of another stays one view; gone back to and forth again, it is another.
    await go(page, "history.pushState({},'','?x=1');history.replaceState({},'','?x=2')");
    await until(['/?q=1', '/?q=2', '/?q=1', '/?x=2']);
    await go(page, 'history.back()');
    await until(['/?q=1', '/?q=2', '/?q=1', '/?x=2', '/?q=1']);
    await go(page, 'history.forward()');
    await until(['/?q=1', '/?q=2', '/?q=1', '/?x=2', '/?q=1', '/?x=2']);
  });

  it('has its routes counted, and its links followed, though it froze the prototypes', async () => {
    const freeze = '<script>for(const one of [History,Array,Element])Object.freeze(one.prototype)</script>';
    const link = '<a id=pay href="https://pay.test/">pay</a>';
    site.put('/', freeze + baseWith({ spa: true, autoLinkDomains: 'https://*.Pay.test:8443/' }), link);
    const { page, errors } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await settle(page);
    await go(page, "history.pushState({},'','/b')");
    await until(['/', '/b']);
    await go(page, "pay.addEventListener('click',(event)=>event.preventDefault());pay.click()");
    await expect.poll(() => site.recorded.filter(({ path }) => path === '/hop').length).toBe(1);
    expect(errors).toEqual([]);
  });

  it('that does not ask has only its own calls counted', async () => {
    site.put('/', baseWith({}));
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, "history.pushState({},'','/a')");
    await settle(page);
    expect(views()).toEqual(['/']);
    await go(page, `_lt('send','pv',['${T1}'])`);
    await until(['/', '/a']);
    expect(loaded().map(({ path }) => path)).not.toContain('/lt-more.js');
  });
});

describe('properties that the page set', () => {
  it('go with every later hit', async () => {
    site.put('/', `<script>${stub}_lt('set',{plan:'gold'})</script>${baseWith({}).replace(stub, '')}`);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await go(page, `_lt('set',{seats:2});_lt('send','cv',{type:'Quote',plan:'pro',a:1},['${T1}'])`);
    await until(['/', '/']);
    expect(site.hits().map(({ props }) => props)).toEqual([
      { plan: 'gold' },
      { plan: 'pro', seats: 2, a: 1 },
    ]);
  });
});

describe('what nobody answered', () => {
  it('goes out from the next tab after this one was closed without a network, oldest first', async () => {
    site.put('/', baseCode({ origin: site.origin, tagId: T1 }));
    const { page, context } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await answered(page);
    await context.setOffline(true);
    await go(page, `for(const n of [1,2,3])_lt('send','cv',{type:'Offline',n},['${T1}'])`);
    await settle(page);
    const other = await context.newPage();
    await page.close();
    await context.setOffline(false);
    await other.goto(site.shop);
    await expect.poll(() => site.hits().length).toBe(5);
    const sent = site.hits().filter(({ event }) => event === 'Offline');
    expect(sent.map(({ props, flags }) => [props?.n, flags])).toEqual([1, 2, 3].map((n) => [n, ['queued']]));
    const numbers = site
      .hits()
      .map(({ seq }) => Number(seq))
      .sort((a, b) => a - b);
    expect(numbers.map((number) => number - Number(numbers[0]))).toEqual([0, 1, 2, 3, 4]);
  });

  it('is at most fifty hits; the oldest are given up, and their numbers tell', async () => {
    site.put('/', baseCode({ origin: site.origin, tagId: T1 }));
    const { page, context } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await answered(page);
    await context.setOffline(true);
    await go(
      page,
      `(async()=>{for(let n=1;n<=60;n++){_lt('send','cv',{type:'Offline',n},['${T1}']);await new Promise((next)=>setTimeout(next,20))}})()`,
    );
    await settle(page);
    await page.reload().catch(() => {});
    await context.setOffline(false);
    await page.goto(site.shop);
    const distinct = () => new Set(site.hits().map(({ id }) => id)).size;
    await expect.poll(distinct, { timeout: 8000 }).toBe(52);
    const sent = site.hits().filter(({ event }) => event === 'Offline');
    expect([...new Set(sent.map(({ props }) => Number(props?.n)))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 11),
    );
    const numbers = [...new Set(site.hits().map(({ seq }) => Number(seq)))];
    expect(Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.length).toBe(10);
  });

  it('is taken away when consent is denied', async () => {
    site.put('/', baseCode({ origin: site.origin, tagId: T1 }));
    const { page, context } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await answered(page);
    await context.setOffline(true);
    await go(page, `_lt('send','cv',{type:'Offline'},['${T1}'])`);
    await settle(page);
    await go(page, "_lt('consent','denied')");
    expect(await page.evaluate('Object.keys(localStorage).concat(document.cookie)')).toEqual(['']);
    await context.setOffline(false);
    await page.goto(`${site.shop}/?next`);
    await until(['/', '/?next']);
  });
});

describe('links to other sites of the account', () => {
  /** Clicks a link as a visitor does, but stays here: its address while it is followed, and a moment after. */
  const click = (page: Page, link: string) =>
    go(
      page,
      `new Promise((done) => {
        const pressed = document.querySelector('${link}');
        const link = pressed.closest('a,area');
        document.addEventListener('click', (event) => {
          event.preventDefault();
          const during = link.href;
          setTimeout(() => done([during, link.href]), 50);
        }, { once: true });
        pressed.click();
      })`,
    );
  const links =
    '<a id=pay href="https://pay.test/?a=1">pay</a><a id=mail href="mailto:x@pay.test">mail</a><a id=none>none</a>';

  it.each([' pay.test', 'pay.test,', '\n pay.test\n'])(
    'listed as %j take the visitor along, and no others',
    async (listed) => {
      site.put('/', baseWith({ autoLinkDomains: listed }), links);
      const { page, errors } = await openTab(browser);
      await page.goto(site.shop);
      await until(['/']);
      await settle(page);
      expect(await click(page, '#mail')).toEqual(['mailto:x@pay.test', 'mailto:x@pay.test']);
      expect(await click(page, '#none')).toEqual(['', '']);
      expect(await click(page, '#pay')).toEqual([
        expect.stringMatching(/^https:\/\/pay\.test\/\?a=1&tl_hop=[0-9a-f]{32}$/),
        'https://pay.test/?a=1',
      ]);
      expect(errors).toEqual([]);
    },
  );

  it('take the visitor along from within a component, too, and whatever the address', async () => {
    const list = ['', '?', '?a', '?a=1&b', '#x?y', '?a#x?y'].map(
      (rest, place) => `<a id=to${place} href="https://pay.test/${rest}">pay</a>`,
    );
    const map = `<map name=m><area id=spot shape=rect coords=0,0,9,9 href="https://pay.test/map"></map><img usemap=#m width=9 height=9>`;
    const card = `<div id=card></div><script>card.attachShadow({mode:'open'}).innerHTML='<a href="https://pay.test/s"><b>pay</b></a>'</script>`;
    const odd = `<a id=odd href="https://pay.test/o"><form><p>pay</p></form></a><script>odd.firstChild.firstChild.rel=1</script>`;
    site.put('/', baseWith({ autoLinkDomains: 'https://pay.test/jp/' }), list.join('') + map + card + odd);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await settle(page);
    const rest = [];
    for (const place of list.keys())
      rest.push(
        z
          .array(z.string())
          .parse(await click(page, `#to${place}`))[0]
          ?.slice('https://pay.test/'.length),
      );
    expect(rest.map((one) => one?.replace(/[0-9a-f]{32}/, 'T'))).toEqual([
      '?tl_hop=T',
      '?tl_hop=T',
      '?a&tl_hop=T',
      '?a=1&b&tl_hop=T',
      '?tl_hop=T#x?y',
      '?a&tl_hop=T#x?y',
    ]);
    const hops = () => site.recorded.filter(({ path }) => path === '/hop').length;
    await expect.poll(hops).toBe(list.length);
    const [spot] = z.array(z.string()).parse(await click(page, '#spot'));
    expect(spot).toMatch(/^https:\/\/pay\.test\/map\?tl_hop=[0-9a-f]{32}$/);
    await expect.poll(hops).toBe(list.length + 1);
    const [within] = z.array(z.string()).parse(await click(page, '#odd p'));
    expect(within).toMatch(/^https:\/\/pay\.test\/o\?tl_hop=[0-9a-f]{32}$/);
    await expect.poll(hops).toBe(list.length + 2);
    await go(page, "globalThis.hostname='pay.test';document.querySelector('main,body').click()");
    await settle(page);
    expect(hops()).toBe(list.length + 2);
    const press = (button: number) =>
      go(
        page,
        `card.shadowRoot.querySelector('b').dispatchEvent(
          new MouseEvent('auxclick', { bubbles: true, composed: true, cancelable: true, button: ${button} }))`,
      );
    await press(2);
    await settle(page);
    expect(hops()).toBe(list.length + 2);
    await press(1);
    await expect.poll(hops).toBe(list.length + 3);
    // A word of the path in the list is no domain.
    await go(page, `odd.href='https://stranger.jp/'`);
    expect(z.array(z.string()).parse(await click(page, '#odd p'))[0]).toBe('https://stranger.jp/');
  });

  it('carry one token though two accounts ask, and none afterwards; where the page sent a link, it stays', async () => {
    const two = `_lt('init',{tagId:'${T2}',autoLinkDomains:'pay.test'})`;
    site.put('/', `${baseWith({ autoLinkDomains: 'pay.test' })}<script>${two}</script>`, links);
    const { page } = await openTab(browser);
    await page.goto(site.shop);
    await until(['/']);
    await settle(page);
    for (const _ of [1, 2]) {
      const [during, after] = z.tuple([z.string(), z.string()]).parse(await click(page, '#pay'));
      expect(during.match(/tl_hop/g)).toHaveLength(1);
      expect(after).toBe('https://pay.test/?a=1');
    }
    await go(page, "pay.addEventListener('click',()=>{pay.href='https://pay.test/?step=2'})");
    expect(await click(page, '#pay')).toEqual(['https://pay.test/?step=2', 'https://pay.test/?step=2']);
  });
});
