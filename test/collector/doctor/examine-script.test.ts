import { describe, expect, it } from 'vitest';
import { scriptCode, shadowCode } from '../../../tag/snippet.ts';
import { BASE, csp, findings, head, js, ORIGIN, STUB, said, T, UNKNOWN } from './examined.ts';

const CALLS = `${STUB}_lt('init',{customerType:'account',tagId:'${T}'});_lt('send','pv',['${T}']);`;
const LINES = `location.protocol==='https:'?'https://d.line-scdn.net':'http://d.line-cdn.net'`;
const PATH = '/n/line_tag/public/release/v1/lt.js';

/** LINE's own loader, abstracted: the host in one string, the path in another. */
function loader(host: string, path: string, third = ''): string {
  return `(function(g,d,o){
    g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};
    var h=${host};
    var s=d.createElement('script');s.async=1;
    s.src=o||h+'${path}';
    var t=d.getElementsByTagName('script')[0];t.parentNode.insertBefore(s,t);
  })(window, document${third});${CALLS}`;
}

/** What the server knows nothing of: neither its own address nor its accounts. */
const NOTHING = { account: null, tagIds: null, origin: null };

describe('the script that a code loads, however its address is put together', () => {
  it.each<[name: string, code: string, expected: string[]]>([
    ["LINE's own base code", loader(LINES, PATH), ['grave line_script']],
    ['its host changed, and its path', loader(`'${ORIGIN}'`, '/lt.js'), []],
    ['its third argument given', loader(LINES, PATH, `, '${ORIGIN}/lt.js'`), []],
    ['of another server', loader(`'https://old.test'`, '/lt.js'), ['grave other_script']],
    [
      'a constant',
      `const H="${ORIGIN}";let s=document.createElement('script');s.src=H+"/lt.js";${CALLS}`,
      [],
    ],
    ['a field', `var c={host:'${ORIGIN}'};s.src=c.host+'/lt.js';${CALLS}`, []],
    ['with a slash at its end', `var h='${ORIGIN}/';s.src=h+'lt.js';${CALLS}`, []],
    ['a template', `const h='${ORIGIN}';s.src=\`\${h}/lt.js\`;${CALLS}`, []],
    ['two literals', `s.src='${ORIGIN}'+'/lt.js';${CALLS}`, []],
    [
      'a protocol put before it',
      `s.src=('https:'==document.location.protocol?'https://':'http://')+'tag.shop.test/lt.js';${CALLS}`,
      [],
    ],
    ['on the host of the page', `s.src='/lt.js';${CALLS}`, ['grave other_script']],
  ])('%s', (_, code, expected) => {
    expect(said(js(code))).toEqual(expected);
  });

  it.each<[name: string, code: string, expected: string[]]>([
    ['behind a scheme', `const H='tag.shop.test';s.src='https://'+H+'/lt.js';`, []],
    [
      'behind a scheme, of another',
      `const H='old.test';s.src='https://'+H+'/lt.js';`,
      ['grave other_script'],
    ],
    ['a template with a scheme', `const H='tag.shop.test';s.src=\`https://\${H}/lt.js\`;`, []],
    [
      'a template with a scheme, of another',
      `const H='old.test';s.src=\`https://\${H}/lt.js\`;`,
      ['grave other_script'],
    ],
    ['a template with a number behind it', `s.src=\`${ORIGIN}/lt.js?v=\${Date.now()}\`;`, []],
    [
      'of another, with a number behind it',
      `s.src=\`https://old.test/lt.js?v=\${n}\`;`,
      ['grave other_script'],
    ],
    ['a host that stands elsewhere', `s.src='https://'+H+'/lt.js';`, ['note unread_script']],
    [
      'a template with a host that stands elsewhere',
      `s.src=\`https://\${H}/lt.js\`;`,
      ['note unread_script'],
    ],
    ['a template with more', `s.src=\`https://tag.\${A}.\${B}/lt.js\`;`, ['note unread_script']],
    ['a template with a reckoning', `s.src=\`\${a?b:c}/lt.js\`;`, ['note unread_script']],
    ['joined', `s.src=['https:','',H,'lt.js'].join('/');`, ['note unread_script']],
    ['a URL', `s.src=new URL('/lt.js',H).href;`, ['note unread_script']],
    ['a URL in a name', `var u=new URL('lt.js',H);s.setAttribute('src',u);`, ['note unread_script']],
    ['concat', `s.src=H.concat('/lt.js');`, ['note unread_script']],
    ['a literal with concat', `s.src='https://'.concat(H,'/lt.js');`, ['note unread_script']],
    ['a setting', `s.src=settings.lineTag;`, ['note unread_script']],
    ['a field of an element', `Object.assign(s,{async:true,src:settings.lineTag});`, ['note unread_script']],
    ['the address of another script', `s.src='https://x.test/a.js?id='+id;`, ['grave no_script']],
    ['another script as what is loaded else', `s.src=o||'https://x.test/a.js';`, ['grave no_script']],
    ['a path of another script', `s.src='/a.js';`, ['grave no_script']],
    ['that of an image', `i.src=pixel;s.src='/a.js';`, ['grave no_script']],
  ])('%s', (_, source, expected) => {
    const code = `var s=document.createElement('script'),i=new Image();${source}document.head.appendChild(s);${CALLS}`;
    expect(said(js(code))).toEqual(expected);
  });

  it('one that cannot be read may be ours, beside what can', () => {
    const code = `var s=document.createElement('script');s.src=settings.tag;${CALLS}`;
    const line = `<script src="https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js"></script>`;
    expect(said(head(`<script>${code}</script>${line}`))).toEqual([
      'note unread_script',
      'note both_scripts',
    ]);
    expect(findings(js(code))).toMatchObject([{ lines: [`${ORIGIN}/lt.js`] }]);
  });

  it.each<[address: string, expected: string[]]>([
    [`${ORIGIN}/lt.js`, []],
    [`${ORIGIN}/lt.js?v=2`, []],
    [`${ORIGIN}/n/line_tag/public/release/v1/lt.js`, ['grave wrong_address']],
    [`${ORIGIN}/lt.min.js`, ['grave wrong_address']],
    [`${ORIGIN}/js/lt.js`, ['grave wrong_address']],
    [`${ORIGIN}/js/lt.77.js`, ['grave wrong_address']],
    [`${ORIGIN}/LT.js`, ['grave wrong_address']],
    [`${ORIGIN}//lt.js`, ['grave wrong_address']],
    [`http://tag.shop.test/js/lt.js`, ['grave wrong_address']],
  ])('on our host only what is there: %s', (address, expected) => {
    expect(said(head(BASE.replace(`${ORIGIN}/lt.js`, address)))).toEqual(expected);
    const one = `<script async src="${address}" data-tag-id="${T}"></script>`;
    expect(said(head(one))).toEqual(expected);
  });

  it('an address that is not there is told with the one that is', () => {
    const html = head(BASE.replace('/lt.js', '/js/lt.js'));
    expect(findings(html)).toMatchObject([{ names: [`${ORIGIN}/js/lt.js`], lines: [`${ORIGIN}/lt.js`] }]);
    expect(findings(head(`<script async src="${ORIGIN}/tag.js" data-tag-id="${T}"></script>`))).toMatchObject(
      [{ finding: 'wrong_address' }],
    );
  });

  it.each<[address: string, expected: string[]]>([
    ['https://t.shop.test/a1/lt.js', []],
    ['https://t.shop.test/lt.js', []],
    ['https://t.shop.test/a2/lt.js', ['grave wrong_address']],
    ['https://t.shop.test/a1/x/lt.js', ['grave wrong_address']],
    [`${ORIGIN}/lt.js`, []],
    [`${ORIGIN}/a1/lt.js`, []],
    [`${ORIGIN}/a2/lt.js`, ['grave wrong_address']],
  ])('a folder of its own: %s', (address, expected) => {
    const owner = { origin: 'https://t.shop.test/a1', otherOrigins: [ORIGIN] };
    expect(said(head(BASE.replace(`${ORIGIN}/lt.js`, address)), {}, owner)).toEqual(expected);
  });

  it('a host that has pages of its own has the tag in its folder only', () => {
    const of = (path: string) =>
      said(js(`s.src='${path}';${CALLS}`), {}, { origin: 'https://www.shop.test/t' });
    expect(of('/t/lt.js')).toEqual([]);
    expect(of('/lt.js')).toEqual(['grave wrong_address']);
  });

  it('a tag on the host of the page is found there', () => {
    expect(said(js(`s.src='/t/lt.js';${CALLS}`), {}, { origin: 'https://www.shop.test/t' })).toEqual([]);
  });

  it('an address without a host is meant as the page says', () => {
    const based = (base: string) => head(`${base}<script async src="/lt.js" data-tag-id="${T}"></script>`);
    expect(said(based(`<base href="${ORIGIN}/x/">`))).toEqual([]);
    expect(
      said(based(`<base target="_blank"><base href="${ORIGIN}/"><base href="https://x.test/">`)),
    ).toEqual([]);
    expect(said(based(`<!-- <base href="${ORIGIN}/"> --><base href="https://:">`))).toEqual([
      'grave other_script',
    ]);
  });

  it('an address that the codes had before goes on to work', () => {
    const owner = { origin: 'https://t.shop.test/a1', otherOrigins: [ORIGIN] };
    expect(said(head(BASE), {}, owner)).toEqual([]);
    expect(said(head(BASE), {}, { ...owner, otherOrigins: [] })).toEqual(['grave other_script']);
    // The collector is beside the script: it is that address which a policy has to let in.
    const policy = `script-src 'unsafe-inline' ${ORIGIN}; connect-src ${ORIGIN}; img-src ${ORIGIN}`;
    expect(said(head(BASE), csp(policy), owner)).toEqual([]);
  });

  it('a lazy loader may hold the address', () => {
    const lazy = (attributes: string) => head(`<script async ${attributes} data-tag-id="${T}"></script>`);
    expect(said(lazy(`data-src="${ORIGIN}/lt.js"`))).toEqual(['note held_back']);
    expect(said(lazy(`type="litespeed/javascript" data-src="${ORIGIN}/lt.js"`))).toEqual(['note held_back']);
    expect(said(lazy(`type="text/plain" src="${ORIGIN}/lt.js"`))).toEqual(['note held_back']);
    expect(said(lazy(''))).toEqual(['grave no_script']);
  });
});

describe('without an address of its own to compare with, the server says', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ["that LINE's script is LINE's", js(loader(LINES, PATH)), ['grave line_script']],
    ['that nothing loads one', js(CALLS), ['grave no_script']],
    ['nothing of another, which may be its own', head(BASE), []],
  ])('%s', (_, html, expected) => {
    expect(said(html, {}, NOTHING)).toEqual(expected);
  });

  it('what a policy refuses to the host of the script', () => {
    const refused = findings(head(BASE), csp("default-src 'none'"), NOTHING);
    expect(refused).toMatchObject([
      { finding: 'csp', lines: [`script-src ${ORIGIN}`, `connect-src ${ORIGIN}`, `img-src ${ORIGIN}`] },
      { finding: 'csp_inline' },
    ]);
    expect(said(head('<p>x</p>'), csp("default-src 'none'"), NOTHING)).toEqual(['grave no_code']);
  });
});

describe('a policy that takes no addresses from scripts', () => {
  const trusted = csp("require-trusted-types-for 'script'");
  it('refuses the base code, and takes the one line', () => {
    const [found] = findings(head(BASE), trusted);
    expect(found).toMatchObject({ finding: 'trusted_types', weight: 'grave' });
    const line = scriptCode({ origin: ORIGIN, tagId: T, consent: 'assumed' });
    expect(found?.lines).toEqual([line]);
    expect(said(head(line), trusted)).toEqual([]);
  });

  it('takes it where the page has a policy of its own for all', () => {
    const own = `<script>trustedTypes.createPolicy('default',{createScriptURL:(a)=>a})</script>`;
    expect(said(head(own + BASE), trusted)).toEqual([]);
  });
});

describe('a numbered build', () => {
  const right = `sha384-${'R'.repeat(64)}`;
  const wrong = `sha384-${'W'.repeat(64)}`;
  const builds = [
    { name: 'lt.2.js', integrity: `sha384-${'O'.repeat(64)}` },
    { name: 'lt.3.js', integrity: right },
  ];
  const of = (name: string, integrity: string) =>
    scriptCode({ origin: ORIGIN, tagId: T, build: { name, integrity } });
  const base = (name: string, integrity: string) =>
    BASE.replace('lt.js', name).replace(
      's.src',
      `s.integrity='${integrity}';s.crossOrigin='anonymous';s.src`,
    );

  it.each<[name: string, html: string, expected: string[]]>([
    ['is right', of('lt.3.js', right), []],
    ['is right in a base code', base('lt.3.js', right), []],
    ['has another hash', of('lt.3.js', wrong), ['grave wrong_integrity']],
    ['has another hash in a base code', base('lt.3.js', wrong), ['grave wrong_integrity']],
    ['has the hash of another build', of('lt.2.js', right), ['grave wrong_integrity']],
    ['is none', of('lt.77.js', right), ['grave no_build']],
    ['has a second hash that is right', of('lt.3.js', right).replace(right, `${wrong} ${right}`), []],
    [
      'lacks crossorigin',
      of('lt.3.js', right).replace(' crossorigin="anonymous"', ''),
      ['grave no_crossorigin'],
    ],
    ['has no hash', of('lt.3.js', right).replace(/ integrity="[^"]*"/, ''), []],
    [
      'is none, and the file that changes has its hash',
      of('lt.3.js', right).replace('lt.3.js', 'lt.js'),
      ['warning moving_integrity'],
    ],
    [
      'is none, and the file that changes has another hash',
      of('lt.3.js', wrong).replace('lt.3.js', 'lt.js'),
      ['grave moving_integrity'],
    ],
    ['is of another server', of('lt.77.js', right).replace(ORIGIN, 'https://x.test'), ['grave other_script']],
  ])('%s', (_, html, expected) => {
    expect(said(head(html), {}, { builds })).toEqual(expected);
  });

  it('comes with the hash that is right', () => {
    const [found] = findings(head(of('lt.3.js', wrong)), {}, { builds });
    expect(found).toMatchObject({ names: ['lt.3.js'], lines: [`integrity="${right}"`] });
  });
});

describe('a script whose text stands in its address', () => {
  const text = `${loader(`'${ORIGIN}'`, '/lt.js')}`;
  const base64 = Buffer.from(text).toString('base64');

  it.each<[name: string, attributes: string]>([
    ['as base64', `src="data:text/javascript;base64,${base64}"`],
    ['put off', `defer src="data:text/javascript;base64,${base64}"`],
    ['escaped', `src="data:text/javascript,${encodeURIComponent(text)}"`],
    ['of no type', `src="data:;base64,${base64}"`],
    ['of another type', `src="data:text/plain;base64,${base64}"`],
  ])('%s', (_, attributes) => {
    expect(said(head(`<script ${attributes}></script>`))).toEqual([]);
  });

  it('is no stub for what stands above it, and runs nothing where it is held', () => {
    const event = `<script>_lt('send','cv',{type:'Trial'},['${T}'])</script>`;
    const data = `src="data:text/javascript;base64,${base64}"`;
    expect(said(head(`<script ${data}></script>${event}`))).toEqual([]);
    expect(said(head(`<script defer ${data}></script>${event}`))).toEqual(['grave no_stub']);
    expect(said(head(`<noscript><script ${data}></script></noscript>`))).toEqual(['grave no_code']);
  });
});

describe('a script that is asked for by http', () => {
  const upgraded = BASE.replaceAll(ORIGIN, ORIGIN.replace('https', 'http'));
  const meta = '<meta http-equiv="Content-Security-Policy" content="Upgrade-Insecure-Requests">';

  it('is asked for by https where the policy says so', () => {
    expect(said(head(upgraded))).toEqual(['grave insecure_script']);
    expect(said(head(upgraded), csp('upgrade-insecure-requests'))).toEqual([]);
    expect(said(head(meta + upgraded))).toEqual([]);
    expect(said(head(upgraded + meta))).toEqual(['grave insecure_script']);
    const strict = `upgrade-insecure-requests; script-src 'unsafe-inline' ${ORIGIN}; connect-src ${ORIGIN}; img-src ${ORIGIN}`;
    expect(said(head(upgraded), csp(strict))).toEqual([]);
  });
});

describe('one script that a script puts into the page', () => {
  const put = (given: string) =>
    js(
      `var s=document.createElement('script');s.async=true;s.src='${ORIGIN}/lt.js';${given}document.head.appendChild(s);`,
    );

  it.each<[name: string, given: string, expected: string[]]>([
    ['by its data', `s.dataset.tagId='${T}';`, []],
    ['by its data in brackets', `s.dataset['tagId']='${T}';`, []],
    ['by its attribute', `s.setAttribute('data-tag-id','${T}');`, []],
    ['by a name', `var id='${T}';s.dataset.tagId=id;`, []],
    ['by a name that is not written there', 's.dataset.tagId=window.id;', []],
    ['without a semicolon', `s.dataset.tagId='${T}'\n`, []],
    ['of nobody', `s.dataset.tagId='${UNKNOWN}';`, ['grave unknown_tag']],
    ['with nothing', `s.dataset.tagId='';`, ['grave empty_id']],
    ['with what a template left', `s.dataset.tagId='{{id}}';`, ['grave template_text']],
    ['that another question is asked of', `if(s.dataset.tagId==='${T}')go();`, ['grave no_page_view']],
  ])('%s', (_, given, expected) => {
    expect(said(put(given))).toEqual(expected);
  });

  it('asks for consent by its data', () => {
    const account = { tagId: T, domains: ['shop.test'], consent: 'required' as const };
    const named = `s.dataset.tagId='${T}';`;
    expect(said(put(named), {}, { account })).toEqual(['grave consent_never_given']);
    expect(said(put(`${named}s.dataset.consent='required';`), {}, { account })).toEqual([]);
    expect(said(put(`${named}s.setAttribute('data-consent','assumed');`), {}, { account })).toEqual([
      'grave consent_never_given',
    ]);
  });
});

describe('the shadow code', () => {
  const shadow = shadowCode({ origin: ORIGIN });
  const lines = `<script>${loader(LINES, PATH)}</script>`;
  const event = `<script>_lt('send','cv',{type:'Trial'},['${T}'])</script>`;

  it.each<[name: string, html: string, expected: string[]]>([
    ["above LINE's base code", shadow + lines + event, ['note both_scripts']],
    ["below LINE's base code", lines + shadow, ['grave shadow_below']],
    [
      'below what waits for a click',
      `<script>b.onclick=function(){_lt('send','cv',{type:'Tap'},['${T}'])}</script>${shadow}${lines}`,
      ['note both_scripts'],
    ],
    ['between it and an event', lines + shadow + event, ['grave shadow_below']],
    ['in a comment', `<!-- ${shadow.replaceAll('--', '')} -->${lines}`, ['grave line_script']],
  ])('%s', (_, html, expected) => {
    expect(said(head(html))).toEqual(expected);
  });
});
