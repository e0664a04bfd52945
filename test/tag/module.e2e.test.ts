import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scriptCode } from '../../tag/snippet.ts';
import { launchBrowser } from '../support/browser.ts';
import { installPacked } from '../support/packed.ts';
import { T1, T2 } from '../support/tag-page.ts';
import { closeTabs, openTab, settle, startTagSite, type TagSite } from '../support/tag-site.ts';

let browser: Browser;
let site: TagSite;
let packed: ReturnType<typeof installPacked>;

beforeAll(async () => {
  packed = installPacked();
  [browser, site] = await Promise.all([launchBrowser(), startTagSite()]);
});
afterAll(async () => {
  packed.remove();
  await browser.close();
  await site.close();
});
beforeEach(() => site.reset());
afterEach(closeTabs);

const names = () => site.hits().map(({ event }) => event ?? 'view');
const until = (expected: string[]) => expect.poll(names, { timeout: 5000 }).toEqual(expected);
const IMPORT = "import { consent, event, identify, init, pageView, set } from 'tagline/tag';\n";
const init = (options = '', tagId = T1) => `init({collector:'${site.origin}',tagId:'${tagId}',${options}});`;

/** Opens a page of a site whose own bundle holds the tag, under a policy that lets in no other script. */
async function open(code: string, head = '') {
  writeFileSync(join(packed.site, 'page.js'), IMPORT + code);
  const { outputFiles } = await build({
    entryPoints: [join(packed.site, 'page.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  site.put('/', `${head}<script type="module" src="/bundle.js"></script>`, '', {
    'Content-Security-Policy': `default-src 'none'; script-src 'self' ${site.origin}; connect-src ${site.origin}; require-trusted-types-for 'script'`,
  });
  const { page, context, errors } = await openTab(browser);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await context.route('**/bundle.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' }),
  );
  await page.goto(site.shop);
  return { page, context, errors, said };
}

describe('the module in the bundle of a page with a strict policy', () => {
  it('sends a page view and an event, and says nothing in the console', async () => {
    const { errors, said } = await open(
      `${init()}pageView();set({plan:'b'});event('Purchase',{value:1980,currency:'JPY',deduplicationKey:'A-1'})`,
    );
    await until(['view', 'Purchase']);
    expect(site.hits()[0]).toMatchObject({ tag: T1, url: `${site.shop}/`, flags: [] });
    expect(site.hits()[1]).toMatchObject({
      ...{ tag: T1, value: 1980, currency: 'JPY', key: 'A-1', props: { plan: 'b' } },
      flags: [],
    });
    expect(errors).toEqual([]);
    expect(said).toEqual([]);
  });

  it('says at once that a collector is no address', async () => {
    const { errors } = await open(`init({collector:'localhost:3000',tagId:'${T1}'})`);
    expect(errors.join()).toContain('is no address of http or https');
    expect(site.recorded).toEqual([]);
  });

  it('keeps what is called before init until then', async () => {
    await open(`pageView();event('Early');event('Other',{},'${T2}');${init()}`);
    await until(['view', 'Early', 'Other']);
    expect(site.hits().map(({ tag }) => tag)).toEqual([T1, T1, T2]);
    expect(site.recorded.map(({ path }) => path)).toEqual(['/hit']);
  });

  it('starts once, however often init is called', async () => {
    const { page } = await open(`${init()}${init()}${init('', T2)}pageView();event('Once')`);
    await expect.poll(() => site.hits().length, { timeout: 5000 }).toBe(4);
    await settle(page);
    expect(site.hits().map(({ tag, event = 'view' }) => [tag, event])).toEqual([
      [T1, 'view'],
      [T2, 'view'],
      [T1, 'Once'],
      [T2, 'Once'],
    ]);
  });

  it('counts the routes of a single-page app, by the second file of the collector', async () => {
    const { page, said } = await open(`${init("spa:'history'")}pageView()`);
    await until(['view']);
    await page.evaluate("history.pushState(null,'','/next')");
    const paths = () => site.hits().map(({ url }) => url.replace(site.shop, ''));
    await expect.poll(paths, { timeout: 5000 }).toEqual(['/', '/next']);
    expect(said).toEqual([]);
  });

  it('where consent is required sends and keeps nothing until it is given', async () => {
    const { page, context } = await open(
      `${init("consent:'required'")}pageView();window.agree=()=>consent('granted')`,
    );
    await settle(page);
    expect(site.recorded).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await page.evaluate('agree()');
    await until(['view']);
  });

  it.each([
    ['as another init says', () => `${init()}${init("consent:'required'", T2)}`],
    ['in other letters', () => init("consent:'Required'")],
  ])('where consent is required %s, too', async (_, inits) => {
    const { page } = await open(`${inits()}pageView();window.agree=()=>consent('granted')`);
    await settle(page);
    expect(site.recorded).toEqual([]);
    await page.evaluate('agree()');
    await expect.poll(() => site.hits()[0]?.consent, { timeout: 5000 }).toBe('granted');
  });

  it.each([
    ['consent("granted")', 'consent("denied")', []],
    ['consent("denied")', 'consent("granted")', ['view', 'A']],
    ['set({step:1})', 'set({step:2})', ['view', 'A']],
  ])('hears what is said before and behind init in that order: %s, %s', async (before, behind, expected) => {
    const { page } = await open(`${before};${init()}${behind};pageView();event('A')`);
    await settle(page);
    expect(names()).toEqual(expected);
    if (before.startsWith('set'))
      expect(site.hits().map(({ props }) => props)).toEqual([{ step: 2 }, { step: 2 }]);
  });

  it('counts the address of the call, though something was said before init', async () => {
    await open(`set({a:1});${init()}pageView();history.pushState(null,'','/b');pageView();event('A')`);
    await until(['view', 'view', 'A']);
    expect(site.hits().map(({ url }) => url.replace(site.shop, ''))).toEqual(['/', '/b', '/b']);
  });

  it('keeps what is called before several inits for all of them', async () => {
    await open(`event('Early');${init()}${init('', T2)}`);
    await until(['Early', 'Early']);
    expect(site.hits().map(({ tag }) => tag)).toEqual([T1, T2]);
  });

  it('takes the address of the script for that of the collector', async () => {
    await open(`init({collector:'${site.origin}/lt.js',tagId:'${T1}'});pageView()`);
    await until(['view']);
  });

  it('throws nothing where values are missing that types would ask for', async () => {
    const { page, errors } = await open(
      `init({collector:'${site.origin}',tagId:undefined});identify();${init()}pageView();event('A',null)`,
    );
    await until(['view', 'A']);
    await settle(page);
    expect(errors).toEqual([]);
    expect(site.hits()[0]).toMatchObject({ tag: T1 });
  });

  it('throws where the collector is no address, or another than before', async () => {
    const { page } = await open(
      `window.said=[];for(const collector of ['t.example','${site.origin}/','https://other.example'])
       try{init({collector,tagId:'${T1}'})}catch(error){said.push(error.name)}
       pageView()`,
    );
    await until(['view']);
    expect(await page.evaluate('said')).toEqual(['TypeError', 'TypeError']);
  });

  it('beside the tag of a code gives it the calls, so that nothing is counted twice', async () => {
    const head = scriptCode({ origin: site.origin, tagId: T1 }).replace(' async', '');
    const { page, errors } = await open(`${init()}pageView();event('Module',{},'${T1}')`, head);
    await until(['view', 'Module']);
    await settle(page);
    expect(site.hits().map(({ event = 'view' }) => event)).toEqual(['view', 'Module']);
    // On the view, or where that had left before the module came, on the event.
    expect(site.hits().flatMap(({ flags }) => flags)).toEqual(['twice']);
    expect(errors).toEqual([]);
  });

  it('hears the calls of codes on the page, too', async () => {
    const { page } = await open(`${init()}pageView()`);
    await until(['view']);
    await page.evaluate(`_lt('send','cv',{type:'Code'},['${T1}'])`);
    await until(['view', 'Code']);
  });
});
