import { describe, expect, it } from 'vitest';
import { conversionCode, imageCode } from '../../../tag/snippet.ts';
import { BASE, findings, head, js, ORIGIN, said, T } from './examined.ts';

const SCRIPT = BASE.replace(/<noscript>.*<\/noscript>/, '');
const quoted = (html: string) => JSON.stringify(html).replaceAll('</', '<\\/');
const TRIAL = `<script>_lt('send','cv',{type:'Trial'},['${T}'])</script>`;

describe('a code that stands where browsers run none', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['in noscript', head(`<noscript>${SCRIPT}</noscript>`), ['grave never_runs']],
    [
      'in noscript, with its image',
      head(`<noscript>${SCRIPT}${imageCode({ origin: ORIGIN, tagId: T })}</noscript>`),
      ['grave never_runs'],
    ],
    ['in a template', head(`<template>${SCRIPT}</template>`), ['grave never_runs']],
    [
      'one script in noscript',
      head(`<noscript><script async src="${ORIGIN}/lt.js" data-tag-id="${T}"></script></noscript>`),
      ['grave never_runs'],
    ],
    ['by innerHTML', js(`document.body.innerHTML='<p>'+${quoted(SCRIPT)}`), ['grave never_runs']],
    ['by innerHTML, added', js(`x.innerHTML += a + ${quoted(SCRIPT)};`), ['grave never_runs']],
    ['by outerHTML', js(`document.getElementById('a').outerHTML=${quoted(SCRIPT)}`), ['grave never_runs']],
    [
      'by insertAdjacentHTML',
      js(`document.head.insertAdjacentHTML('beforeend',${quoted(SCRIPT)})`),
      ['grave never_runs'],
    ],
    ['a conversion in noscript', head(`${BASE}<noscript>${TRIAL}</noscript>`), ['grave never_runs']],
    [
      'the base code, and a conversion that runs',
      head(`<noscript>${SCRIPT}</noscript>${conversionCode({ tagId: T })}`),
      ['grave never_runs'],
    ],
    [
      'in a template that a script here may take it from',
      head(`<template id="t">${SCRIPT}</template><script>document.head.append(t.content)</script>`),
      ['warning never_runs'],
    ],
    [
      'in a template that a script may take it from',
      head(`<template>${SCRIPT}</template><script src="/app.js"></script>`),
      ['warning never_runs'],
    ],
    [
      'a click in a template',
      head(`${BASE}<template><a onclick="_lt('send','cv',{type:'Tap'},['${T}'])"></template>`),
      ['grave never_runs'],
    ],
  ])('%s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });

  it.each<[name: string, html: string]>([
    ['the image in noscript', head(BASE)],
    ['a code behind noscript', head(`<noscript>x</noscript>${BASE}<template></template>`)],
    ['the same code once more in noscript', head(`${BASE}<noscript>${SCRIPT}</noscript>`)],
    ['in a shadow', head(`${BASE}<template shadowrootmode="open">${TRIAL}</template>`)],
    ['what is written', js(`document.write(${quoted(SCRIPT)})`)],
    ['what jQuery puts there', js(`$('body').append(${quoted(SCRIPT)});x.innerHTML='<p>'`)],
    ['what is written after', js(`x.innerHTML=a\ndocument.write(${quoted(SCRIPT)})`)],
    ['what a function makes something of', js(`x.innerHTML=put(${quoted(SCRIPT)})`)],
    ['what is given beside it', js(`put(x.innerHTML,${quoted(SCRIPT)})`)],
    ['what it is compared with', js(`put(x.innerHTML==${quoted(SCRIPT)})`)],
    ['what is read from an element', js(`var a=x.innerHTML;document.write(${quoted(SCRIPT)})`)],
    [
      'what is made a script again',
      js(`x.innerHTML=${quoted(SCRIPT)};run(x.querySelector('script'),document.createElement('script'))`),
    ],
    [
      'a handler that comes by innerHTML',
      `${head(BASE)}<script>x.innerHTML='<img src=a onclick="_lt(\\'send\\',\\'cv\\',{type:\\'Tap\\'},[\\'${T}\\'])">'</script>`,
    ],
  ])('is no matter: %s', (_, html) => {
    expect(said(html)).toEqual([]);
  });

  it('is told by what it stands in, with what belongs into the page', () => {
    expect(findings(head(`<noscript>${SCRIPT}</noscript>`))).toMatchObject([
      { names: ['<noscript>'], lines: [BASE] },
    ]);
    expect(findings(js(`x.innerHTML=${quoted(SCRIPT)}`))).toMatchObject([{ names: ['innerHTML'] }]);
  });

  it('an image in a template is none', () => {
    expect(said(head(`<template>${imageCode({ origin: ORIGIN, tagId: T })}</template>`))).not.toContain(
      'grave image_only',
    );
  });
});
