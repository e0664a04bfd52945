import { describe, expect, it } from 'vitest';
import { baseCode, scriptCode } from '../../../tag/snippet.ts';
import { BASE, findings, head, js, ORIGIN, OTHER, OWNER, said, T } from './examined.ts';

const ASKS = baseCode({ origin: ORIGIN, tagId: T, consent: 'required' });
const required = {
  account: { tagId: T, domains: ['shop.test'], consent: 'required' as const },
};
const beside = (code: string) => head(`${BASE}<script>${code}</script>`);

describe('an account that requires consent', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['a code that asks', head(ASKS), []],
    ['one script that asks', head(scriptCode({ origin: ORIGIN, tagId: T, consent: 'required' })), []],
    ['a code that never asks', head(BASE), ['grave consent_never_given']],
    [
      'one script that never asks',
      head(scriptCode({ origin: ORIGIN, tagId: T })),
      ['grave consent_never_given'],
    ],
    [
      'one script that assumes',
      head(scriptCode({ origin: ORIGIN, tagId: T }).replace(' data', ' data-consent="assumed" data')),
      ['grave consent_never_given'],
    ],
    [
      'a code that asks in a comment',
      head(`${BASE}<!-- <script>_lt('consent')</script> -->`),
      ['grave consent_never_given'],
    ],
    ['a yes when a button is pressed', `${head(BASE)}<button onclick="_lt('consent','granted')">`, []],
    ['an answer of the page', beside(`_lt('consent',answer)`), []],
    ["another account's code", head(baseCode({ origin: ORIGIN, tagId: OTHER })), ['grave other_account']],
    ['no code', head(''), ['grave no_code']],
  ])('%s', (_, html, expected) => {
    expect(said(html, {}, required)).toEqual(expected);
  });

  it('is told with the code that asks', () => {
    expect(findings(head(BASE), {}, required)).toMatchObject([{ lines: [ASKS] }]);
  });

  it('is no matter to one that assumes it', () => {
    expect(said(head(BASE), {}, { account: OWNER.account })).toEqual([]);
    expect(said(head(BASE), {}, { account: null, tagIds: null })).toEqual([]);
  });
});

describe('a no for everybody', () => {
  it.each<[name: string, html: string, expected: string[]]>([
    ['at once', beside(`_lt('consent','denied')`), ['grave consent_denied']],
    ['in other words', beside(`_lt('consent',{analytics:'granted'})`), ['grave consent_denied']],
    ['by what is no word', beside(`_lt('consent',true)`), ['grave consent_denied']],
    ['by what is no word, shortened', beside(`_lt('consent',!0)`), ['grave consent_denied']],
    ['by a no that is no word', beside(`_lt('consent',false)`), ['grave consent_denied']],
    ['by a number', beside(`_lt('consent',1)`), ['grave consent_denied']],
    ['by nothing', beside(`_lt('consent',null)`), ['grave consent_denied']],
    ['by what is worked out', beside(`_lt('consent',!1&&answer);_lt('consent',!refused)`), []],
    ['not by a yes in large letters', beside(`_lt('consent','GRANTED')`), []],
    ['nor by a question', beside(`_lt('consent','Unset')`), []],
    ['and a question', beside(`_lt('consent');_lt('consent','denied')`), ['grave consent_denied']],
    ['as the page is ready', beside(`$(function(){_lt('consent','denied')})`), ['grave consent_denied']],
    [
      'beside scripts that may say yes',
      head('<script src="/consent.js"></script>') + beside(`_lt('consent','denied')`),
      ['warning consent_denied'],
    ],
    ['beside a yes', beside(`_lt('consent','denied');ask(function(){_lt('consent','granted')})`), []],
    [
      'beside a yes for a click',
      `${beside(`_lt('consent','denied')`)}<b onclick="_lt('consent','granted')">`,
      [],
    ],
    ['beside an answer', beside(`_lt('consent','denied');_lt('consent',cookie.answer)`), []],
    ['where it is asked', beside(`if(refused)_lt('consent','denied')`), []],
    ['by a click', beside(`no.onclick=function(){_lt('consent','denied')}`), []],
    ['a yes for everybody', beside(`_lt('consent','granted')`), []],
    ['and no code', js(`_lt('consent','denied')`), ['grave no_code']],
  ])('%s', (_, html, expected) => {
    expect(said(html)).toEqual(expected);
  });
});
