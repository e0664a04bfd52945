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
  ])('others are as they were: %s', (policy, html, expected) => {
    expect(said(html, of(policy))).toEqual(expected);
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
