import { describe, expect, it } from 'vitest';
import {
  BASE,
  findings,
  head,
  js,
  LINES_SCRIPT,
  loaded,
  ORIGIN,
  STUB,
  said,
  T,
  UNKNOWN,
} from './examined.ts';

const INIT = `_lt('init',{tagId:'${T}'});`;
const VIEW = `_lt('send','pv',['${T}']);`;
const script = (code: string) => `<script>${code}</script>`;
const beside = (code: string) => head(`${BASE}${script(code)}`);

describe('a script that is written into the page', () => {
  const LT = `<script src="${ORIGIN}/lt.js"></script>`;
  it.each<[name: string, code: string]>([
    ['whole', `document.write('${LT.replace('</', '<\\/')}')`],
    ['in pieces', `document.write('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>');`],
    [
      'escaped',
      `document.write(unescape("%3Cscript src='${ORIGIN}/lt.js' type='text/javascript'%3E%3C/script%3E"));`,
    ],
    ['as a line', `document.writeln('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>');`],
    [
      'where there is none yet',
      `window._lt||document.write('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>');`,
    ],
  ])('takes the calls of the next: %s', (_, code) => {
    expect(said(head(script(code) + script(INIT + VIEW)))).toEqual([]);
  });

  it.each<[name: string, html: string]>([
    [
      'those beside it',
      head(script(`document.write('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>');${INIT}${VIEW}`)),
    ],
    [
      'those above it',
      head(script(INIT + VIEW) + script(`document.write('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>');`)),
    ],
    [
      'where it loads beside the page',
      head(
        script(`document.write('<scr'+'ipt async src="${ORIGIN}/lt.js"></scr'+'ipt>');`) +
          script(INIT + VIEW),
      ),
    ],
    [
      'where it waits',
      head(
        script(`b.onclick=function(){document.write('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>')}`) +
          script(INIT + VIEW),
      ),
    ],
    [
      'where it is put there',
      head(script(`$('head').append('<scr'+'ipt src="${ORIGIN}/lt.js"></scr'+'ipt>')`) + script(INIT + VIEW)),
    ],
  ])('takes none of others: %s', (_, html) => {
    expect(said(html)).toEqual(['grave no_stub']);
  });
});

describe('a call by another name', () => {
  it.each<[name: string, code: string]>([
    ['of window', `var lt=window._lt;lt('init',{tagId:'${T}'});lt('send','pv',['${T}']);`],
    ['of itself', `const line=_lt;line('init',{tagId:'${T}'});line('send','pv',['${T}'])`],
    ['on window', `window.lt=window._lt;window.lt('init',{tagId:'${T}'});lt('send','pv',['${T}'])`],
    ['without semicolons', `let lt=window._lt\nlt('init',{tagId:'${T}'})\nlt('send','pv',['${T}'])`],
    [
      'that a compiler makes none',
      `(0,window._lt)('init',{tagId:'${T}'});(0,window._lt)('send','pv',['${T}']);`,
    ],
    ['in brackets', `(window._lt)('init',{tagId:'${T}'});(_lt)('send','pv',['${T}']);`],
  ])('%s', (_, code) => {
    expect(said(loaded(code))).toEqual([]);
  });

  it('in another script, as what it is', () => {
    const other = script(`lt('send','cv',{type:'Conversion'},['${T}'])`);
    expect(said(head(BASE + script('var lt=window._lt;') + other))).toEqual(['warning conversion_here']);
    expect(said(beside(`if(paid)(0,window._lt)('send','cv',{type:'Conversion'},['${T}'])`))).toEqual([]);
    expect(said(beside(`(0,window._lt)('send','cv',{type:'Conversion'},['${T}'])`))).toEqual([
      'warning conversion_here',
    ]);
  });

  it.each<[name: string, code: string]>([
    ['of what is asked of it', `var t=window._lt.length;t('send','pv',['${T}'])`],
    ['of what it gives', `var t=_lt('consent');t('send','pv',['${T}'])`],
    ['of what it may be', `var t=a==window._lt;t('send','pv',['${T}'])`],
    ['that is called with something else', `var t=window._lt;t('send','mail');t(1)`],
    [
      'of a function that was there before',
      `var old=window._lt;window._lt=function(){old.apply(null,arguments)}`,
    ],
    ['that is handed on', `go(window._lt)('send','pv',['${T}'])`],
  ])('is none: %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
  });

  it('is lost where nothing takes it', () => {
    const one = `<script async src="${ORIGIN}/lt.js"></script>`;
    expect(
      said(head(one + script(`var lt=window._lt;lt('init',{tagId:'${T}'});lt('send','pv',['${T}'])`))),
    ).toEqual(['grave no_stub']);
  });
});

describe('a page that loads the tag and calls nothing', () => {
  const one = `<script async src="${ORIGIN}/lt.js"></script>`;
  it.each<[name: string, html: string, expected: string[]]>([
    ['has no page view', head(one), ['grave no_page_view']],
    [
      'by a script',
      js(`${STUB}var s=d.createElement('script');s.src='${ORIGIN}/lt.js';`),
      ['grave no_page_view'],
    ],
    [
      'may have one in what was not read',
      head(`${one}<script src="/shop.js"></script>`),
      ['warning no_page_view'],
    ],
    [
      'may have one in its tag manager',
      head(`${one}<script>x('GTM-ABC123')</script>`),
      ['warning in_container'],
    ],
    ['has its code in a comment', head(`${one}<!-- ${script(INIT + VIEW)} -->`), ['grave commented_out']],
    ["has none of ours where it is LINE's", head(LINES_SCRIPT), ['grave no_code']],
    ['has none where it is that of another', head(one.replace(ORIGIN, 'https://x.test')), ['grave no_code']],
    ['has none where there is no script', head(''), ['grave no_code']],
  ])('%s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });

  it('is told with the whole code', () => {
    expect(findings(head(one))).toMatchObject([{ finding: 'no_page_view', lines: [BASE] }]);
  });
});

describe('a call that means nothing', () => {
  it.each<[name: string, code: string, names: string[]]>([
    [
      'put into the queue in pieces',
      `_ltq.push('send','cv',{type:'Buy'},['${T}'])`,
      ["_ltq.push('send', 'cv', …)"],
    ],
    ['the same on window', `window._ltq.push('init',{tagId:'${T}'})`, ["_ltq.push('init', …)"]],
    ['a proof that is none', `_lt('identify',{userId:p.userId})`, ["_lt('identify', {userId})"]],
    ['a name as a proof', `_lt('identify','U123')`, ["_lt('identify')"]],
    ['a proof of another name', `_lt('identify',{id_token:t})`, ["_lt('identify', {id_token})"]],
  ])('%s', (_, code, names) => {
    expect(findings(beside(code))).toMatchObject([{ finding: 'ignored', weight: 'grave', names }]);
  });

  it('is told with what to put there', () => {
    expect(findings(beside(`_lt('identify',{userId:a})`))).toMatchObject([
      { lines: ["_lt('identify', { idToken: liff.getIDToken() });"] },
    ]);
    expect(findings(beside(`_ltq.push('send','cv',{type:'Buy'},['${T}'])`))).toMatchObject([
      { lines: ["_ltq.push(['send', 'cv', …]);"] },
    ]);
  });

  it.each<[name: string, code: string]>([
    ['a list put into the queue', `_ltq.push(['send','cv',{type:'Buy'},['${T}']])`],
    ['what is not written there', '_ltq.push(call);_ltq.push(...calls);_ltq.push(arguments)'],
    ['a proof', `_lt('identify',{idToken:liff.getIDToken()});_lt('identify',{idToken})`],
    ['a proof beside a name', `_lt('identify',{userId:a,idToken:b})`],
    [
      'a proof that stands elsewhere',
      `_lt('identify',proof);_lt('identify',{...proof});_lt('identify',{userId:a,...proof})`,
    ],
    ['a proof under a name that is worked out', `_lt('identify',{[name]:a})`],
    ['a list of another queue', `queue.push('send','cv')`],
  ])('is none: %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
  });

  it('several lists of one push are a call each', () => {
    const code = `_ltq.push(['init',{tagId:'${T}'}],['send','pv',['${T}']])`;
    expect(said(loaded(code))).toEqual([]);
    expect(
      said(beside(`_ltq.push(['send','cv',{type:'Trial'},['${T}']],['send','cv',{type:'Trial'},['${T}']])`)),
    ).toEqual(['grave event_twice']);
  });

  it('a field in short is the field', () => {
    expect(said(loaded(`const tagId='${UNKNOWN}';_lt('init',{tagId});_lt('send','pv',[tagId])`))).toEqual([
      'grave unknown_tag',
    ]);
    expect(said(beside(`_lt('send','cv',{type},['${T}'])`))).toEqual([]);
    expect(said(beside(`_lt('send','cv',{...given},['${T}'])`))).toEqual([]);
    expect(said(beside(`_lt('send','cv',{value},['${T}'])`))).toEqual(
      ['warning conversion_here', 'warning no_name'].toSorted().toReversed(),
    );
  });
});
