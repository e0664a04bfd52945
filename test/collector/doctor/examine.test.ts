import { describe, expect, it } from 'vitest';
import { baseCode, conversionCode, customEventCode, imageCode } from '../../../tag/snippet.ts';
import {
  BASE,
  CLICK,
  csp,
  findings,
  head,
  js,
  loaded,
  ORIGIN,
  OTHER,
  said,
  T,
  UNKNOWN,
  URL_OF,
} from './examined.ts';

describe('what the doctor says', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['our base code is fine', head(BASE), []],
    [
      'one script with its id is fine',
      head(`<script async src="${ORIGIN}/lt.js" data-tag-id="${T}"></script>`),
      [],
    ],
    ['no code', head(''), ['grave no_code']],
    ['a code in a comment', head(`<!-- ${BASE.replaceAll('--', '')} -->`), ['grave commented_out']],
    ['a code shown as text', `<p>${BASE.replaceAll('<', '&lt;')}</p>`, ['grave code_as_text']],
    ['a comment that ends with a mark', head(`<!-- start --!>${BASE.replace(/<!--.*?-->/g, '')}`), []],
    [
      'an address that is escaped',
      head(`<script async src="${ORIGIN}/lt%2Ejs" data-tag-id="${T}"></script>`),
      [],
    ],
    ['a code in a field', `<textarea>${BASE}</textarea>`, ['grave code_as_text']],
    ['a code in a title that does not end', `<title>Shop${BASE}`, ['grave code_as_text']],
    [
      'image only, of AMP',
      `<amp-pixel src="${ORIGIN}/tag.gif?t_id=${T}&e=pv"></amp-pixel>`,
      ['grave image_only'],
    ],
    ['image only', imageCode({ origin: ORIGIN, tagId: T }), ['grave image_only']],
    ['a container and no code', head(`<script>x('GTM-ABC123')</script>`), ['warning in_container']],
    [
      'a container of Yahoo',
      head(`<script async src="https://s.yjtag.jp/tag.js#site=abc"></script>`),
      ['warning in_container'],
    ],
    ['the code twice', head(BASE + BASE), ['warning base_code_twice']],
    [
      'a conversion twice',
      head(BASE) + conversionCode({ tagId: T }).repeat(2),
      ['grave event_twice', 'warning conversion_here'],
    ],
    [
      'an event on a click twice is fine',
      `${head(BASE)}${`<a onclick="_lt('send','cv',{type:'Tap'},['${T}'])">`.repeat(2)}`,
      [],
    ],
    ["another account's tag id", head(baseCode({ origin: ORIGIN, tagId: OTHER })), ['grave other_account']],
    [
      "another account's beside ours",
      head(BASE + baseCode({ origin: ORIGIN, tagId: OTHER })),
      ['note other_account'],
    ],
    ['an unknown tag id', head(baseCode({ origin: ORIGIN, tagId: UNKNOWN })), ['grave unknown_tag']],
    ['no init', loaded(`_lt('send','pv',['${T}'])`), ['warning no_init']],
    ['no page view', loaded(`_lt('init',{tagId:'${T}'})`), ['grave no_page_view']],
    [
      'an event without base code',
      `<script src="${ORIGIN}/lt.js"></script>${customEventCode({ tagId: T, name: 'Trial' })}`,
      ['grave base_code_missing'],
    ],
    ['no tag list', `${head(BASE)}<script>_lt('send','cv',{type:'Trial'})</script>`, ['warning no_tags']],
    [
      'no type',
      `${head(BASE)}<script>_lt('send','cv',{value:1},['${T}'])</script>`,
      ['warning no_name', 'warning conversion_here'],
    ],
    [
      'an odd name',
      `${head(BASE)}<script>_lt('send','cv',{type:'คลิก'},['${T}'])</script>`,
      ['warning odd_name'],
    ],
    [
      'the template of a tag id',
      loaded(`_lt('init',{tagId:'{tagId}'});_lt('send','pv',['{tagId}'])`),
      ['grave template_text'],
    ],
    ['the template of a name', head(BASE) + customEventCode({ tagId: T }), ['grave template_name']],
    [
      'conversion and base in one piece',
      loaded(
        `_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}']);_lt('send','cv',{type:'Conversion'},['${T}'])`,
      ),
      ['grave conversion_here'],
    ],
    [
      'a conversion above base',
      conversionCode({ tagId: T }) + head(BASE),
      ['warning conversion_here', 'note conversion_first'],
    ],
    [
      "LINE's own script",
      head(BASE.replace(`${ORIGIN}/lt.js`, 'https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js')),
      ['grave line_script'],
    ],
    [
      "LINE's beside ours",
      head(BASE) + js(`s.src='https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js'`),
      ['note both_scripts'],
    ],
    ['a script of another server', head(BASE.replace(ORIGIN, 'https://old.test')), ['grave other_script']],
    ['no script at all', js(`_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}'])`), ['grave no_script']],
    [
      'by http on an https page',
      head(baseCode({ origin: 'http://tag.shop.test', tagId: T })),
      ['grave insecure_script'],
    ],
    ['curly quotes', loaded(`_lt(‘init’,{tagId:‘${T}’});_lt(‘send’,‘pv’,[‘${T}’])`), ['grave smart_quotes']],
    [
      'held back',
      `<script type="text/plain">s.src='${ORIGIN}/lt.js';_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}'])</script>`,
      ['note held_back'],
    ],
  ])('%s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });

  it('by http where this server is reached by https, on any page', () => {
    const url = 'http://www.shop.test/tea';
    const html = head(baseCode({ origin: 'http://tag.shop.test', tagId: T }));
    const page = { url, hops: [{ url, status: 200 }] };
    expect(said(html, page)).toEqual(['grave insecure_script']);
    expect(said(html, page, { origin: 'http://tag.shop.test' })).toEqual([]);
  });

  it('a conversion on a page that thanks is where it belongs', () => {
    const html = head(BASE) + conversionCode({ tagId: T });
    const url = `https://www.shop.test/order/thank-you?${CLICK}`;
    expect(said(html, { url, hops: [{ url, status: 200 }] })).toEqual([]);
  });

  it('an answer that is no page', () => {
    expect(said('', { status: 404 })).toContain('grave http_status');
    expect(said('{}', { headers: { 'content-type': 'application/json' } })).toEqual(['grave not_html']);
  });

  it('a site that is not listed, and an account that lists none', () => {
    const account = { tagId: T, domains: ['elsewhere.test'], consent: 'assumed' as const };
    expect(said(head(BASE), {}, { account })).toEqual(['grave unlisted_page']);
    expect(said(head(BASE), {}, { account: { ...account, domains: [] } })).toEqual(['note all_sites_taken']);
  });

  it('click ids that are lost on the way, with the step that lost them', () => {
    const hops = [
      { url: `https://s.test/x?${CLICK}`, status: 302 },
      { url: `https://www.shop.test/go?${CLICK}`, status: 301 },
      { url: 'https://www.shop.test/tea', status: 200 },
    ];
    const lost = findings(head(BASE), { hops, url: 'https://www.shop.test/tea' });
    expect(lost).toMatchObject([
      { finding: 'clicks_lost', names: ['https://www.shop.test/go → https://www.shop.test/tea'] },
    ]);
    const kept = hops.map(({ status }) => ({ url: URL_OF, status }));
    expect(said(head(BASE), { hops: kept })).toEqual([]);
  });

  it('policies, with the line to add', () => {
    const strict = findings(head(BASE), csp(`default-src 'self'; script-src 'unsafe-inline' ${ORIGIN}`));
    expect(strict).toMatchObject([
      { finding: 'csp', weight: 'grave', lines: [`connect-src ${ORIGIN}`, `img-src ${ORIGIN}`] },
    ]);
    const inline = findings(head(BASE), csp(`script-src ${ORIGIN}`));
    expect(inline).toMatchObject([
      { finding: 'csp_inline', lines: [expect.stringMatching(/^script-src 'sha256-[\w+/]{43}='$/)] },
    ]);
    // With the line added, the same page is fine.
    expect(said(head(BASE), csp(`script-src ${ORIGIN} ${inline[0]?.lines[0]?.split(' ')[1]}`))).toEqual([]);
    expect(said(head(`<meta http-equiv="Content-Security-Policy" content="img-src 'self'">${BASE}`))).toEqual(
      ['grave csp'],
    );
    const nonce = head(BASE.replace('<script>', '<script nonce="abc">'));
    expect(said(nonce, csp("script-src 'nonce-abc' 'strict-dynamic'"))).toEqual([]);
    expect(said(head(BASE), csp(`default-src *; script-src * 'unsafe-inline'`))).toEqual([]);
  });

  it('without accounts nothing is said of whose tag ids these are', () => {
    const html = head(baseCode({ origin: ORIGIN, tagId: UNKNOWN }));
    expect(said(html, {}, { account: null, tagIds: null, origin: null })).toEqual([]);
  });

  it('what to put there is whole and of this account', () => {
    expect(findings(head(''))[0]?.lines).toEqual([BASE]);
    expect(findings(head(baseCode({ origin: ORIGIN, tagId: UNKNOWN })))[0]).toMatchObject({
      names: [UNKNOWN],
      lines: [T],
    });
  });
});
