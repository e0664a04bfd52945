import { describe, expect, it } from 'vitest';
import { conversionCode, scriptCode } from '../../../tag/snippet.ts';
import { BASE, CLICK, csp, findings, head, LINES_SCRIPT, ORIGIN, said, T } from './examined.ts';

const STRICT = "script-src 'nonce-abc' 'strict-dynamic'";
const CONVERSION = conversionCode({ tagId: T });
const ONE = scriptCode({ origin: ORIGIN, tagId: T });
const url = `https://www.shop.test/thanks?${CLICK}`;
const of = (policy: string) => ({ ...csp(policy), url, hops: [{ url, status: 200 }] });
const nonce = (html: string, value = 'abc') =>
  html.replace(/<script(?= async|>)/, `<script nonce="${value}"`);
const LINK = `<a onclick="_lt('send','cv',{type:'Tap'},['${T}'])">x</a>`;

describe('a policy of nonces', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['each code has it', head(nonce(BASE) + nonce(CONVERSION)), []],
    ['the one script has it', head(nonce(ONE) + nonce(CONVERSION)), []],
    ['the conversion code lacks it', head(nonce(BASE) + CONVERSION), ['grave csp_inline']],
    ['the base code lacks it', head(BASE + nonce(CONVERSION)), ['grave csp_inline']],
    ['both lack it', head(BASE + CONVERSION), ['grave csp_inline']],
    ['the conversion is in a handler', head(nonce(BASE)) + LINK, ['grave csp_handler']],
    [
      'the conversion is in a link',
      `${head(nonce(BASE))}<a href="javascript:_lt('send','cv',{type:'Tap'},['${T}'])">`,
      ['grave csp_handler'],
    ],
    ['the base code has another', head(nonce(BASE, 'xyz')), ['grave csp_nonce']],
    ['the conversion code has another', head(nonce(BASE) + nonce(CONVERSION, 'xyz')), ['grave csp_nonce']],
    ['both have another', head(nonce(BASE, 'xyz') + nonce(CONVERSION, 'xyz')), ['grave csp_nonce']],
    ['the one script has another', head(nonce(ONE, 'xyz')), ['grave csp_nonce']],
    [
      'the one script has another, and so has the conversion',
      head(nonce(ONE, 'xyz') + nonce(CONVERSION, 'xyz')),
      ['grave csp_nonce'],
    ],
    ['the one script lacks it', head(ONE), ['grave csp_nonce']],
    ['it is empty', head(nonce(BASE, '')), ['grave csp_inline']],
    ['a code in a comment lacks it', head(`${nonce(BASE)}<!-- ${CONVERSION.replaceAll('--', '')} -->`), []],
    ['a script of others lacks it', head(`${nonce(BASE)}<script>other()</script>`), []],
    ["LINE's script lacks it", head(nonce(BASE) + LINES_SCRIPT), ['note both_scripts']],
  ])('%s', (_, html, expected) => {
    expect(said(html, of(STRICT))).toEqual(expected);
  });

  it('is told with the hashes of what lacks it, and with the nonce that is wrong', () => {
    const trial = CONVERSION.replace("Conversion'", "Trial'");
    const [found] = findings(head(nonce(BASE) + CONVERSION + trial), of(STRICT));
    expect(found?.lines).toEqual([
      expect.stringMatching(/^script-src 'sha256-[\w+/]{43}=' 'sha256-[\w+/]{43}='$/),
    ]);
    const added = found?.lines[0]?.replace('script-src', '');
    expect(said(head(nonce(BASE) + CONVERSION + trial), of(STRICT + added))).toEqual([]);
    expect(findings(head(nonce(BASE, 'xyz')), of(STRICT))).toMatchObject([{ names: ['nonce="xyz"'] }]);
  });

  it('lets a handler run by its hash', () => {
    const html = head(nonce(BASE)) + LINK;
    const [found] = findings(html, of(STRICT));
    expect(found).toMatchObject({ finding: 'csp_handler', names: ['Tap'] });
    expect(found?.lines).toEqual([
      expect.stringMatching(/^script-src 'unsafe-hashes' 'sha256-[\w+/]{43}='$/),
    ]);
    expect(said(html, of(STRICT + found?.lines[0]?.replace('script-src', '')))).toEqual([]);
  });

  it.each<[policy: string, html: string, expected: string[]]>([
    ["script-src * 'unsafe-inline'", head(BASE) + LINK, []],
    [`script-src ${ORIGIN}`, head(ONE) + LINK, ['grave csp_handler']],
    [`script-src ${ORIGIN}`, head(ONE), []],
    [`script-src ${ORIGIN} 'nonce-abc'`, head(ONE), []],
    ["script-src 'self'", head(ONE), ['grave csp']],
    ["script-src 'nonce-abc'", head(nonce(BASE)), ['grave csp']],
    ["script-src-elem * 'unsafe-inline'; script-src-attr 'none'", head(BASE) + LINK, ['grave csp_handler']],
    [`script-src ${ORIGIN}/lt.js`, head(ONE), ['warning csp']],
    [`script-src ${ORIGIN}/`, head(ONE), []],
    [`script-src ${ORIGIN}/lt.js 'nonce-abc'`, head(nonce(ONE)), []],
    [`script-src ${ORIGIN}/lt.js; connect-src 'self'`, head(ONE), ['grave csp']],
  ])('others are as they were: %s', (policy, html, expected) => {
    expect(said(html, of(policy))).toEqual(expected);
  });
});

describe('a policy of the page itself', () => {
  const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const NONE = meta("script-src 'none'");
  const SENT = meta(`connect-src 'self'; img-src ${ORIGIN}`);
  const module = BASE.replace('<script>', '<script type="module">');
  const waiting = (code: string) => `<script>addEventListener('load',function(){${code}})</script>`;
  const code = BASE.slice(BASE.indexOf('<script>') + '<script>'.length, BASE.indexOf('</script>'));

  it.each<[name: string, html: string, expected: string[]]>([
    ['above the base code', head(NONE + BASE), ['grave csp', 'grave csp_inline']],
    [
      'below it lets run what stands above, but not what the tag loads later',
      head(BASE + NONE),
      ['warning csp'],
    ],
    ['and what loads at once, by its address', head(ONE + NONE), ['warning csp']],
    ['and what is deferred, by its address', head(ONE.replace('async', 'defer') + NONE), ['warning csp']],
    ['but not what a module loads once the page is read', head(module + NONE), ['grave csp']],
    ['and not what waits for the page', head(waiting(code) + NONE), ['grave csp']],
    ['nor handlers', head(BASE + NONE) + LINK, ['grave csp_handler', 'warning csp']],
    ['nor a code below it', head(BASE + NONE + CONVERSION), ['grave csp_inline', 'warning csp']],
    ['what the tag sends comes later', head(BASE + SENT), ['grave csp']],
    ['an image above it is asked for', head(BASE + meta("img-src 'none'")), []],
    ['an image below it is not', head(meta("img-src 'none'") + BASE), ['grave csp']],
    ['a page without an image', head(ONE + meta("img-src 'none'")), ['grave csp']],
    ['and trusted types', head(BASE + meta("require-trusted-types-for 'script'")), []],
    ['trusted types above', head(meta("require-trusted-types-for 'script'") + BASE), ['grave trusted_types']],
    ['in a body it is none', `<body><p>x</p>${NONE}${BASE}`, []],
    ['in a body that nobody wrote it is none', `<!doctype html><p>x</p>${NONE}${BASE}`, []],
    ['behind a text it is none', `<head>x${NONE}${BASE}</head>`, []],
    ['without a head it is one', `<!doctype html>\n${NONE}${BASE}<p>x`, ['grave csp', 'grave csp_inline']],
    [
      'behind the head it is one',
      `<head><noscript><img src="a"></noscript><title>x</title></head>\n${NONE}<body>${BASE}`,
      ['grave csp', 'grave csp_inline'],
    ],
    [
      'in a comment, noscript or template it is none',
      head(`<!--${NONE}--><noscript>${NONE}</noscript><template>${NONE}</template>${BASE}`),
      [],
    ],
  ])('%s', (_, html, expected) => {
    expect(said(html, { url, hops: [{ url, status: 200 }] })).toEqual(expected);
  });

  it('is asked beside that of the header', () => {
    expect(said(head(nonce(BASE) + NONE), of(STRICT))).toEqual(['warning csp']);
    expect(said(head(BASE + NONE), of(STRICT))).toEqual(['grave csp_inline', 'warning csp']);
  });
});

describe('A8 a hostile page', () => {
  it('asks for the hashes of one long script again and again, and has them once', () => {
    const calls = `_lt('send','cv',{type:'Trial'},['${T}']);`.repeat(200);
    const long = `<script>${calls}/*${'x'.repeat(1_000_000)}*/</script>`;
    const hashes = Array.from({ length: 300 }, (_, index) => `'sha512-${index}'`).join(' ');
    const meta = `<meta http-equiv="content-security-policy" content="script-src ${hashes}">`;
    const began = performance.now();
    findings(head(meta.repeat(200) + BASE + long), of(`script-src ${hashes}`));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
