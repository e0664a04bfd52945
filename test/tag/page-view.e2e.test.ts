import { expect, it } from 'vitest';
import { baseCode } from '../../tag/snippet.ts';
import { answered } from '../support/answered.ts';
import { inEachBrowser, settle } from '../support/each-browser.ts';
import { T1 } from '../support/tag-page.ts';

inEachBrowser(({ site, open }) => {
  const base = () => baseCode({ origin: site().origin, tagId: T1 });
  /** Hits so far: path and name. */
  const said = () =>
    site()
      .hits()
      .map(({ url, event }) => `${new URL(url).pathname} ${event ?? 'view'}`);
  const flags = () =>
    site()
      .hits()
      .flatMap(({ flags }) => flags);
  const until = (...expected: string[]) => expect.poll(said, { timeout: 8000 }).toEqual(expected);

  it('one page view is sent and nothing else, without a preflight and without cookies', async () => {
    const search = `${site().shop.replace('shop', 'search')}/?q=a`;
    site().put('/', base(), `<a href="${site().shop}/tea?q=tea#top" referrerpolicy="unsafe-url">tea</a>`);
    site().put('/tea', base());
    const { tab, cookies, errors } = await open();
    const page = await tab();
    await page.goto(search);
    await until('/ view');
    site().reset();
    await page.click('a');
    await until('/tea view');
    await settle();
    expect(site().recorded).toHaveLength(1);
    const [request] = site().requests();
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('text/plain;charset=UTF-8');
    expect(request?.headers.origin).toBe(site().shop);
    expect(request?.headers).not.toHaveProperty('cookie');
    const kept = (await cookies()).find(({ domain }) => domain === '.shop.test');
    expect(kept).toMatchObject({ name: '_tl', path: '/', sameSite: 'Lax', secure: false });
    expect(kept?.expires).toBeGreaterThan(Date.now() / 1000 + 300 * 86_400);
    const [hit] = site().hits();
    expect(hit).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      tag: T1,
      visitor: kept?.value.split('.', 1)[0],
      seq: expect.any(Number),
      cuts: 1,
      url: `${site().shop}/tea?q=tea`,
      referrer: search,
      title: 'Page /tea',
      age: expect.any(Number),
      flags: [],
    });
    expect(hit?.age).toBeLessThan(1000);
    expect(errors).toEqual([]);
  });

  it('the same base code twice is one view, and is reported', async () => {
    site().put('/', base(), base());
    const { tab, errors } = await open();
    await (await tab()).goto(site().shop);
    await until('/ view');
    await settle();
    expect(
      site()
        .hits()
        .map(({ flags }) => flags),
    ).toEqual([['twice']]);
    expect(errors).toEqual([]);
  });

  it('a reload is a new view, of the same visitor', async () => {
    site().put('/', base());
    const page = await (await open()).tab();
    await page.goto(site().shop);
    await until('/ view');
    await answered(page);
    await page.reload();
    await until('/ view', '/ view');
    await settle();
    const [first, second] = site().hits();
    expect(site().requests()).toHaveLength(2);
    expect(second?.id).not.toBe(first?.id);
    expect(second?.visitor).toBe(first?.visitor);
    expect(second?.seq).toBe(Number(first?.seq) + 1);
    expect(flags()).toEqual([]);
  });

  it('a page that the browser kept is a new view when it comes back', async () => {
    const count = "<script>let kept=0;addEventListener('pageshow',(e)=>{if(e.persisted)kept++})</script>";
    site().put('/', base() + count);
    site().put('/next', base());
    const page = await (await open()).tab();
    await page.goto(site().shop);
    await until('/ view');
    await answered(page);
    await page.goto(`${site().shop}/next`);
    await until('/ view', '/next view');
    await answered(page);
    await page.evaluate('void setTimeout(() => history.back())');
    await until('/ view', '/next view', '/ view');
    await settle();
    expect(await page.evaluate('kept')).toBe(1);
    expect(
      new Set(
        site()
          .hits()
          .map(({ id }) => id),
      ).size,
    ).toBe(3);
    expect(site().hits()[2]?.referrer).toBe(`${site().shop}/`);
    expect(site().requests()).toHaveLength(3);
    expect(flags()).toEqual([]);
  });

  it('a tab in the background sends its events at once, and its view when it is seen', async () => {
    site().put('/', base());
    const { tab } = await open();
    const page = await tab({ background: true });
    await page.goto(site().shop);
    expect(await page.evaluate('document.hidden')).toBe(true);
    await settle();
    expect(site().recorded).toEqual([]);
    await page.evaluate(`_lt('send','cv',{type:'Background'},['${T1}'])`);
    await until('/ Background');
    await settle();
    expect(said()).toEqual(['/ Background']);
    await page.show();
    const all = () => said().filter((name) => name === '/ view');
    await expect.poll(all, { timeout: 8000 }).toEqual(['/ view']);
    await settle();
    expect(all()).toHaveLength(1);
    expect(
      new Set(
        site()
          .hits()
          .map(({ id }) => id),
      ).size,
    ).toBe(2);
  });

  it('a tab in the background that is closed unseen was no view, then or later', async () => {
    site().put('/', base());
    site().put('/next', base());
    const { tab } = await open();
    const unseen = await tab({ background: true });
    await unseen.goto(site().shop);
    await settle();
    await unseen.close();
    const page = await tab();
    await page.goto(`${site().shop}/next`);
    await until('/next view');
    await settle();
    expect(said()).toEqual(['/next view']);
  });
});
