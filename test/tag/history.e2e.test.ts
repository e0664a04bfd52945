import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { baseCode } from '../../tag/snippet.ts';
import { ensureBrowser } from '../support/install-browser.mjs';
import { T1 } from '../support/tag-page.ts';
import { startTagSite, type TagSite } from '../support/tag-site.ts';

/* Pages that the browser renders ahead, which it does not with DevTools attached, so the test starts it by itself. */
const ARGS = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

let executablePath = '';
let site: TagSite;
let base = '';

beforeAll(async () => {
  executablePath = await ensureBrowser();
  site = await startTagSite();
  base = baseCode({ origin: site.origin, tagId: T1 });
});
afterAll(() => site.close());
beforeEach(() => site.reset());

const paths = () => site.hits().map(({ url, event }) => `${new URL(url).pathname} ${event ?? 'view'}`);
const until = (count: number) => expect.poll(() => site.hits().length, { timeout: 15_000 }).toBe(count);

it('sends nothing of a page rendered ahead until it is opened, and then as of a page that is seen', async () => {
  const rules = { prerender: [{ source: 'list', urls: ['/ahead'], eagerness: 'immediate' }] };
  site.put(
    '/',
    `${base}<script type="speculationrules">${JSON.stringify(rules)}</script>` +
      // Goes on when the test says so, however long the other page took.
      '<script>setInterval(()=>fetch("/go").then(({ok})=>{if(ok)location.href="/ahead"}),100)</script>',
  );
  // Says that it ran ahead, and when it was opened, in its own requests.
  const say = (what: string) => `fetch('/say?${what}='+document.prerendering)`;
  site.put(
    '/ahead',
    `${base}<script>${say('ran')};document.addEventListener('prerenderingchange',()=>{${say('opened')}});` +
      `_lt('send','cv',{type:'Thanks'},['${T1}'])</script>`,
  );
  const profile = mkdtempSync(join(tmpdir(), 'tagline-profile-'));
  // Only https and localhost may be rendered ahead; and a browser with DevTools attached renders nothing ahead.
  const address = `${site.shop.replace('shop.test', 'localhost')}/`;
  const browser = spawn(executablePath, ['--headless', ...ARGS, `--user-data-dir=${profile}`, address], {
    stdio: 'ignore',
  });
  const said = () => site.asked.filter(({ path }) => path === '/say').map(({ query }) => query);
  try {
    await expect.poll(said, { timeout: 8000 }).toEqual(['?ran=true']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(said()).toHaveLength(1);
    expect(paths()).toEqual(['/ view']);
    site.put('/go', '');
    await until(3);
    expect(said()).toEqual(['?ran=true', '?opened=false']);
  } finally {
    browser.kill();
    await new Promise((resolve) => browser.once('exit', resolve));
    // A browser that was killed still writes a moment longer, so all of it is taken away until nothing is left.
    const isLeft = () => {
      rmSync(profile, { recursive: true, force: true });
      return existsSync(profile);
    };
    await expect.poll(isLeft, { timeout: 15_000, interval: 200 }).toBe(false);
  }
  expect(paths()).toEqual(['/ view', '/ahead view', '/ahead Thanks']);
  // A collector takes a request that says it is ahead of time for no person's.
  for (const { headers } of site.requests()) expect(headers).not.toHaveProperty('sec-purpose');
});
