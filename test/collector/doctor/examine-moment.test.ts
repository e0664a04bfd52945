import { describe, expect, it } from 'vitest';
import { BASE, CLICK, findings, head, js, loaded, ORIGIN, said, T } from './examined.ts';

const VIEW = `_lt('send','pv',['${T}']);`;
const CALLS = `_lt('init',{tagId:'${T}'});${VIEW}`;
const CONVERSION = `_lt('send','cv',{type:'Conversion'},['${T}']);`;
const TRIAL = `_lt('send','cv',{type:'Trial'},['${T}']);`;
const beside = (code: string) => head(`${BASE}<script>${code}</script>`);
/** As it stands in a string of a script. */
const inString = (html: string) => `'${html.replaceAll("'", "\\'")}'`;

describe('a view that is sent again', () => {
  it.each<[name: string, code: string]>([
    ['for the routes of a router', `router.afterEach(function(){${VIEW}})`],
    ['for them, in an arrow', `router.afterEach(()=>{${VIEW}})`],
    ['for them, in an arrow without braces', `router.afterEach(()=>${VIEW.slice(0, -1)})`],
    ['for them, with the whole base code', `router.afterEach(function(){${CALLS}})`],
    ['for the pages of Turbo', `document.addEventListener('turbo:load',function(){${VIEW}})`],
    ['for them, among others', `$(document).on('turbo:load ready',function(){${VIEW}})`],
    ['for what comes back', `window.addEventListener('pageshow',function(){${VIEW}})`],
    ['by a function that a router calls', `function view(){${VIEW}}router.afterEach(view);`],
    ['by one that waits for it', `$(function(){router.on('change',function(){${VIEW}})})`],
    ['in a method', `var app={changed(){${VIEW}}};`],
  ])('is no second base code: %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
    expect(said(head(`<script>${code}</script>${BASE}`))).toEqual([]);
  });

  it.each<[name: string, code: string]>([
    ['at once', VIEW],
    ['with its init', CALLS],
    ['in a function that runs at once', `(function(){${CALLS}})()`],
    ['in an arrow that runs at once', `(()=>{${VIEW}})()`],
    ['in a function that is called', `function view(){${VIEW}}view();`],
    ['as the page is read', `document.addEventListener('DOMContentLoaded',function(){${CALLS}})`],
    [
      'as the page is read, in short',
      `document.addEventListener('DOMContentLoaded',()=>${VIEW.slice(0, -1)})`,
    ],
    ['as the page is loaded', `window.onload=function(){${VIEW}}`],
    ['as jQuery is ready', `jQuery(function($){${VIEW}})`],
    ['as jQuery says that it is', `$(document).ready(function(){${VIEW}})`],
    ['in a moment', `setTimeout(function(){${VIEW}},0)`],
    ['by a function that waits', `function view(){${VIEW}}window.addEventListener('load',view);`],
    ['by a function that waits, by its property', `function view(){${VIEW}}window.onload=view;`],
  ])('is one: %s', (_, code) => {
    expect(said(beside(code))).toEqual(['warning base_code_twice']);
  });
});

describe('what stands in a method', () => {
  it.each<[name: string, code: string]>([
    ['two fields of an object', `var Cart={a:function(){${CONVERSION}},b:function(){${CONVERSION}}}`],
    ['two arrows of an object', `var Cart={a:()=>{${CONVERSION}},b:()=>${CONVERSION.slice(0, -1)}}`],
    ['two methods of an object', `var Cart={a(){${CONVERSION}},async b(){${CONVERSION}}}`],
    [
      'methods with other names',
      `var Cart={'a'(){${CONVERSION}},['b'](){${CONVERSION}},*c(){${CONVERSION}}}`,
    ],
    ['a method of a class', `class Buy{done(){${CONVERSION}}#of(){${CONVERSION}}static of(){${CONVERSION}}}`],
    [
      'a method that a click calls',
      `var Cart={buy(){${CONVERSION}}};document.querySelector('#b').addEventListener('click',Cart.buy)`,
    ],
    ['what is handed back', `var api=(function(){return{track:function(){${CONVERSION}}}})();`],
    ['what Vue calls', `new Vue({el:'#a',methods:{buy:function(){${CONVERSION}}},mounted(){}})`],
    [
      'what PayPal calls',
      `paypal.Buttons({onApprove:(d,a)=>a.order.capture().then(()=>{${CONVERSION}})}).render('#p')`,
    ],
    ['what PayPal calls, in a method', `paypal.Buttons({onApprove(d,a){${CONVERSION}}}).render('#p')`],
    ['a promise behind an arrow', `const buy=()=>post('/buy').then(()=>{${CONVERSION}})`],
    [
      'a function that a method calls',
      `function buy(){${CONVERSION}}var Cart={a(){buy()},b:function(){buy()}}`,
    ],
    ['a method that calls itself', `var Cart={buy(){${CONVERSION}this.buy()}}`],
    ['a function that a condition calls', `function buy(){${CONVERSION}}if(paid)buy()`],
    ['a generator that nobody calls', `function* buy(){${CONVERSION}}`],
  ])('does not run as the page is opened: %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
  });

  it('does not run in a module either', () => {
    const module = `<script type="module">export default {track(){${CONVERSION}}}</script>`;
    expect(said(head(BASE + module))).toEqual([]);
  });

  it.each<[name: string, code: string]>([
    ['that runs at once as a field', `var a={b:(function(){${CONVERSION}})()}`],
    ['that is called', `var app={init:function(){${CONVERSION}}};app.init();`],
    ['that is called by its short name', `var app={start(){${CONVERSION}}};app.start();`],
    ['that jQuery calls', `var app={start(){${CONVERSION}}};$(app.start);`],
    ['that is called as jQuery is ready', `var app={start(){${CONVERSION}}};$(function(){app.start()});`],
    ['that waits for the page', `var app={start(){${CONVERSION}}};addEventListener('load',app.start)`],
    ['that is put there', `var app={start(){${CONVERSION}}};window.onload=app.start;`],
    ['that a timer calls', `var app={start(){${CONVERSION}}};setTimeout(app.start,0);`],
    ['that Vue calls by itself', `new Vue({el:'#a',mounted(){${CONVERSION}}})`],
    ['that Vue calls by itself, as a field', `new Vue({created:function(){${CONVERSION}}})`],
    ['that makes an object', `class Buy{constructor(){${CONVERSION}}}new Buy()`],
    ['that is static', `class Buy{static{${CONVERSION}}}`],
    ['whose property comes by itself', `Object.assign(window,{onload:function(){${CONVERSION}}})`],
    ['that is none: an IIFE', `(function(){${CONVERSION}})()`],
    ['that is none: the page is loaded', `window.onload=function(){${CONVERSION}}`],
    [
      'that is none: the page is read',
      `document.addEventListener('DOMContentLoaded',function(){${CONVERSION}})`,
    ],
    ['that is none: in a moment', `setTimeout(function(){${CONVERSION}},0)`],
    ['that is none: in a moment, behind an arrow', `setTimeout(()=>x.y(function(){${CONVERSION}}),0)`],
    ['that is none: behind another statement', `const f=()=>1\n${CONVERSION}`],
    ['that is none: a promise', `fetch('/a').then(()=>{${CONVERSION}})`],
  ])('of a kind %s, or a function, is counted', (_, code) => {
    expect(said(beside(code))).toEqual(['warning conversion_here']);
  });

  it('is counted twice where it runs twice', () => {
    const code = `var app={a(){${TRIAL}},b:function(){${TRIAL}}};app.a();app.b();`;
    expect(said(beside(code))).toEqual(['grave event_twice']);
  });
});

describe('a handler in a string of HTML', () => {
  const link = `<a onclick="${CONVERSION.replaceAll("'", '&#39;')}">x</a>`;
  const plain = `<a href="#" class=b onclick="${CONVERSION}">x</a>`;
  it.each<[name: string, code: string]>([
    ['appended', `$('#x').append(${inString(plain)})`],
    ['appended twice', `$('#x').append(${inString(plain)});$('#y').append(${inString(plain)})`],
    ['with entities', `$('#x').append(${inString(link)})`],
    ['put there', `el.innerHTML=${inString(plain)}`],
    ['of a button beside an image', `el.innerHTML=${inString(`<img src="a.png">${plain}`)}`],
    ['as a link', `el.innerHTML=${inString(`<a href="javascript:${CONVERSION}">x</a>`)}`],
    ['written', `document.write(${inString(`<p>${plain}</p>`)})`],
    ['in a template', `el.innerHTML=\`${plain}\``],
    ['in pieces', `el.innerHTML='<a onclick="'+${inString(CONVERSION)}+'">x</a>'`],
    ['as an attribute', `el.setAttribute('onclick',${inString(CONVERSION)})`],
    ['as a field', `$('<a>',{text:'x',onclick:${inString(CONVERSION)}})`],
  ])('waits for what it is for: %s', (_, code) => {
    expect(said(beside(code))).toEqual([]);
  });

  it.each<[name: string, code: string]>([
    ['a script that is written', `document.write(${inString(`<script>${CONVERSION}<\\/script>`)})`],
    ['a script that is appended', `$('body').append(${inString(`<script>${CONVERSION}<\\/script>`)})`],
    ['a script as its text', `s.text=${inString(CONVERSION)}`],
    [
      'a script that makes a handler too',
      `s.text=${inString(`for(i=0;i<n;i++){ b. onclick = go };${CONVERSION}`)}`,
    ],
  ])('is none: %s', (_, code) => {
    expect(said(beside(code))).toEqual(['warning conversion_here']);
  });
});

describe('a handler of an element', () => {
  const onload = (element: string) => `<html><head>${BASE}</head>${element}</html>`;
  it.each<[name: string, html: string]>([
    ['of the body', onload(`<body onload="${CONVERSION}">`)],
    ['of the body, in capitals', onload(`<BODY ONLOAD="${CONVERSION}">`)],
    ['of the body, as it is shown', onload(`<body onpageshow="${CONVERSION}">`)],
    ['of a script that is loaded', onload(`<body><script src="/a.js" onload="${CONVERSION}"></script>`)],
  ])('runs as the page is opened: %s', (_, html) => {
    expect(said(html)).toEqual(['warning conversion_here']);
  });

  it('is counted a second time there, and says no for all', () => {
    const twice = `<html><head>${BASE}<script>${TRIAL}</script></head><body onload="${TRIAL}"></body></html>`;
    expect(said(twice)).toEqual(['grave event_twice']);
    expect(said(onload(`<body onload="_lt('consent','denied')">`))).toEqual(['grave consent_denied']);
    expect(said(onload(`<body onload="if(refused)_lt('consent','denied')">`))).toEqual([]);
  });

  it('is taken, whatever loads the tag', () => {
    const one = `<html><head><script async src="${ORIGIN}/lt.js" data-tag-id="${T}"></script></head><body onload="${CONVERSION}"></body></html>`;
    expect(said(one)).toEqual(['warning conversion_here']);
  });

  it.each<[name: string, html: string]>([
    ['a click on the body', onload(`<body onclick="${CONVERSION}">`)],
    ['a page that is left', onload(`<body onunload="${CONVERSION}">`)],
    ['a form', onload(`<body><form onsubmit="${CONVERSION}">`)],
    ['a condition', onload(`<body onload="if(paid){${CONVERSION}}">`)],
    ['a click that it asks for', onload(`<body onload="b.onclick=function(){${CONVERSION}}">`)],
    ['a link', onload(`<body><a href="javascript:${CONVERSION}">`)],
  ])('waits: %s', (_, html) => {
    expect(said(html)).toEqual([]);
  });

  it('is where it belongs on a page that thanks', () => {
    const url = `https://www.shop.test/thanks?${CLICK}`;
    const page = { url, hops: [{ url, status: 200 }] };
    expect(said(onload(`<body onload="${CONVERSION}">`), page)).toEqual([]);
    expect(findings(loaded(CALLS + CONVERSION), page)).toMatchObject([{ finding: 'conversion_here' }]);
    expect(said(js(CONVERSION))).not.toEqual([]);
  });
});
