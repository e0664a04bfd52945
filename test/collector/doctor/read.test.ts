import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../collector/doctor/found.ts';
import { readPage } from '../../../collector/doctor/read.ts';
import { baseCode, conversionCode, customEventCode, imageCode } from '../../../tag/snippet.ts';

const T = '11111111-2222-4333-8444-555555555555';
const T2 = '22222222-2222-4333-8444-555555555555';
const T3 = '33333333-2222-4333-8444-555555555555';
const ORIGIN = 'https://tag.shop.test';
const LT = 'https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js';
const BASE = baseCode({ origin: ORIGIN, tagId: T });

/** LINE's own loader, abstracted. */
const LOADER = `(function(g,d,o){
  g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};
  var h=location.protocol==='https:'?'https://d.line-scdn.net':'http://d.line-cdn.net';
  var s=d.createElement('script');s.async=1;
  s.src=o||h+'/n/line_tag/public/release/v1/lt.js';
  var t=d.getElementsByTagName('script')[0];t.parentNode.insertBefore(s,t);
})(window, document);`;

/** What was found, in short: `start T`, `view T`, `event Name T`, `image T`; where it does not plainly run, with it. */
function short({ kind, tagIds, event, where }: Found): string {
  const names: Record<string, string> = { [T]: 'T', [T2]: 'T2', [T3]: 'T3' };
  const ids = tagIds.map((id) => names[id] ?? id).join('+');
  return [kind, event, ids, where === 'page' ? '' : `(${where})`].filter(Boolean).join(' ');
}

function read(html: string): string[] {
  return readPage(html)
    .found.filter(({ kind }) => kind !== 'script')
    .map(short);
}

const js = (code: string) => `<!doctype html><html><head><script>${code}</script></head><body></body></html>`;
const json = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The variants seen in the wild, by their number in the facts; then those that a page's machinery makes of a code. */
const VARIANTS: [name: string, html: string, expected: string[]][] = [
  ['ours', BASE, ['start T', 'view T', 'image T']],
  ['our conversion', conversionCode({ tagId: T }), ['event Conversion T']],
  ['our custom event', customEventCode({ tagId: T, name: 'Trial' }), ['event Trial T']],
  ['our image', imageCode({ origin: ORIGIN, tagId: T }), ['image T']],
  [
    '01 over many lines, with markers',
    `<!-- LINE Tag Base Code --><!-- Do Not Modify --><script>${LOADER}
      _lt('init', {
        customerType: 'account',
        tagId: '${T}'
      });
      _lt('send', 'pv', ['${T}']);
    </script><noscript><img height="1" width="1" style="display:none"
      src="https://tr.line.me/tag.gif?c_t=lap&t_id=${T}&e=pv&noscript=1" /></noscript><!-- End LINE Tag Base Code -->`,
    ['start T', 'view T', 'image T'],
  ],
  [
    '03 on one line, no spaces',
    js(`${LOADER}_lt('init',{customerType:'lap',tagId:'${T}'});_lt('send','pv',['${T}'])`),
    ['start T', 'view T'],
  ],
  [
    '08 the stub on window',
    js(
      `window._ltq=[];window._lt=function(){window._ltq.push(arguments)};window._lt("init",{"tagId":"${T}"});window._lt("send","pv",["${T}"])`,
    ),
    ['start T', 'view T'],
  ],
  [
    '10 a queue of another name',
    js(`(function(w){w._lt_q=[];w.lt=(...a)=>w._lt_q.push(a)})(window);lt('init','${T}')`),
    [],
  ],
  [
    '11 an image beside a script that does nothing',
    `<script>ltq.push('LT'+'${T}')</script><noscript><img src="https://tr.line.me/tag.gif?c_t=lap&amp;t_id=${T}&amp;e=pv"></noscript>`,
    ['image T'],
  ],
  [
    '13 two accounts in one block',
    js(
      `_lt('init',{tagId:'${T}',sharedCookieDomain:'shop.test'});_lt('send','pv',['${T}']);_lt('init',{tagId:'${T2}'});_lt('send','pv',['${T2}']);`,
    ),
    ['start T', 'view T', 'start T2', 'view T2'],
  ],
  [
    '14 a module, no init',
    `<script type="module">_lt('send','pv',['${T}']);_lt('send','pv',['${T2}']);_lt('send','pv',['${T3}'])</script>`,
    ['view T', 'view T2', 'view T3'],
  ],
  [
    '17 Purchase then Conversion',
    js(`_lt('send','cv',{type:'Purchase',value:1},['${T}']);_lt('send','cv',{type:'Conversion'},['${T}'])`),
    ['event Purchase T', 'event Conversion T'],
  ],
  ['18 optional call', js(`window._lt?.("send","pv",["${T}"])`), ['view T']],
  ['20 no params', js(`_lt('send','cv',['${T}'])`), ['event Conversion T']],
  ['22 no tag list', js(`_lt('send','cv',{type:'Conversion'})`), ['event Conversion']],
  [
    '24 in a try',
    js(`try{_lt('send','cv',{type:'Purchase',value:N,currency:'TWD'},['${T}'])}catch(e){}`),
    ['event Purchase T'],
  ],
  [
    '25 trailing comma',
    js(`_lt('send','cv',{type:'Purchase',value:10000,currency:'JPY',},['{tagId}'])`),
    ['event Purchase {tagid}'],
  ],
  ['27 spread and a variable', js(`_lt('send','cv',{type:event,...anyData},['${T}'])`), ['event T']],
  [
    '28 product ads',
    js(`_lt('send','cv',{type:'dpa_detail',itemIds:['a'],price:[1]},{dpa:true},['${T}'])`),
    ['event dpa_detail T'],
  ],
  [
    '32 in a click',
    `<a target=_blank onclick="try{window._lt&&_lt('send','cv',{type:'EDM'},['${T}'])}catch(e){}" href=#>x</a>`,
    ['event EDM T (action)'],
  ],
  [
    '33 guarded',
    js(`if(typeof _lt!=='undefined'){_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}'])}`),
    ['start T', 'view T'],
  ],
  ['36 at the end of body', `<p>x</p><script>_lt('init',{tagId:'${T}'})</script></body>`, ['start T']],
  [
    '39 an event by image',
    `<img src="https://tr.line.me/tag.gif?c_t=lap&t_id=${T}&e=cv&value=1">`,
    ['image Conversion T'],
  ],
  [
    '40 an image of JSX',
    `<noscript><img height={1} style={{ display: 'none' }} src="https://tr.line.me/tag.gif?c_t=lap&t_id=${T}&e=pv&noscript=1" alt=""/></noscript>`,
    ['image T'],
  ],
  ['45 with a nonce', `<script nonce="abc">_lt('init',{tagId:'${T}'})</script>`, ['start T']],
  [
    '46 ids joined by commas',
    js(`_lt('init',{tagId:'${T}, ${T2}'});_lt('send','pv',['${T},${T2}'])`),
    ['start T+T2', 'view T+T2'],
  ],
  [
    '49 conversion above base',
    `${conversionCode({ tagId: T })}${BASE}`,
    ['event Conversion T', 'start T', 'view T', 'image T'],
  ],
  [
    '38 Blade, Twig and PHP around',
    `@if(true) {% block x %} <?php if ($x): ?>${BASE}<?php endif; ?> {% endblock %} @endif`,
    ['start T', 'view T', 'image T'],
  ],
  [
    '38 ids of a template that nobody filled in',
    js(`_lt('init',{tagId:'{{ tag_id }}'});_lt('send','pv',[{{ tag_id }}])`),
    ['start {{ tag_id }}', 'view'],
  ],
  [
    'a tag id in a variable',
    js(`const LINE_TAG='${T}';_lt('init',{tagId:LINE_TAG});_lt('send','pv',[LINE_TAG])`),
    ['start T', 'view T'],
  ],
  ['a list put into the queue', js(`_ltq.push(['send','pv',['${T}']])`), ['view T']],
  [
    'one script with the id beside it',
    `<script async src="${ORIGIN}/lt.js" data-tag-id="${T}"></script>`,
    ['start T', 'view T'],
  ],
  [
    'in capitals, without quotes',
    `<SCRIPT ASYNC SRC=${ORIGIN}/lt.js DATA-TAG-ID=${T.toUpperCase()}></SCRIPT>`,
    ['start T', 'view T'],
  ],
  [
    'written by a script',
    js(`document.write("<script>_lt('init',{tagId:'${T}'})<\\/script>")`),
    ['start T (embedded)'],
  ],
  [
    "in a framework's data",
    `<script id="__NEXT_DATA__" type="application/json">${json({ props: { head: BASE } })}</script>`,
    ['start T (embedded)', 'view T (embedded)', 'image T (embedded)'],
  ],
  [
    'in data in a string of a script, twice escaped',
    `<script>self.__next_f.push([1,${json(`5:["$","script",null,${json({ dangerouslySetInnerHTML: { __html: `${LOADER}_lt('init',{tagId:'${T}'})` } })}]\n`)}])</script>`,
    ['start T (embedded)'],
  ],
  [
    'in the HTML and in the data of one page: it is there once',
    `${BASE}<script type="application/json">${json({ head: BASE })}</script>`,
    ['start T', 'view T', 'image T'],
  ],
  [
    'attribute with entities',
    `<b onclick="_lt(&quot;send&quot;,&quot;cv&quot;,{type:&#39;Tap&#39;},[&quot;${T}&quot;])">`,
    ['event Tap T (action)'],
  ],
  [
    'in a comment',
    `<!-- ${BASE.replaceAll('--', '')} --><p>x</p>`,
    ['start T (comment)', 'view T (comment)', 'image T (comment)'],
  ],
  [
    'commented out in the script',
    js(`// _lt('init',{tagId:'${T}'});\n/* _lt('send','pv',['${T}']); */ var url='https://x.test/';`),
    ['start T (comment)', 'view T (comment)'],
  ],
  ['an old-fashioned comment inside the script', js(`<!--\n_lt('init',{tagId:'${T}'});\n//-->`), ['start T']],
  [
    'shown as text',
    `<p>&lt;script&gt;_lt('init',{tagId:'${T}'});&lt;/script&gt;</p><textarea>${BASE}</textarea>`,
    ['start T (text)', 'start T (text)', 'view T (text)', 'image T (text)'],
  ],
  [
    'held back for consent',
    `<script type="text/plain" data-category="marketing">_lt('init',{tagId:'${T}'})</script>`,
    ['start T (held)'],
  ],
  [
    'behind a regular expression with a quote',
    js(`var a=b.replace(/['"/]/g,'');_lt('init',{tagId:'${T}'})`),
    ['start T'],
  ],
  ['behind a division', js(`var a=b/2;var c="x";_lt('init',{tagId:'${T}'});d=e/f`), ['start T']],
  [
    'in a style it is nothing, in a title a text',
    `<style>_lt('init',{tagId:'${T}'})</style><title>_lt('send','pv',['${T}'])</title>`,
    ['view T (text)'],
  ],
];

describe('the codes of a page, whatever their formatting', () => {
  it.each(VARIANTS)('%s', (_, html, expected) => {
    expect(read(html)).toEqual(expected);
  });

  it.each([
    ['smart_quotes', `_lt(‘init’,{tagId:‘${T}’});_lt(“send”,“pv”,[“${T}”])`],
    [
      'escaped_quotes',
      `_lt(&#8216;init&#8217;,{tagId:&#39;${T}&#39;});_lt(&quot;send&quot;,&quot;pv&quot;,[&quot;${T}&quot;])`,
    ],
    ['line_break', `_lt('init',{tagId:'${T.slice(0, 18)}\n${T.slice(18)}'});_lt('send','pv',['${T}'])`],
    ['markup', `_lt('init',{tagId:'${T}'});<br />\n_lt('send','pv',['${T}'])</p>`],
  ])('what broke a code is told, and what it was meant to be: %s', (fault, code) => {
    const { found } = readPage(js(code));
    expect(found.map(short)).toEqual(['start T', 'view T']);
    expect(found.flatMap(({ faults }) => faults)).toContain(fault);
  });

  it('a whole code has no fault, and no other script of a page gives it one', () => {
    const other = `var it="don't",re=/[“']/,t=\`“\`,x=a<br&&c>d;// it's “ok”\n`;
    const { found } = readPage(js(other + LOADER) + BASE);
    expect(found.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it.each([
    ['ours', BASE, `${ORIGIN}/lt.js`],
    ['ours, numbered', js(`s.src='${ORIGIN}/lt.a1b2c3.js'`), `${ORIGIN}/lt.a1b2c3.js`],
    ["LINE's", js(`s.src=o||'${LT}'`), LT],
    [
      'a script beside it',
      `<script src="https://tr.line.me/tag.js" data-tagid="${T}"></script>`,
      'https://tr.line.me/tag.js',
    ],
    [
      'of a framework',
      `<script type="application/json">${json({ src: `${ORIGIN}/lt.js` })}</script>`,
      `${ORIGIN}/lt.js`,
    ],
  ])('the address of the script: %s', (_, html, address) => {
    const scripts = readPage(html).found.filter(({ kind }) => kind === 'script');
    expect(scripts.map((one) => one.address)).toEqual([address]);
  });

  it('containers and policies', () => {
    const html = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
      <script>(function(w,d,s,l,i){})(window,document,'script','dataLayer','GTM-ABC123');</script>
      <noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-ABC123"></iframe></noscript><!-- GTM-COMMENT -->`;
    expect(readPage(html)).toMatchObject({
      containers: ['GTM-ABC123'],
      policies: [{ block: 1, text: "default-src 'self'" }],
    });
  });

  it('never fails, whatever stands there', () => {
    const bits = [
      '_lt(',
      "'",
      '"',
      '`',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '[',
      '{',
      '}',
      ')',
      '\\',
      '/',
      '“',
      '&quot;',
      '\n',
      'init',
      'send',
      '<p>',
      'tag.gif',
      ',',
      ';',
      '+',
      '=',
      '&&',
      '=>',
      '.',
      'if(',
      'else ',
      'function f(',
      'f',
      '_ltq.push(',
      "'https://a.test'",
      "'/lt.js'",
      `_lt('send','cv',{type:'x'},['${T}'])`,
    ];
    const page = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string())).map((all) => all.join(''));
    const script = fc.array(fc.constantFrom(...bits)).map((all) => `<script>_lt;${all.join('')}`);
    fc.assert(fc.property(fc.oneof(page, script), (html) => readPage(html).found.length >= 0));
  });

  it.each([
    ['calls in calls', `<script>${'_lt('.repeat(400_000)}`],
    ['patterns that never end', `<script>_lt;${'(/['.repeat(500_000)}`],
    ['quotes that never end', `<script>_lt;${`'\n`.repeat(500_000)}`],
    ['entities that never end', `<script>_lt;${'&quot;'.repeat(300_000)}`],
    ['elements in elements', `${'<a>'.repeat(300_000)}${'</b>'.repeat(200_000)}`],
    ['attributes', `<a ${'onclick=_lt '.repeat(150_000)}>`],
    ['comments in comments', '<!-- _lt '.repeat(200_000)],
    [
      'strings in strings',
      `<script>_lt;x=${[1, 2, 3, 4, 5].reduce((text) => json(text), '_lt("x")'.repeat(3000))}`,
    ],
    ['blocks in blocks', `<script>${'if(a){'.repeat(150_000)}${`_lt('send','cv',['${T}']);`.repeat(500)}`],
    ['functions of one name', `<script>${`function f(){_lt('send','pv',['${T}']);f(f,f)}`.repeat(30_000)}`],
    ['functions in functions', `<script>${`x(function(){_lt('init')`.repeat(60_000)}`],
    [
      'methods in methods',
      `<script>_lt;${'var a={f(){'.repeat(90)}${`x.f();_lt('send','pv',['${T}']);`.repeat(200)}`,
    ],
    ['arrows in arrows', `<script>${'x=>y('.repeat(100_000)}${`_lt('send','pv',['${T}']);`.repeat(200)}`],
    ['names for the tag', `<script>${`a=_lt;a('send',`.repeat(150_000)}`],
    ['what is written', `<script>${`d.write('_lt _lt _lt _lt _lt _lt'+`.repeat(60_000)}`],
    ['attributes in strings', `<script>x="_lt ${'<a a '.repeat(400_000)}";`],
    ['a handler that never comes', `<script>x="_lt <a ${'on '.repeat(600_000)}";`],
    ['hosts that are never used', `<script>_lt;${`'https://a.test',`.repeat(110_000)}x+'/lt.js'`],
    ['scripts by the thousand', `<script>_lt('send','pv',['${T}']</script>`.repeat(30_000)],
    ['a script that ends too late', `<script>_lt('send','pv',['${T}']);${'a=>('.repeat(60_000)}`],
    ['addresses that are put together', `<script>${`h+'/lt.js';h='https://a.test';`.repeat(60_000)}`],
    ['lists in lists', `<script>_lt(${'['.repeat(1_000_000)}`],
  ])('A8 a hostile page of 2 MB is read in one go: %s', (_, html) => {
    const began = performance.now();
    readPage(html.slice(0, 2 * 1024 * 1024));
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
