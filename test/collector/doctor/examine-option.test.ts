import { describe, expect, it } from 'vitest';
import { findings, head, loaded, ORIGIN, said, T } from './examined.ts';

const VIEW = `_lt('send','pv',['${T}']);`;

describe('what an init is given beside the tag id', () => {
  const init = (more: string) => loaded(`_lt('init',{tagId:'${T}',${more}});${VIEW}`);
  const required = { account: { tagId: T, domains: ['shop.test'], consent: 'required' as const } };

  it.each<[more: string, expected: string[], assumed?: string[]]>([
    ["consent:'required'", []],
    ["consent:'Required'", []],
    ["consent:'unset'", []],
    ["consent:'granted'", []],
    ['consent:given', []],
    ['consent', []],
    ["consent:'assumed'", ['grave consent_never_given'], []],
    ["consent:''", ['grave consent_never_given'], []],
    ['consent:undefined', ['grave consent_never_given'], []],
    ['consent:null', ['grave consent_never_given'], []],
    ['consent:false', ['grave consent_never_given'], []],
    ['consent:!1', ['grave consent_never_given'], []],
    ['consent:0', ['grave consent_never_given'], []],
    ['consent:true', []],
    ['consent:!0', []],
    ["consent:'yes'", []],
    ["consent:'denied'", []],
  ])('an answer: %s', (more, expected, assumed = expected) => {
    expect(said(init(more), {}, required)).toEqual(expected);
    expect(said(init(more))).toEqual(assumed);
  });

  it.each<[attribute: string, expected: string[]]>([
    ['data-consent="required"', []],
    ['data-consent', []],
    ['data-consent="unset"', []],
    ['data-consent="assumed"', ['grave consent_never_given']],
    ['data-consent="yes"', []],
  ])('an answer of one script: %s', (attribute, expected) => {
    const one = head(`<script async src="${ORIGIN}/lt.js" data-tag-id="${T}" ${attribute}></script>`);
    expect(said(one, {}, required)).toEqual(expected);
  });

  it('the question in its other word', () => {
    expect(
      said(loaded(`_lt('consent','required');_lt('init',{tagId:'${T}'});${VIEW}`), {}, required),
    ).toEqual([]);
  });

  it('a question is no no', () => {
    expect(
      said(loaded(`_lt('init',{tagId:'${T}',consent:'required'});${VIEW}_lt('consent','granted')`)),
    ).toEqual([]);
  });

  it.each([
    'spa:true',
    'spa:!0',
    'spa:false',
    "spa:'true'",
    "spa:'false'",
    "spa:'history'",
    "spa:'hash'",
    "spa:''",
    'spa:0',
    'spa:null',
    'spa:undefined',
    'spa:mode',
    `spa:\`\${mode}\``,
  ])('routes: %s', (more) => {
    expect(said(init(more))).toEqual([]);
  });

  it.each<[more: string, name: string]>([
    ["spa:'pushState'", 'spa: pushState'],
    ["spa:'hashes'", 'spa: hashes'],
    ["spa:'History'", 'spa: History'],
    ["spa:'off'", 'spa: off'],
    ['spa:1', 'spa: 1'],
    ["spa:['history']", 'spa: […]'],
    ["spa:{mode:'history'}", 'spa: {…}'],
  ])('routes that the tag does not know: %s', (more, name) => {
    expect(findings(init(more))).toMatchObject([
      { finding: 'ignored', weight: 'grave', names: [name], lines: ["spa: 'history'"] },
    ]);
  });

  it.each<[attribute: string, expected: string[]]>([
    ['data-spa', []],
    ['data-spa="true"', []],
    ['data-spa="history"', []],
    ['data-spa="hash"', []],
    ['data-spa="false"', []],
    ['data-spa="pushState"', ['grave ignored']],
  ])('routes of one script: %s', (attribute, expected) => {
    expect(
      said(head(`<script async src="${ORIGIN}/lt.js" data-tag-id="${T}" ${attribute}></script>`)),
    ).toEqual(expected);
  });

  it('routes of one script come with what to put there', () => {
    expect(
      findings(head(`<script async src="${ORIGIN}/lt.js" data-tag-id="${T}" data-spa="pushState"></script>`)),
    ).toMatchObject([{ names: ['data-spa="pushState"'], lines: ['data-spa="history"'] }]);
  });
});
