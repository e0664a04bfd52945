import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runDoctor } from '../../../collector/cli/doctor.ts';
import { INTERNET, type Internet } from '../../../collector/doctor/fetch.ts';
import { openStore } from '../../../db/open.ts';
import { baseCode, scriptCode } from '../../../tag/snippet.ts';
import { type LocalServer, localServer } from '../../support/local-server.ts';
import { createTest, ORIGIN } from '../../support/tagline.ts';

const Made = z.object({ tagId: z.string() });

let server: LocalServer;
let port: number;
let html: string;
let finish: (() => void)[];
let test: ReturnType<typeof createTest>;
let tag: string;

/** Only our own server, whatever the name. */
const internet = (): Internet => ({
  ...INTERNET,
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  allow: (address: string) => address === '127.0.0.1',
  allowPort: (given: string) => given === String(port),
});

beforeEach(async () => {
  finish = [];
  server = await localServer(({ url }, response) => {
    const answer = () => response.setHeader('content-type', 'text/html').end(html);
    if (url?.startsWith('/slow')) finish.push(answer);
    else answer();
  });
  port = server.port;
  test = createTest({ internet: internet() });
  await test.signIn();
  const account = { name: 'Shop', timeZone: 'UTC', domains: ['shop.test'] };
  tag = Made.parse((await test.api('POST', '/accounts', account)).json).tagId;
  html = `<head>${baseCode({ origin: ORIGIN, tagId: tag })}</head>`;
});
afterEach(async () => {
  server.close();
  await test.close();
});

const at = (path: string) => `http://shop.test:${port}${path}`;
const ask = (url: unknown) => test.api('POST', '/accounts/1/doctor', { url });

describe('POST /api/accounts/:account/doctor', () => {
  it('says what runs on a page, and that it is fine', async () => {
    expect(await ask(at('/tea'))).toMatchObject({
      status: 200,
      json: {
        url: at('/tea'),
        hops: [{ url: at('/tea'), status: 200 }],
        seen: { tagIds: [tag], pageView: true, events: [], image: true, scripts: [`${ORIGIN}/lt.js`] },
        findings: [],
      },
    });
  });

  it('tells what is sent whenever it is opened from what waits', async () => {
    const call = (type: string) => `_lt('send','cv',{type:'${type}'},['${tag}'])`;
    html += `<script>${call('Seen')};if(a)${call('Seen')};if(a)${call('Paid')};b.onclick=()=>${call('Tapped')}</script>`;
    html += `<a onclick="${call('Called')}">`;
    expect((await ask(at('/tea'))).json).toMatchObject({
      seen: { events: ['Seen'], eventsAtTimes: ['Paid', 'Tapped', 'Called'] },
    });
  });

  it('knows the address that codes had before TAG_URL was set, and its latest build', async () => {
    const moved = createTest({ internet: internet(), config: { tagUrl: 'http://t.shop.test/a1' } });
    await moved.signIn();
    const made = await moved.api('POST', '/accounts', { name: 'x', timeZone: 'UTC', domains: ['shop.test'] });
    const { tagId } = Made.parse(made.json);
    const findings = async () => (await moved.api('POST', '/accounts/1/doctor', { url: at('/') })).json;
    html = `<head>${baseCode({ origin: ORIGIN, tagId })}</head>`;
    expect(await findings()).toMatchObject({ findings: [] });
    html = `<head>${baseCode({ origin: 'http://t.shop.test/a1', tagId })}</head>`;
    expect(await findings()).toMatchObject({ findings: [] });
    const { build } = z
      .object({ build: z.object({ name: z.string(), integrity: z.string() }) })
      .parse((await moved.api('GET', '/accounts/1/tracking')).json);
    const pinned = (change: Partial<typeof build>) =>
      scriptCode({ origin: 'http://t.shop.test/a1', tagId, build: { ...build, ...change } });
    html = `<head>${pinned({})}</head>`;
    expect(await findings()).toMatchObject({ findings: [] });
    html = `<head>${pinned({ integrity: `sha384-${'x'.repeat(64)}` })}</head>`;
    expect(await findings()).toMatchObject({
      findings: [{ finding: 'wrong_integrity', lines: [`integrity="${build.integrity}"`] }],
    });
    html = `<head>${pinned({ name: 'lt.1.js' })}</head>`;
    expect(await findings()).toMatchObject({ findings: [{ finding: 'wrong_integrity' }] });
    html = `<head>${pinned({ name: 'lt.7777.js' })}</head>`;
    expect(await findings()).toMatchObject({ findings: [{ finding: 'no_build', names: ['lt.7777.js'] }] });
    await moved.close();
  });

  it('a tracked link of ours is followed to its destination, without a click', async () => {
    const { json } = await test.api('POST', '/accounts/1/links', { name: 'x', destination: at('/tea?x=1') });
    const { code } = z.object({ code: z.string() }).parse(json);
    expect(await ask(`${ORIGIN}/r/${code}`)).toMatchObject({ status: 200, json: { url: at('/tea?x=1') } });
    const listed = await test.api('GET', '/accounts/1/links');
    expect(JSON.stringify(listed.json)).toContain('"clicks":0');
  });

  it('A1 what a page says is text in the answer', async () => {
    html = `<script>_lt('send','cv',{type:'<img src=x onerror=alert(1)>'},['<svg onload=x>'])</script>`;
    const { json, headers } = await ask(at('/'));
    expect(headers.get('content-type')).toContain('application/json');
    expect(json).toMatchObject({ seen: { tagIds: ['<svg onload=x>'] } });
  });

  it('A40 the real rules refuse what is private, all in the same words', async () => {
    const real = createTest();
    await real.signIn();
    await real.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    const answers = new Set<string>();
    for (const url of [
      'http://127.0.0.1/',
      `http://127.0.0.1:${port}/`,
      'http://169.254.169.254/',
      'http://localhost/',
      'http://[::1]/',
    ]) {
      const { status, json } = await real.api('POST', '/accounts/1/doctor', { url });
      expect(status).toBe(422);
      const { error } = z
        .object({ error: z.object({ reason: z.string(), message: z.string() }) })
        .parse(json);
      answers.add(JSON.stringify(error.reason + error.message));
      expect(error.reason).toBe('not_public');
    }
    expect(answers.size).toBe(1);
    await real.close();
  });

  it.each([
    '',
    'x',
    7,
    null,
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://a:b@shop.test/',
    `https://shop.test/${'x'.repeat(3000)}`,
  ])('refuses %s', async (url) => expect((await ask(url)).status).toBe(422));

  it('one page at a time, and ten a minute', async () => {
    const slow = ask(at('/slow'));
    while (finish.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask(at('/'))).toMatchObject({ status: 429, json: { error: { reason: 'still_examining' } } });
    for (const one of finish) one();
    expect((await slow).status).toBe(200);
    for (let run = 2; run <= 10; run += 1) expect((await ask(at('/'))).status).toBe(200);
    const refused = await ask(at('/'));
    expect(refused).toMatchObject({ status: 429, json: { error: { reason: 'too_many_pages' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('tagline doctor', () => {
  /** The account of the page, whose site this is not. */
  const elsewhere = () => ({
    ...{ tagId: tag, name: 'Shop', timeZone: 'UTC', domains: ['elsewhere.test'] },
    ...{ consent: 'assumed' as const, identityDeclared: false, cutParams: [], loginChannelId: null },
    createdAt: 0,
  });

  async function run(url: string, publicUrl: string | null = ORIGIN, dataDir = '/nowhere') {
    const lines: string[] = [];
    const code = await runDoctor(url, {
      config: { dataDir, publicUrl, tagUrl: null },
      say: (line) => lines.push(line),
      now: test.clock.now,
      internet: internet(),
    });
    return { code, text: lines.join('\n') };
  }

  it('ends with 0 where all is fine, and says that it knows no accounts', async () => {
    const { code, text } = await run(at('/'));
    expect(text).toContain('is not known');
    expect(text).toContain(`tag ids    ${tag}`);
    expect(text).toContain('the codes on this page are fine');
    expect(code).toBe(0);
  });

  it.each([
    [
      'in letters of its own',
      (path: string) => `http://日本語.test:${port}/${path}`,
      'http://xn--wgv71a119e.test',
    ],
    ['without a scheme', (path: string) => `www.shop.test:${port}/${path}`, 'https://www.shop.test'],
  ])('takes an address as it is typed: %s', async (_, typed, host) => {
    const { text } = await run(typed('お茶'));
    expect(text).toContain(`${host}:${port}/%E3%81%8A%E8%8C%B6`);
    expect(text).not.toContain('Only pages of the public internet');
  });

  it.each(['localhost', 'ftp://shop.test', 'file:///etc/passwd', 'お茶', ''])('refuses %o', async (typed) => {
    expect(await run(typed)).toMatchObject({
      code: 2,
      text: expect.stringContaining('Only pages of the public'),
    });
  });

  it('knows the accounts of a Tagline that runs', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tagline-doctor-'));
    const running = openStore(join(dataDir, 'tagline.db'));
    try {
      await running.records.addAccount(elsewhere());
      const { code, text } = await run(at('/'), ORIGIN, dataDir);
      expect(text).not.toContain('is not known');
      expect(text).toContain('This site is not among the account’s domains: shop.test');
      expect(code).toBe(1);
      html = html.replaceAll(tag, '99999999-2222-4333-8444-555555555555');
      expect((await run(at('/'), ORIGIN, dataDir)).text).toContain(`Put ${tag} in its place.`);
      await running.records.changeAccount(1, { domains: ['shop.test'] });
      html = `<head>${baseCode({ origin: ORIGIN, tagId: tag })}</head>`;
      expect(await run(at('/'), ORIGIN, dataDir)).toMatchObject({ code: 0 });
    } finally {
      running.close();
      rmSync(dataDir, { recursive: true });
    }
  });

  it('says that it knows no accounts where they cannot be read', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tagline-doctor-'));
    try {
      writeFileSync(join(dataDir, 'tagline.db'), 'no database at all'.repeat(100));
      const { code, text } = await run(at('/'), ORIGIN, dataDir);
      expect(text).toMatch(/The accounts cannot be read \(.+\), so whose tag ids these are is not known/);
      expect(code).toBe(0);
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });

  it('ends with 1 where something is to be mended, and says what in the words of the dashboard', async () => {
    html = '<p>x</p>';
    const { code, text } = await run(at('/'));
    expect(text).toContain('MEND  There is no code on this page');
    expect(text).toContain('Paste the base code into the <head> of every page.');
    expect(code).toBe(1);
  });

  it.each([
    ["the codes load LINE's script", 'The codes load LINE’s own script'],
    ['nothing loads one', 'nothing loads the tag'],
    ['a policy refuses all', 'forbids the tag to send'],
  ])('without PUBLIC_URL it still says that %s', async (what, said) => {
    if (what.includes('LINE')) html = html.replace(`${ORIGIN}/lt.js`, 'https://d.line-scdn.net/v1/lt.js');
    if (what.startsWith('nothing')) html = html.replace('/lt.js', '/x.css');
    if (what.startsWith('a policy'))
      html = `<meta http-equiv="content-security-policy" content="default-src 'none'">${html}`;
    const { code, text } = await run(at('/'), null);
    expect(text).toContain('PUBLIC_URL is not set');
    expect(text).toContain(said);
    expect(code).toBe(1);
  });

  it('without PUBLIC_URL a script of another server may be its own', async () => {
    expect(await run(at('/'), null)).toMatchObject({ code: 0 });
  });

  it('knows every build of the tag', async () => {
    const pinned = (number: number) =>
      scriptCode({
        origin: ORIGIN,
        tagId: tag,
        build: { name: `lt.${number}.js`, integrity: `sha384-${'x'.repeat(64)}` },
      });
    html = `<head>${pinned(1)}</head>`;
    expect((await run(at('/'))).text).toContain('not that of its build: lt.1.js');
    html = `<head>${pinned(7777)}</head>`;
    expect((await run(at('/'))).text).toContain('does not exist: lt.7777.js');
  });

  it('ends with 2 where there is no page', async () => {
    expect(await run('http://shop.test:1/')).toMatchObject({ code: 2 });
    expect((await run('file:///etc/passwd')).code).toBe(2);
  });

  it('A1 what a page says cannot steer the terminal', async () => {
    html = `<script>_lt('send','cv',{type:'\u001b[31mred\u202e'},['x\u0007'])</script>`;
    const { text } = await run(at('/'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
