import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UNFILLED } from '../../../collector/doctor/meaning.ts';
import { ownId } from '../../../collector/intake/own-id.ts';
import { baseCode, conversionCode } from '../../../tag/snippet.ts';
import { BASE, CLICK, findings, head, js, loaded, ORIGIN, said, T } from './examined.ts';

const CALLS = `_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}']);`;
const CONVERSION = `_lt('send','cv',{type:'Conversion'},['${T}'])`;
const TRIAL = `_lt('send','cv',{type:'Trial'},['${T}'])`;
const backslashed = (code: string) => code.replaceAll("'", "\\'");
const beside = (code: string) => head(`${BASE}<script>${code}</script>`);

describe('a script that the browser cannot run', () => {
  it.each<[name: string, code: string]>([
    ['a bracket of a map', `_lt('init',{tagId:'${T}');_lt('send','pv',['${T}']);`],
    ['a bracket of a call', `_lt('init',{tagId:'${T}'};_lt('send','pv',['${T}']);`],
    ['a bracket of a list', `_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}');`],
    ['a comma', `_lt('init' {tagId:'${T}'});_lt('send','pv',['${T}']);`],
    ['the end', `${CALLS}_lt('send','cv',{type:'Trial'},['${T}'`],
    ['&amp;&amp;', `window._lt &amp;&amp; ${CALLS}`],
    ['&nbsp;', `&nbsp;${CALLS}`],
    ['&lt;br&gt;', `&lt;br&gt;${CALLS}`],
  ])('%s', (_, code) => {
    expect(said(loaded(code))).toContain('grave broken_code');
  });

  it('is told with its line on the page', () => {
    const html = `<!doctype html>\n<p>x</p>\n<script>\ns.src='${ORIGIN}/lt.js';\n_lt('init',{tagId:'${T}');</script>`;
    expect(findings(html)[0]).toMatchObject({
      finding: 'broken_code',
      names: [`5: _lt('init',{tagId:'${T}');`, "Unexpected token ')'"],
    });
  });

  it('is not what was cut off while it was read', () => {
    const html = `<head>${BASE}<script>${TRIAL};_lt('send','cv',`;
    expect(said(html, { cut: true })).not.toContain('grave broken_code');
    expect(said(html)).toContain('grave broken_code');
    expect(said(`${html}</script><p>x`, { cut: true })).toContain('grave broken_code');
  });

  it('has a better word where there is one', () => {
    expect(said(loaded(`_lt(‘init’,{tagId:‘${T}’});_lt(‘send’,‘pv’,[‘${T}’])`))).toEqual([
      'grave smart_quotes',
    ]);
  });

  it.each<[name: string, html: string, expected: string[]]>([
    [
      'a conversion',
      head(BASE) + backslashed(conversionCode({ tagId: T })),
      ['grave escaped_quotes', 'warning conversion_here'],
    ],
    ['a base code', head(backslashed(BASE)), ['grave escaped_quotes']],
    ['twice', head(backslashed(BASE).replaceAll('\\', '\\\\\\')), ['grave escaped_quotes']],
    [
      'one that asks',
      head(backslashed(baseCode({ origin: ORIGIN, tagId: T, consent: 'required' }))),
      ['grave escaped_quotes'],
    ],
    [
      'double ones',
      `${head(BASE)}<script>_lt(\\"send\\",\\"cv\\",{type:\\"Trial\\"},[\\"${T}\\"])</script>`,
      ['grave escaped_quotes'],
    ],
    [
      'a handler',
      `${head(BASE)}<a onclick="_lt(\\'send\\',\\'cv\\',{type:\\'Tap\\'},[\\'${T}\\'])">`,
      ['grave escaped_quotes'],
    ],
  ])('quotes behind backslashes: %s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });

  it('a backslash in a string is as it should be', () => {
    expect(said(js(`document.write('${backslashed(BASE).replaceAll('</', '<\\/')}')`))).toEqual([]);
    const data = JSON.stringify(JSON.stringify({ html: `<script>${TRIAL}</script>` }));
    expect(said(beside(`f.push([1,${data.replaceAll('</', '<\\/')}])`))).toEqual([]);
    expect(said(beside(`f.push([1,"t(\\"send\\",_lt(\\"se"])`))).toEqual([]);
  });

  it.each<[name: string, element: string, text: string]>([
    ['double quotes in double ones', `<a href="#" onclick="_lt("send","cv",{type:"Tap"},["${T}"])">`, '_lt('],
    [
      'a bracket lost',
      `<a onclick="_lt('send','cv',{type:'Tap'},['${T}'">`,
      `_lt('send','cv',{type:'Tap'},['${T}'`,
    ],
  ])('in an attribute: %s', (_, element, text) => {
    expect(findings(`${head(BASE)}\n${element}`)).toMatchObject([
      {
        finding: 'broken_code',
        weight: 'grave',
        names: [expect.stringContaining(`: ${text}`), expect.any(String)],
      },
    ]);
  });

  it.each([
    `<a onclick="return _lt('send','cv',{type:'Tap'},['${T}']),true">`,
    `<a onclick="if(event.isTrusted)_lt('send','cv',{type:'Tap'},['${T}']) // tap">`,
    `<a onclick="go(">`,
    `<a on-click="_lt(" data-on="_lt(">`,
    `<noscript><a onclick="_lt("send")"></noscript>`,
  ])('runs, or is not ours to judge: %s', (element) => {
    expect(said(head(BASE) + element)).toEqual([]);
  });

  it.each<[name: string, html: string]>([
    ['on one line', head(`<script>${BASE}</script>`)],
    ['on lines of its own', head(`<script>\n${BASE}\n</script>`)],
    ['of an event', `${head(BASE)}<script>${conversionCode({ tagId: T })}</script>`],
  ])('a code with its own element in a script: %s', (_, html) => {
    expect(findings(html)).toMatchObject([
      { finding: 'broken_code', names: [expect.stringContaining('<script>'), '<script> inside <script>'] },
    ]);
  });

  it('has it also where the script writes others', () => {
    const code = `_lt(‘init’,{tagId:‘${T}’});_lt(‘send’,‘pv’,[‘${T}’]);d.write('<script src="/_lt.js"><\\/script><b>')`;
    expect(said(loaded(code))).toEqual(['grave smart_quotes']);
  });

  it.each<[name: string, html: string]>([
    [
      'a module is read by other rules',
      head(`${BASE}<script type="module">import'/x.js';await 1;${TRIAL}</script>`),
    ],
    ['data is no script', head(`${BASE}<script type="application/json">{"a":"_lt('send','x')"}</script>`)],
    ['a script of others is not ours to judge', beside('this is broken')],
    ['old comments run', beside(`<!--\n${TRIAL}\n//-->`)],
    [
      'and what is new',
      beside(`a??=b?.c;class A{#x=1;static{}};${TRIAL};d=async()=>{for await(const x of y);}`),
    ],
  ])('%s', (_, html) => {
    expect(said(html)).toEqual([]);
  });
});

describe('calls in other shapes', () => {
  it.each<[name: string, code: string]>([
    ['in brackets', `window['_lt']('init',{tagId:'${T}'});window["_lt"]('send','pv',['${T}'])`],
    ['apply', `_lt.apply(null,['init',{tagId:'${T}'}]);window._lt.apply(window,['send','pv',['${T}']])`],
    ['call', `_lt.call(null,'init',{tagId:'${T}'});_lt.call(this,'send','pv',['${T}'])`],
    [
      'a queue made where it is used',
      `(window._ltq=window._ltq||[]).push(['init',{tagId:'${T}'}]);(window._ltq=window._ltq||[]).push(['send','pv',['${T}']])`,
    ],
    [
      'a queue in brackets',
      `window['_ltq'].push(['init',{tagId:'${T}'}]);window._ltq?.push(['send','pv',['${T}']])`,
    ],
  ])('%s', (_, code) => {
    expect(said(loaded(code))).toEqual([]);
  });

  it.each<[name: string, code: string, expected: string[]]>([
    ['the parts swapped', `_lt('send','cv',['${T}'],{type:'Trial'})`, ['warning swapped']],
    ['a tag id without its list', `_lt('send','cv',{type:'Trial'},'${T}')`, ['warning swapped']],
    ['another command', `_lt('track','cv',{type:'Trial'},['${T}'])`, ['grave ignored']],
    ['another kind', `_lt('send','conversion',{type:'Trial'},['${T}'])`, ['grave ignored']],
    [
      'a command that is not written there',
      `_lt(command,{type:'Trial'},['${T}']);_lt('send',kind,['${T}'])`,
      [],
    ],
    ['what is ours', `_lt('consent','granted');_lt('identify',{idToken:t});_lt('set',{a:1})`, []],
    [
      'a value with a currency',
      `_lt('send','cv',{type:'Buy',value:'1,980円'},['${T}'])`,
      ['grave bad_value'],
    ],
    ['a value that is a text', `_lt('send','cv',{type:'Buy',value:'1980'},['${T}'])`, []],
    ['a value that is a number', `_lt('send','cv',{type:'Buy',value:19.8},['${T}'])`, []],
    ['a value that is none', `_lt('send','cv',{type:'Buy',value:''},['${T}'])`, []],
    [
      'what is put together while it runs',
      `_lt('send','cv',{type:\`\${kind}\`,value:\`\${total} \`},[\`\${id}\`]);_lt(\`track-\${a}\`,[\`\${id}\`])`,
      [],
    ],
    ['a page view sent again', `_lt('send','pv',['${T}'])`, ['warning base_code_twice']],
    ['page views of a single-page app', `router.on('change',function(){_lt('send','pv',['${T}'])})`, []],
  ])('%s', (_, code, expected) => {
    expect(said(beside(code))).toEqual(expected);
  });

  it.each<[fields: string, expected: string[]]>([
    ['value:-5', ['grave bad_value']],
    ["value:'-5'", ['grave bad_value']],
    ['value: - 0.5', ['grave bad_value']],
    ['value:1e300', ['grave bad_value']],
    ["value:'1e3'", ['grave bad_value']],
    ['value:0', []],
    ['value:.5', []],
    ['value:1_980', []],
    ['value:1.98e3', []],
    ['value:-discount', []],
    ['value:{$total}', ['grave bad_value']],
    ['value:5-3', []],
    ["value:'undefined'", []],
    ['value:undefined', []],
    ["value:undefined,currency:'yen'", []],
    ['value:null', ['grave bad_value']],
    ["value:NaN,currency:'yen'", ['grave bad_value']],
    ['value:null??total', []],
    ['value:1980,currency:null', []],
    ['value:1980,currency:undefined', []],
    ["value:1980,currency:'yen'", ['warning bad_currency']],
    ["value:1980,currency:'円'", ['warning bad_currency']],
    ["value:1980,currency:'RMB'", ['warning bad_currency']],
    ["value:total,currency:'NT$'", ['warning bad_currency']],
    ["value:-5,currency:'NT$'", ['grave bad_value']],
    ["value:1980,currency:'JPY'", []],
    ["value:1980,currency:' twd '", []],
    ["value:1980,currency:''", []],
    ["value:1980,currency:'undefined'", []],
    ['value:1980,currency:code', []],
    ["currency:'yen'", []],
  ])('money: %s', (fields, expected) => {
    expect(said(beside(`_lt('send','cv',{type:'Buy',${fields}},['${T}'])`))).toEqual(expected);
  });

  it.each<[type: string, expected: string[]]>([
    ["type:''", ['warning no_name', 'warning conversion_here']],
    ["type:'undefined'", ['warning no_name', 'warning conversion_here']],
    ['type:null', ['warning no_name', 'warning conversion_here']],
    ['type:undefined', ['warning no_name', 'warning conversion_here']],
    ['type:null||kind', []],
    ['type:kind', []],
    ['type:5', []],
  ])('a name: %s', (type, expected) => {
    expect(said(beside(`_lt('send','cv',{${type}},['${T}'])`))).toEqual(expected);
  });

  it.each<[fields: string, expected: string[]]>([
    ["deduplicationKey:'{{order_id}}'", ['warning bad_key']],
    ["deduplicationKey:'<?php echo $id ?>'", ['warning bad_key']],
    ["deduplicationKey:'[object Object]'", ['warning bad_key']],
    ["externalId:'{customer}'", ['warning bad_key']],
    ["deduplicationKey:'A-1'", []],
    ["deduplicationKey:'undefined'", []],
    ['deduplicationKey:order.id', []],
    [`deduplicationKey:\`\${id}\``, []],
  ])('a key: %s', (fields, expected) => {
    expect(said(beside(`_lt('send','cv',{type:'Buy',${fields}},['${T}'])`))).toEqual(expected);
  });

  it('the example of the README is told where it was copied as it is', () => {
    const [, code = ''] =
      /```js\n([^`]*deduplicationKey[^`]*)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(said(loaded(code.replaceAll('TAG_ID', T)))).toEqual(['warning bad_key']);
  });

  it('a key is none for the doctor where it is none for the intake', () => {
    const keys = [
      '{{a}}',
      '{a}',
      `\${a}`,
      '%%a%%',
      '<%a%>',
      '<?a?>',
      '[object A]',
      'a',
      '{a b}',
      '%a%',
      '[a]',
      '{{a',
      '',
    ];
    for (const key of keys) expect([key, UNFILLED.test(key)]).toEqual([key, ownId(key, 100).isBad]);
  });

  it('says which value and which currency', () => {
    const call = (fields: string) => findings(beside(`_lt('send','cv',{type:'Buy',${fields}},['${T}'])`));
    expect(call('value:-5')).toMatchObject([{ finding: 'bad_value', names: ['-5'] }]);
    expect(call(`value:5,currency:'円'`)).toMatchObject([{ finding: 'bad_currency', names: ['円'] }]);
  });

  it('nothing is no name, no list of tags and no yes', () => {
    expect(said(beside(`_lt('send','cv',null,['${T}'])`))).toEqual([
      'warning no_name',
      'warning conversion_here',
    ]);
    expect(said(beside(`_lt('send','cv',{type:'Buy'},null)`))).toEqual(['warning no_tags']);
    expect(said(beside("_lt('consent',null)"))).toEqual(['grave consent_denied']);
    expect(said(beside("_lt('consent',undefined)"))).toEqual([]);
  });

  it('a name as the third word is the name', () => {
    expect(findings(beside(`_lt('send','cv','Sign up',['${T}'])`))).toMatchObject([
      { finding: 'swapped', names: ['Sign up'] },
      { finding: 'odd_name', names: ['Sign up'] },
    ]);
  });

  it('a call that means nothing is not shown as text', () => {
    expect(said(loaded(`_lt('track','pv',['${T}'])`))).toEqual(['grave no_page_view', 'grave ignored']);
  });
});

describe('a call that is misspelt', () => {
  const INIT = `_lt('init',{tagId:'${T}'});`;
  const VIEW = `_lt('send','pv',['${T}']);`;

  it.each(['_LT', '_It', '_1t', 'lt', '__lt'])('%s', (name) => {
    expect(findings(loaded(INIT.replace('_lt', name) + VIEW))).toMatchObject([
      { finding: 'misspelt', names: [name] },
    ]);
    expect(findings(loaded(INIT + VIEW.replace('_lt', name)))).toMatchObject([
      { finding: 'misspelt', names: [name] },
    ]);
    expect(said(loaded((INIT + VIEW).replaceAll('_lt', name)))).toEqual(['grave misspelt']);
    expect(said(beside(TRIAL.replace('_lt', name)))).toEqual(['grave misspelt']);
  });

  it.each<[name: string, code: string]>([
    ['has a function of its own', `function lt(){_lt.apply(null,arguments)}lt('send','pv',['${T}'])`],
    ['has given it a name', `var lt=window._lt;lt('send','cv',{type:'Trial'},['${T}'])`],
    ['is about something else', `lt('init',{size:3});lt('send','mail');lt(1,2)`],
  ])('is none where the page %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
  });

  it('no init is only that', () => {
    expect(said(loaded(VIEW))).toEqual(['warning no_init']);
  });
});

describe('what runs only at times', () => {
  it.each<[name: string, code: string]>([
    ['in an if and its else', `if(a){${TRIAL}}else{${TRIAL}}`],
    ['in an if and its else, without braces', `if(a)${TRIAL};else ${TRIAL};`],
    ['in two cases', `switch(a){case 1:${TRIAL};break;default:${TRIAL}}`],
    ['in a choice', `a?${TRIAL}:${TRIAL};`],
    ['behind conditions', `a&&${TRIAL};!a&&window._lt(${TRIAL.slice(4)};`],
    ['in two handlers', `x.onclick=function(){${TRIAL}};y.addEventListener('click',()=>{${TRIAL}})`],
    ['by jQuery', `$('#a').click(function(){${CONVERSION}});$('#b').on('submit',function(e){${CONVERSION}})`],
    ['in a handler', `document.getElementById('b').onclick=function(){${CONVERSION}}`],
    ['in a function that nobody calls here', `function buy(){${CONVERSION}}`],
    ['in one that a click calls', `function buy(){${CONVERSION}}b.addEventListener('click',buy)`],
    ['in one that is kept', `window.buy=function(){${CONVERSION}};const buy2=()=>{${CONVERSION}}`],
    ['on a page by its address', `if(location.pathname==='/thanks'){${CONVERSION}}`],
  ])('%s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
    expect(said(loaded(CALLS + code))).toEqual([]);
  });

  it.each<[name: string, code: string]>([
    ['at once', CONVERSION],
    ['in a function that runs at once', `(function(){${CONVERSION}})();`],
    ['in an arrow that runs at once', `(()=>{${CONVERSION}})();`],
    ['as the page is ready', `document.addEventListener('DOMContentLoaded',function(){${CONVERSION}})`],
    ['as jQuery is ready', `$(function(){${CONVERSION}})`],
    ['later', `setTimeout(function(){${CONVERSION}},100)`],
    ['in a function that is called', `function buy(){${CONVERSION}}buy()`],
    ['in a try', `try{${CONVERSION}}catch(e){}`],
    ['where there is a tag', `if(typeof _lt==='function'){${CONVERSION}}`],
    ['where there is a tag, in short', `window._lt&&${CONVERSION}`],
  ])('a conversion is counted whenever a page is opened: %s', (_, code) => {
    expect(said(loaded(CALLS + code))).toEqual(['grave conversion_here']);
    expect(said(beside(code))).toEqual(['warning conversion_here']);
  });

  it('twice in what always runs is twice', () => {
    expect(said(beside(`${TRIAL};try{${TRIAL}}catch(e){}`))).toEqual(['grave event_twice']);
  });
});

describe('a page that thanks', () => {
  it.each([
    '/ขอบคุณ',
    '/order/สั่งซื้อสำเร็จ',
    '/ありがとうございます',
    '/購入完了',
    '/感謝您',
    '/index.php?page=thanks',
    '/?step=%E5%AE%8C%E4%BA%86',
    '/#/thank-you',
    '/%E0%B8%82%E0%B8%AD%E0%B8%9A%E0%B8%84%E0%B8%B8%E0%B8%93/%ff',
  ])('%s', (path) => {
    const url = new URL(path, 'https://www.shop.test/');
    url.search += `${url.search === '' ? '?' : '&'}${CLICK}`;
    const page = { url: url.href, hops: [{ url: url.href, status: 200 }] };
    expect(said(head(BASE) + conversionCode({ tagId: T }), page)).toEqual([]);
  });
});

describe('a page without a code that is seen', () => {
  it('may have one in a script that was not read', () => {
    expect(said(head('<script type="module" src="/assets/index-1a2b.js"></script>'))).toEqual([
      'warning no_code',
    ]);
    expect(said(head(`<script type="module">import{init}from'/tag.js';init()</script>`))).toEqual([
      'warning no_code',
    ]);
    expect(said(js('var a=1'))).toEqual(['grave no_code']);
  });
});
