import { describe, expect, it } from 'vitest';
import { conversionCode, imageCode, scriptCode } from '../../../tag/snippet.ts';
import { BASE, CLICK, findings, head, loaded, ORIGIN, OTHER, said, T, UNKNOWN } from './examined.ts';

const CODE = scriptCode({ origin: ORIGIN, tagId: T });
const CONVERSION = conversionCode({ tagId: T });
const INIT = `_lt('init',{tagId:'${T}'});`;
const VIEW = `_lt('send','pv',['${T}']);`;
const url = `https://www.shop.test/thanks?${CLICK}`;
const thanks = { url, hops: [{ url, status: 200 }] };

describe('a tag id that stands in only some of its places', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['not in the page view', head(BASE.replace(`['${T}']`, `['${UNKNOWN}']`)), ['grave unknown_tag']],
    [
      "another account's in the page view",
      head(BASE.replace(`['${T}']`, `['${OTHER}']`)),
      ['grave other_account'],
    ],
    ['not in the init', head(BASE.replace(`tagId:'${T}'`, `tagId:'${UNKNOWN}'`)), ['warning unknown_tag']],
    [
      'in the image alone',
      head(loaded((INIT + VIEW).replaceAll(T, UNKNOWN)) + imageCode({ origin: ORIGIN, tagId: T })),
      ['grave unknown_tag'],
    ],
    ['not in the image', head(BASE.replace(`t_id=${T}`, `t_id=${UNKNOWN}`)), ['warning unknown_tag']],
    ['not in the conversion', head(BASE) + CONVERSION.replace(T, UNKNOWN), ['grave unknown_tag']],
    [
      "another account's in the conversion",
      head(BASE) + CONVERSION.replace(T, OTHER),
      ['grave other_account'],
    ],
    [
      'beside ours, for the page view',
      head(BASE.replace(`['${T}']`, `['${T}','${OTHER}']`)),
      ['note other_account'],
    ],
    [
      'beside ours, for the conversion',
      head(BASE) + CONVERSION + CONVERSION.replace(T, OTHER),
      ['note other_account'],
    ],
    [
      "another account's in the conversion, whose base code stands there too",
      head(BASE + BASE.replaceAll(T, OTHER)) + CONVERSION.replace(T, OTHER),
      ['note other_account'],
    ],
    [
      "another account's in the page view and the init beside ours",
      head(`${BASE.replace(`['${T}']`, `['${OTHER}']`)}<script>_lt('init',{tagId:'${OTHER}'})</script>`),
      ['grave other_account'],
    ],
    [
      "an event of somebody's without a list",
      head(`${BASE}<script>_lt('init',{tagId:'${OTHER}'});_lt('send','cv',{type:'Trial'})</script>`),
      ['warning no_tags', 'note other_account'],
    ],
    [
      'one that is not written there',
      head(
        `${BASE}<script>_lt('send','cv',{type:'Trial'},[id]);_lt('send','cv',{type:'Trial'},['${OTHER}'])</script>`,
      ),
      ['note other_account'],
    ],
  ])('%s', (_, html, expected) => {
    expect(said(html, thanks)).toEqual(expected);
  });

  it('is told by the ids that are wrong, with the one to put there', () => {
    const html = head(BASE + BASE.replaceAll(T, OTHER)) + CONVERSION.replace(T, UNKNOWN);
    expect(findings(html, thanks)).toMatchObject([
      { finding: 'unknown_tag', weight: 'grave', names: [UNKNOWN], lines: [T] },
      { finding: 'other_account', weight: 'note', names: [OTHER], lines: [] },
    ]);
  });
});

describe('a tag id that was changed on the way', () => {
  it.each<[name: string, id: string, shown: string]>([
    ['a digit is missing', T.slice(0, -1), T.slice(0, -1)],
    ['a digit is too many', `${T}5`, `${T}5`],
    ['a letter is none of it', T.replace('4', 'o'), T.replace('4', 'o')],
    ['nobody sees what is in it', T.replace('-', '\u200b-'), T.replace('-', '\\u{200b}-')],
    ['full-width', T.replaceAll('1', '\uff11'), T.replaceAll('1', '\uff11')],
    ['with other hyphens', T.replaceAll('-', '\u2010'), T.replaceAll('-', '\u2010')],
  ])('%s', (_, id, shown) => {
    expect(findings(head(CODE.replace(T, id)))).toMatchObject([
      { finding: 'bad_id', weight: 'grave', names: [shown], lines: [T] },
    ]);
  });

  it.each(['{{tag_id}}', 'TAG_ID', 'your-tag-id', 'xxxxxxxx'])('%s never was one', (id) => {
    expect(said(head(CODE.replace(T, id)))).toEqual(['grave template_text']);
  });

  it.each<[name: string, code: string]>([
    ['both', CODE.replace(/"([^"]*)"/g, '“$1”')],
    ['the id', CODE.replace(`"${T}"`, `“${T}”`)],
    ['the address', CODE.replace(`"${ORIGIN}/lt.js"`, `“${ORIGIN}/lt.js”`)],
    ['at its end', CODE.replace(`"${T}"`, `“${T}″`)],
    ['full-width', CODE.replace(/"([^"]*)"/g, '＂$1＂')],
  ])('curly quotes of attributes: %s', (_, code) => {
    expect(said(head(code))).toEqual(['grave smart_quotes']);
  });
});

describe('a tag id that is missing', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['of one script', head(CODE.replace(T, '')), ['grave empty_id']],
    ['of one script, a space', head(CODE.replace(T, ' ')), ['grave empty_id']],
    ['of a base code', loaded((INIT + VIEW).replaceAll(T, '')), ['grave empty_id']],
    [
      'of an init, and a call without one',
      loaded("_lt('init',{tagId:''});_lt('send','pv')"),
      ['grave empty_id'],
    ],
    ['of one script beside another code', head(CODE.replace(T, '') + BASE), []],
    [
      'of a call alone',
      head(`${BASE}<script>_lt('send','cv',{type:'Trial'},[''])</script>`),
      ['warning no_tags'],
    ],
    [
      'where it is filled in as the page runs',
      loaded("_lt('init',{tagId:id});_lt('send','pv')"),
      ['warning no_tags'],
    ],
    ['where all of it is', loaded("_lt('init',{tagId});_lt('send','pv',[tagId])"), []],
  ])('%s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });
});
