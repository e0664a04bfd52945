import { describe, expect, it } from 'vitest';
import { conversionCode, imageCode } from '../../../tag/snippet.ts';
import { BASE, findings, head, js, ORIGIN, said, T } from './examined.ts';

const SCRIPT = BASE.replace(/<noscript>.*<\/noscript>/, '');
const quoted = (html: string) => JSON.stringify(html).replaceAll('</', '<\\/');
const TEXT = /<script>(.*?)<\/script>/.exec(BASE)?.[1] ?? '';
const script = (attributes: string) => head(`<script ${attributes}>${TEXT}</script>`);
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

  it.each(['noscript', 'iframe', 'noembed', 'noframes', 'plaintext', 'template'])(
    'stands in <%s> as in a text',
    (name) => {
      const html = head(`<${name}>${SCRIPT}</${name}>`);
      expect(findings(html)).toMatchObject([{ finding: 'never_runs', names: [`<${name}>`] }]);
    },
  );

  it.each<[name: string, html: string]>([
    ['ends at its own end', head(`<noscript><iframe src="/x"></noscript>${BASE}`)],
    ['ends, whatever is in it', head(`<iframe><noscript><template></iframe>${BASE}`)],
    ['has an end that opened nothing', head(`</template></noscript>${BASE}`)],
    [
      'is a shadow in a template',
      head(`<template><template shadowrootmode="open"></template></template>${BASE}`),
    ],
  ])('what %s', (_, html) => {
    expect(said(html)).toEqual([]);
  });

  it('an image in a template is none', () => {
    expect(said(head(`<template>${imageCode({ origin: ORIGIN, tagId: T })}</template>`))).not.toContain(
      'grave image_only',
    );
  });
});

/** By the list of types that browsers run: HTML, "JavaScript MIME type essence match". */
describe('a script by its attributes', () => {
  it.each([
    'type=""',
    'type="text/javascript"',
    'type=" TEXT/JavaScript "',
    'type="text/javascript1.0"',
    'type="text/javascript1.5"',
    'type="text/x-javascript"',
    'type="application/x-javascript"',
    'type="application/ecmascript"',
    'type="text/jscript"',
    'type="text/livescript"',
    'language="JavaScript"',
    'language="javascript1.2"',
    'language="VBScript" type="text/javascript"',
    'type="module"',
    'type="module" nomodule',
    'type="0123456789abcdef01234567-text/javascript"',
    'for="window" event="onload"',
    'for=" Window " event="onload()"',
    'for="x"',
    'event="y"',
  ])('%s runs', (attributes) => {
    expect(said(script(attributes))).toEqual([]);
  });

  it.each([
    ['type="text/javascript; charset=utf-8"', 'type="text/javascript; charset=utf-8"'],
    ['type="javascript"', 'type="javascript"'],
    ['type="text/javascript1.6"', 'type="text/javascript1.6"'],
    ['type="text/x-jscript"', 'type="text/x-jscript"'],
    ['type="text/babel"', 'type="text/babel"'],
    ['type=" "', 'type=" "'],
    ['type="application/ld+json"', 'type="application/ld+json"'],
    ['language="VBScript"', 'language="VBScript"'],
    ['nomodule', 'nomodule'],
    ['for="x" event="onclick"', 'for="x"'],
    ['for="window" event="onclick"', 'for="window"'],
    ['src="/app.js"', '<script src>'],
    ['src', '<script src>'],
  ])('%s never does', (attributes, name) => {
    expect(findings(script(attributes))).toMatchObject([
      { finding: 'never_runs', weight: 'grave', names: [name], lines: [BASE] },
    ]);
  });

  it.each([
    'type="text/plain"',
    'type="text/plain" class="optanon-category-C0004"',
    'type="text/partytown"',
    'type="litespeed/javascript"',
    'type="rocketlazyloadscript" data-rocket-type="text/javascript"',
    'type="pmdelayedscript"',
    'type="text/template" data-borlabs-cookie-type="text/javascript"',
    'type="x-blocked" data-cookieconsent="marketing"',
    'type="opt-in" data-category="ads"',
    'type="text/x-handlebars-template"',
    'type="text/html"',
  ])('%s is held back', (attributes) => {
    expect(said(script(attributes))).toEqual(['note held_back']);
  });

  it('a type of its own may be run by a script of its own', () => {
    const loads = '<script src="/babel.js"></script>';
    expect(said(loads + script('type="text/babel"'))).toEqual(['warning never_runs']);
    expect(said(loads + script('type="javascript"'))).toEqual(['grave never_runs']);
  });

  it('so is one that is loaded', () => {
    const html = (attributes: string) =>
      head(`<script ${attributes} src="${ORIGIN}/lt.js" data-tag-id="${T}"></script>`);
    expect(said(html('type="module"'))).toEqual([]);
    expect(said(html('nomodule'))).toEqual(['grave never_runs']);
    expect(said(html('type="javascript"'))).toEqual(['grave never_runs']);
    expect(said(html('type="text/plain"'))).toEqual(['note held_back']);
  });

  it('the text of a script that is loaded is no stub either', () => {
    const html = head(`<script src="/a.js">${TEXT}</script>`) + TRIAL;
    expect(said(html)).toContain('grave never_runs');
  });
});
