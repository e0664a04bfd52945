import { describe, expect, it } from 'vitest';
import { baseCode, conversionCode } from '../../tag/snippet.ts';
import { inEachBrowser, settle } from '../support/each-browser.ts';
import { T1 } from '../support/tag-page.ts';

inEachBrowser(({ site, open }) => {
  const base = () => baseCode({ origin: site().origin, tagId: T1 });
  const convert = conversionCode({ tagId: T1 });
  const oneLine = (attributes = '') =>
    `<script async src="${site().origin}/lt.js" data-tag-id="${T1}" ${attributes}></script>`;
  const names = () =>
    site()
      .hits()
      .map(({ event }) => event ?? 'view');
  const until = (...expected: string[]) => expect.poll(names, { timeout: 8000 }).toEqual(expected);
  const NOTHING_KEPT = 'Object.keys(localStorage).concat(document.cookie)';

  describe('a visitor who does not want it', () => {
    it('by Global Privacy Control: a page view without an id, no event, nothing kept', async () => {
      site().put('/', base() + convert);
      const { tab, cookies, errors } = await open({ gpc: true });
      const page = await tab();
      await page.goto(`${site().shop}/?tl_click=${'ab'.repeat(16)}`);
      expect(await page.evaluate('navigator.globalPrivacyControl')).toBe(true);
      await until('view');
      await settle();
      expect(names()).toEqual(['view']);
      expect(site().recorded).toHaveLength(1);
      const [hit] = site().hits();
      for (const field of ['visitor', 'seq', 'click']) expect(hit).not.toHaveProperty(field);
      expect(await cookies()).toEqual([]);
      expect(await page.evaluate(NOTHING_KEPT)).toEqual(['']);
      expect(errors).toEqual([]);
    });

    it('by the site, before or after the base code: nothing sent, nothing kept', async () => {
      const deny = `<script>_ltq=window._ltq||[];_lt=window._lt||function(){_ltq.push(arguments)};_lt('consent','denied')</script>`;
      const { tab, cookies, errors } = await open();
      const page = await tab();
      for (const head of [base() + convert + deny, deny + base() + convert]) {
        site().put('/', head);
        await page.goto(site().shop);
        await settle();
        expect(site().recorded).toEqual([]);
        expect(await cookies()).toEqual([]);
        expect(await page.evaluate(NOTHING_KEPT)).toEqual(['']);
      }
      expect(errors).toEqual([]);
    });

    it('and then does: the page view that was held back, once', async () => {
      site().put('/', `${base()}<script>_lt('consent','denied')</script>`);
      const { tab, cookies } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await settle();
      expect(site().recorded).toEqual([]);
      await page.evaluate("_lt('consent','granted')");
      await until('view');
      await settle();
      expect(
        site()
          .hits()
          .map(({ consent }) => consent),
      ).toEqual(['granted']);
      expect(await cookies()).toHaveLength(1);
    });
  });

  describe('a policy', () => {
    /** Writes down what the page's policy forbids; the icon that Firefox asks for by itself is not the page's. */
    const watch =
      "<script nonce=abc>blocked=[];addEventListener('securitypolicyviolation',({effectiveDirective,blockedURI})=>" +
      "{if(!/favicon/.test(blockedURI))blocked.push(effectiveDirective+' '+blockedURI)})</script>";

    it('with a nonce is kept, and the page measured', async () => {
      const policy = [
        "default-src 'none'",
        `script-src 'nonce-abc' ${site().origin}`,
        `connect-src ${site().origin}`,
        `img-src ${site().origin}`,
      ].join(';');
      const code = (base() + convert).replaceAll('<script>', '<script nonce="abc">');
      site().put('/', watch + code, '', { 'Content-Security-Policy': policy });
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await until('view', 'Conversion');
      await settle();
      expect(names()).toEqual(['view', 'Conversion']);
      expect(await page.evaluate('blocked')).toEqual([]);
      expect(errors).toEqual([]);
    });

    it.each(["'nonce-abc'", "'nonce-abc' 'strict-dynamic'"])(
      'of %s alone lets the one-line install in, with its second file',
      async (source) => {
        const policy = `default-src 'none'; script-src ${source}; connect-src ${site().origin}`;
        site().put('/', watch + oneLine('nonce="abc" data-spa="true"'), '', {
          'Content-Security-Policy': policy,
        });
        const { tab, errors } = await open();
        const page = await tab();
        await page.goto(site().shop);
        await until('view');
        await page.evaluate("history.pushState(null,'','/next')");
        await until('view', 'view');
        await settle();
        expect(
          site()
            .hits()
            .map(({ url }) => url),
        ).toEqual([`${site().shop}/`, `${site().shop}/next`]);
        expect(await page.evaluate('blocked')).toEqual([]);
        expect(errors).toEqual([]);
      },
    );

    it('that forbids scripts made of text (Trusted Types) is kept, and the page measured', async () => {
      site().put('/', watch + oneLine('data-spa="true"'), '', {
        'Content-Security-Policy': `require-trusted-types-for 'script'; script-src 'nonce-abc' ${site().origin}; connect-src ${site().origin}`,
      });
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await until('view');
      await page.evaluate("history.pushState(null,'','/next')");
      await until('view', 'view');
      expect(await page.evaluate('blocked')).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('that forbids requests to the collector is kept by sending images, each hit once', async () => {
      site().put('/', base() + convert, '', {
        'Content-Security-Policy': `script-src 'unsafe-inline' ${site().origin}; connect-src 'none'`,
      });
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(2);
      // What no server takes in an address is left out, so that nothing is sent again for ever.
      await page.evaluate(`_lt('send','cv',{type:'Big',note:'${'あ'.repeat(1900)}'},['${T1}'])`);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(3);
      expect(site().recorded.pop()?.query).not.toContain('note');
      await settle();
      expect(site().recorded.map(({ method, path }) => [method, path])).toEqual([
        ['GET', '/tag.gif'],
        ['GET', '/tag.gif'],
      ]);
      const batches = site().recorded.map(({ query }) =>
        JSON.parse(new URLSearchParams(query).get('hits') ?? ''),
      );
      const hit = { tag: T1, url: `${site().shop}/`, flags: ['csp'] };
      expect(batches).toMatchObject([
        { v: 1, hits: [hit] },
        { v: 1, hits: [{ ...hit, event: 'Conversion' }] },
      ]);
      expect(errors).toEqual([]);
    });

    it('that forbids requests has its hits sent again by image where the collector could not keep them', async () => {
      site().put('/', base(), '', {
        'Content-Security-Policy': `script-src 'unsafe-inline' ${site().origin}; connect-src 'none'`,
      });
      site().answer(503);
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(1);
      await page.evaluate(`for(let i=0;i<5;i++)_lt('send','cv',{type:'A'},['${T1}'])`);
      await settle();
      // A collector in trouble gets one request, not ten.
      expect(site().recorded).toHaveLength(1);
      site().answer(204);
      await page.goto(site().shop);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(8);
      await settle();
      const sent = site().recorded.map(({ query }) => {
        const [hit] = JSON.parse(new URLSearchParams(query).get('hits') ?? '').hits;
        return [hit.event ?? 'view', hit.id];
      });
      // Images of one batch are asked for side by side.
      expect(sent.map(([name]) => name).sort()).toEqual(['A', 'A', 'A', 'A', 'A', 'view', 'view', 'view']);
      expect(sent.filter(([, id]) => id === sent[0]?.[1])).toHaveLength(2);
      expect(new Set(sent.map(([, id]) => id)).size).toBe(7);
      // What was refused for good is not sent again.
      site().answer(422);
      await page.evaluate(`_lt('send','cv',{type:'B'},['${T1}'])`);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(9);
      await settle();
      site().answer(204);
      await page.evaluate(`_lt('send','cv',{type:'C'},['${T1}'])`);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(10);
      await settle();
      expect(site().recorded).toHaveLength(10);
      expect(errors).toEqual([]);
    });

    it('that forbids requests has a hit cut to what servers take in an address, so that none holds up the others', async () => {
      site().put('/', base(), '', {
        'Content-Security-Policy': `script-src 'unsafe-inline' ${site().origin}; connect-src 'none'`,
      });
      const { tab, errors } = await open();
      const page = await tab();
      const query = `?q=${encodeURIComponent('あ'.repeat(220))}`;
      await page.goto(`${site().shop}/${query}`);
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(1);
      await page.evaluate(
        `_lt('send','cv',{type:'Big',value:5,note:'${'あ'.repeat(700)}'},['${T1}']);_lt('send','cv',{type:'Small',note:'あ'},['${T1}'])`,
      );
      await expect.poll(() => site().recorded.length, { timeout: 8000 }).toBe(3);
      await settle();
      const lengths = site().recorded.map(({ query: sent }) => sent.length);
      expect(Math.max(...lengths)).toBeLessThan(7100);
      const hits = site().recorded.map(
        ({ query: sent }) => JSON.parse(new URLSearchParams(sent).get('hits') ?? '').hits[0],
      );
      const url = `${site().shop}/${query}`;
      expect(hits).toMatchObject([
        { url },
        { url, event: 'Big', value: 5 },
        { url, event: 'Small', props: { note: 'あ' } },
      ]);
      expect(hits[1]).not.toHaveProperty('props');
      expect(errors).toEqual([]);
    });

    it('that lets in the script alone is kept, and asked for no second one again and again', async () => {
      site().put('/', watch + base() + convert, '', {
        'Content-Security-Policy': `default-src 'none'; script-src 'unsafe-inline' ${site().origin}/lt.js; img-src ${site().origin}`,
      });
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await settle();
      await page.evaluate(`_lt('send','cv',{type:'A'},['${T1}'])`);
      await settle();
      const blocked = await page.evaluate('blocked');
      expect(Array.isArray(blocked) && blocked.length).toBeLessThan(6);
      expect(blocked).toContain(`connect-src ${site().origin}/hit`);
      expect(site().recorded).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('that forbids images, too, is kept by sending nothing', async () => {
      site().put('/', base() + convert, '', {
        'Content-Security-Policy': `default-src 'none'; script-src 'unsafe-inline' ${site().origin}`,
      });
      const { tab, errors } = await open();
      await (await tab()).goto(site().shop);
      await settle();
      expect(site().recorded).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('that only reports what it would forbid changes nothing', async () => {
      site().put('/', base(), '', { 'Content-Security-Policy-Report-Only': "connect-src 'none'" });
      await (await (await open()).tab()).goto(site().shop);
      await until('view');
      await settle();
      expect(site().recorded.map(({ path }) => path)).toEqual(['/hit']);
    });
  });

  describe('a difficult page', () => {
    it('in a sandbox without storage or cookies is measured without an id', async () => {
      site().put('/', '', '<iframe sandbox="allow-scripts" src="/frame"></iframe>');
      site().put('/frame', base() + convert);
      const { tab, cookies, errors } = await open();
      await (await tab()).goto(site().shop);
      await until('view', 'Conversion');
      await settle();
      expect(names()).toEqual(['view', 'Conversion']);
      for (const hit of site().hits()) expect(hit).not.toHaveProperty('visitor');
      expect(await cookies()).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('with frozen prototypes is measured', async () => {
      const freeze =
        '<script>for(const C of [Object,Array,Function,String,RegExp,Promise,Set,Error])Object.freeze(C.prototype)</script>';
      site().put('/', freeze + base() + convert);
      const { tab, errors } = await open();
      await (await tab()).goto(site().shop);
      await until('view', 'Conversion');
      await settle();
      expect(names()).toEqual(['view', 'Conversion']);
      expect(errors).toEqual([]);
    });

    it('whose own _lt cannot be replaced is measured once, though it has the script twice', async () => {
      const own = '<script>var _ltq=[];function _lt(){_ltq.push(arguments)}</script>';
      site().put('/', own + base() + base() + convert);
      const { tab, errors } = await open();
      await (await tab()).goto(site().shop);
      await until('view', 'Conversion');
      await settle();
      expect(names()).toEqual(['view', 'Conversion']);
      expect(errors).toEqual([]);
    });

    it('that forbids cookies, though not storage, is measured and sees no error', async () => {
      const forbid =
        "<script>Object.defineProperty(document,'cookie',{get:()=>'',set(){throw new Error('no')}})</script>";
      site().put('/', forbid + base() + convert);
      const { tab, errors } = await open();
      await (await tab()).goto(site().shop);
      await until('view', 'Conversion');
      await settle();
      expect(names()).toEqual(['view', 'Conversion']);
      for (const hit of site().hits()) expect(hit.visitor).toMatch(/^[0-9a-f]{32}$/);
      expect(errors).toEqual([]);
    });

    it('that keeps cookies from scripts until it has a yes is told none, though there are some', async () => {
      const forbid =
        "<script>Object.defineProperty(document,'cookie',{get:()=>'',set(){},configurable:true})</script>";
      site().put('/', forbid + base());
      site().put('/set', `<script>document.cookie='_tl=${'ab'.repeat(16)}.shop.test;path=/'</script>`);
      const { tab } = await open();
      const page = await tab();
      await page.goto(`${site().shop}/set`);
      await page.goto(site().shop);
      await until('view');
      expect(site().hits()[0]?.visitor).not.toBe('ab'.repeat(16));
    });

    it('that broke fetch gets its hits out by beacon, and sees no error', async () => {
      site().put('/', `<script>fetch=()=>{throw new Error('broken')}</script>${base()}`);
      site().put('/next', '');
      const { tab, errors } = await open();
      const page = await tab();
      await page.goto(site().shop);
      await settle();
      expect(site().recorded).toEqual([]);
      await page.goto(`${site().shop}/next`);
      await until('view');
      expect(errors).toEqual([]);
    });

    it('of a single-page app that asks for it has each route counted, with the one before as its referrer', async () => {
      site().put('/', oneLine('data-spa="true"'));
      const { tab, errors } = await open();
      const page = await tab();
      const views = () =>
        site()
          .hits()
          .map(({ url }) => url.replace(site().shop, ''));
      await page.goto(site().shop);
      const steps = [
        { step: '0', at: '/' },
        { step: "history.pushState({},'','/a');document.title='A'", at: '/a' },
        { step: "history.replaceState({},'','/b')", at: '/b' },
        { step: 'history.back()', at: '/' },
      ];
      for (const [place, { step }] of steps.entries()) {
        await page.evaluate(`void (${step.replace(';', ',')})`);
        const expected = steps.slice(0, place + 1).map(({ at }) => at);
        await expect.poll(views, { timeout: 8000 }).toEqual(expected);
      }
      await settle();
      expect(views()).toHaveLength(4);
      expect(
        site()
          .hits()
          .map(({ referrer = '' }) => referrer.replace(site().shop, '')),
      ).toEqual(['', '/', '/a', '/b']);
      expect(site().hits()[1]?.title).toBe('A');
      expect(errors).toEqual([]);
    });
  });
});
