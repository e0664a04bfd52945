import { describe, expect, it } from 'vitest';
import { conversionCode, customEventCode, scriptCode } from '../../../tag/snippet.ts';
import { BASE, CLICK, findings, head, js, ORIGIN, STUB, said, T } from './examined.ts';

const url = `https://www.shop.test/thanks?${CLICK}`;
const THANKS = { url, hops: [{ url, status: 200 }] };
/** LINE's own conversion code. */
const CALL = `_lt('send','cv',{type:'Conversion'},['${T}']);`;
const LINES = `<script>${CALL}</script>`;
const ONE = scriptCode({ origin: ORIGIN, tagId: T });
const MODULE = BASE.replace('<script>', '<script type="module">');
const script = (code: string) => `<script>${code}</script>`;

describe('a call that nothing takes yet', () => {
  it.each<[name: string, html: string]>([
    ["LINE's above the base code", head(LINES + BASE)],
    ["LINE's below the one script", head(ONE + LINES)],
    ["LINE's below the base code as a module", head(MODULE + LINES)],
    [
      "LINE's below the base code that Cloudflare holds back",
      head(BASE.replace('<script>', '<script type="0a1b-text/javascript">') + LINES),
    ],
    ["LINE's below the one script that is deferred", head(ONE.replace('async', 'defer') + LINES)],
    [
      "LINE's below a script that a consent tool holds back",
      head(BASE.replace('<script>', '<script type="text/plain">') + LINES),
    ],
    ['on window', head(script(`window.${CALL}`) + BASE)],
    [
      'into a list that is not there',
      head(script(`_ltq.push(['send','cv',{type:'Conversion'},['${T}']])`) + BASE),
    ],
    ['in a try', head(script(`try{${CALL}}catch(e){}`) + BASE)],
    ['where there is a tag, which there is not', head(script(`if(window._lt)${CALL}`) + BASE)],
    ['in short', head(script(`window._lt&&${CALL}`) + BASE)],
    ['in a function that runs at once', head(script(`(function(){${CALL}})()`) + BASE)],
    ['in an arrow that runs at once', head(script(`(()=>{${CALL}})()`) + BASE)],
    ['in a function that is called', head(script(`function buy(){${CALL}}buy();`) + BASE)],
    ['in one with a name that is called', head(script(`var buy=()=>{${CALL}};buy();`) + BASE)],
    ['above what would take it', head(script(CALL + STUB) + BASE)],
    [
      'below a base code that waits',
      head(
        script(
          `addEventListener('load',function(){${STUB}var s=document.createElement('script');s.src='${ORIGIN}/lt.js';_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}'])})`,
        ) + LINES,
      ),
    ],
  ])('is lost: %s', (_, html) => {
    expect(said(html, THANKS).filter((one) => one !== 'note held_back')).toEqual(['grave no_stub']);
  });

  it.each<[name: string, html: string]>([
    ["LINE's below the base code", head(BASE + LINES)],
    [
      'below the base code in the type of old',
      head(BASE.replace('<script>', '<script type="application/x-javascript">') + LINES),
    ],
    ['below a script that loads at once', head(ONE.replace('async ', '') + LINES)],
    [
      'a module below the base code as a module',
      head(MODULE + LINES.replace('<script>', '<script type="module">')),
    ],
    ['a module above the base code', head(LINES.replace('<script>', '<script type="module">') + BASE)],
    [
      'a module below the one script that is deferred',
      head(ONE.replace('async', 'defer') + LINES.replace('<script>', '<script type="module">')),
    ],
    ['ours below the one script', head(ONE + conversionCode({ tagId: T }))],
    ['a stub of its own', head(ONE + script(STUB) + LINES)],
    ['a function', head(ONE + script(`${CALL}function _lt(){(_ltq=window._ltq||[]).push(arguments)}`))],
    [
      'a stub in brackets',
      head(ONE + script(`window['_ltq']=[];window['_lt']=function(){_ltq.push(arguments)};${CALL}`)),
    ],
    [
      'a stub in few letters',
      head(ONE + script(`window._ltq??=[];window._lt||=function(){_ltq.push(arguments)};${CALL}`)),
    ],
    [
      'a list that is made',
      head(ONE + script(`(window._ltq=window._ltq||[]).push(['send','cv',{type:'Conversion'},['${T}']])`)),
    ],
    [
      'a stub that is written',
      head(script(`document.write('<script>${STUB.replaceAll("'", '')}<\\/script>')`) + ONE + LINES),
    ],
    [
      'as the page is ready',
      head(script(`document.addEventListener('DOMContentLoaded',function(){${CALL}})`) + BASE),
    ],
    [
      'as the page is ready, in an arrow',
      head(script(`document.addEventListener('DOMContentLoaded',()=>${CALL.slice(0, -1)})`) + BASE),
    ],
    ['as jQuery is ready', head(script(`$(function(){${CALL}})`) + BASE)],
    ['as everything is loaded', head(script(`window.onload=function(){${CALL}}`) + BASE)],
    ['in a moment', head(script(`setTimeout(()=>window._lt&&${CALL.slice(0, -1)},100)`) + BASE)],
    ['after a promise', head(script(`ready.then(function(){${CALL}})`) + BASE)],
    ['after a wait', head(script(`(async()=>{await ready;${CALL}})()`) + BASE)],
    [
      'once it is there',
      head(script(`function buy(){if(!window._lt)return setTimeout(buy,50);${CALL}}buy();`) + BASE),
    ],
    ['in a handler', `${head(ONE)}<a onclick="${CALL}">`],
    ['in a function that a click calls', head(ONE + script(`function buy(){${CALL}}b.onclick=buy`))],
    ['in a method', head(ONE + script(`var shop={buy(){${CALL}}}`))],
    ['in a field', head(ONE + script(`var shop={buy:function(){${CALL}}}`))],
  ])('is not lost: %s', (_, html) => {
    expect(said(html, THANKS).filter((one) => !/conversion_(?:here|first)/.test(one))).toEqual([]);
  });

  const ours = `<script src="/js/shop.js"></script>`;
  it.each<[name: string, html: string, expected: string[]]>([
    ['on a condition', head(script(`if(paid){${CALL}}`) + BASE), ['warning no_stub']],
    ['on a condition, in short', head(script(`paid&&${CALL}`) + BASE), ['warning no_stub']],
    ['on one of two, and always', head(script(`if(paid)${CALL}${CALL}`) + BASE), ['grave no_stub']],
    ['on a condition below the base code', head(BASE + script(`if(paid){${CALL}}`)), []],
    [
      'on a condition, once the page is read',
      head(
        script(`if(document.readyState==='complete'){${CALL}}document.readyState!='loading'&&${CALL}`) + BASE,
      ),
      [],
    ],
    ['below a script that was not read', head(ONE + ours + LINES), ['warning no_stub']],
    ['above a script that was not read', head(ONE + LINES + ours), ['grave no_stub']],
    [
      'below one that loads beside the page',
      head(ONE + ours.replace(' ', ' async ') + LINES),
      ['grave no_stub'],
    ],
    ['below one that is deferred', head(ONE + ours.replace(' ', ' defer ') + LINES), ['grave no_stub']],
    [
      'below one that a consent tool holds back',
      head(ONE + ours.replace(' ', ' type="text/plain" ') + LINES),
      ['grave no_stub'],
    ],
    ['below one, where the page has its own further down', head(ours + LINES + BASE), ['grave no_stub']],
  ])('is perhaps lost: %s', (_, html, expected) => {
    expect(said(html, THANKS).filter((one) => one !== 'note conversion_first')).toEqual(expected);
  });

  it('is told with our code, which brings it', () => {
    const trial = `_lt('send','cv',{type:'Trial'},['${T}'])`;
    expect(findings(head(script(CALL + trial) + BASE), THANKS)).toMatchObject([
      {
        finding: 'no_stub',
        names: ['Conversion', 'Trial'],
        lines: [conversionCode({ tagId: T }), customEventCode({ tagId: T, name: 'Trial' })],
      },
    ]);
    // With the line in its place, the page is fine.
    expect(said(head(conversionCode({ tagId: T }) + BASE), THANKS)).toEqual(['note conversion_first']);
  });

  it('is told of a base code too', () => {
    const base = `s.src='${ORIGIN}/lt.js';_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}']);`;
    expect(findings(js(base))).toMatchObject([{ finding: 'no_stub', names: [], lines: [BASE] }]);
  });

  it.each<[name: string, html: string, expected: string[]]>([
    [
      'nothing loads the tag',
      js(`_lt('init',{tagId:'${T}'});_lt('send','pv',['${T}'])`),
      ['grave no_script'],
    ],
    [
      'there is no base code',
      head(`<script async src="${ORIGIN}/lt.js"></script>${LINES}`),
      ['grave base_code_missing'],
    ],
    ['it is broken', head(LINES.replace(')', '') + BASE), ['grave broken_code']],
  ])('is not told where something else is the matter: %s', (_, html, expected) => {
    expect(said(html, THANKS).filter((one) => one !== 'note conversion_first')).toEqual(expected);
  });
});
