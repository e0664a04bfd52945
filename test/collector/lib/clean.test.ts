import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cleanTitle, cleanUrl, hasCheckDigit } from '../../../collector/lib/clean.ts';
import * as tag from '../../../tag/lib/clean.ts';
import { CLEAN, KEPT, ROUTES, TITLES } from '../../support/clean-cases.ts';

describe.each(CLEAN)('from an address %s is cut', (_, from, to) => {
  it(`${from} becomes ${to}, counted`, () => {
    const { text, cuts } = cleanUrl(`https://shop.test${from}`);
    expect(text).toBe(`https://shop.test${to}`);
    expect(cuts).toBeGreaterThan(0);
  });

  it('leaves nothing to be cut the next time', () => {
    const { text } = cleanUrl(`https://shop.test${from}`);
    expect(cleanUrl(text)).toEqual({ text, cuts: 0 });
  });
});

it.each(KEPT)('leaves %s as it is', (path) => {
  expect(cleanUrl(`https://shop.test${path}`)).toEqual({ text: `https://shop.test${path}`, cuts: 0 });
});

it.each(TITLES)('a title %s becomes %s', (title, clean, cuts) => {
  expect(cleanTitle(title)).toEqual({ text: clean, cuts });
});

describe('what only the server looks for', () => {
  it.each([
    ['/?tel=０９０－１２３４－５６７８', '/?tel=NUMBER'],
    ['/?tel=０９０ー１２３４ー５６７８&a=ー', '/?tel=NUMBER&a=ー'],
    [`/?tel=${encodeURIComponent('０９０　１２３４　５６７８')}`, '/?tel=NUMBER'],
    [
      `/?tel=${encodeURIComponent('電話：０３（１２３４）５６７８')}`,
      `/?tel${encodeURIComponent('=電話：NUMBER').replace('%3D', '=')}`,
    ],
    ['/?card=４１１１１１１１１１１１１１１１', '/?card=NUMBER'],
    [`/?m=${encodeURIComponent('tanaka＠ｅｘａｍｐｌｅ．ｊｐ')}`, '/?m=EMAIL'],
    ['/u/taro%EF%BC%A0example.com/x', '/u/EMAIL/x'],
    ['/u/taro%25EF%25BC%25A0example.com;x=1', '/u/EMAIL;x=1'],
    [`/u/${encodeURIComponent('ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ')}%2Fx`, '/u/EMAIL%2Fx'],
    ['/?q=%E5%B1%B1%E7%94%B0@example.com', '/?q=EMAIL'],
    ['/?a=1&access%5Ftoken=x', '/?a=1'],
    ['/?to=%2Fx%3Faccess%255Ftoken%3Dx', '/?to=%2Fx'],
    ['/?to=%2Fx%23%2Fid_token%3Dx', '/?to=%2Fx'],
    ['/?tel=%E9%9B%BB%E8%A9%B1.0812345678', `/?tel${encodeURIComponent('=電話.NUMBER').replace('%3D', '=')}`],
  ])('%s becomes %s', (from, to) => {
    const { text, cuts } = cleanUrl(`https://shop.test${from}`);
    expect(decodeURI(text)).toBe(decodeURI(`https://shop.test${to}`));
    expect(cuts).toBe(1);
    expect(cleanUrl(text)).toEqual({ text, cuts: 0 });
  });

  it.each([
    '/?q=メール％',
    '/?q=１００％ウール',
    '/?d=２０２６－１１－２３',
    '/?q=100%2525',
    '/?q=50%25%20off&n=%E3%83%BC',
    `/?u=${encodeURIComponent(encodeURIComponent('https://a.test/?b=1&c=あ'))}`,
  ])('leaves %s as it is', (path) => {
    expect(cleanUrl(`https://shop.test${path}`)).toEqual({ text: `https://shop.test${path}`, cuts: 0 });
  });

  it.each([
    ['お問い合わせ：０１２０－３３３－９０６（無料）', 'お問い合わせ：NUMBER（無料）'],
    ['電話　０９０ー１２３４ー５６７８　フリーダイヤル', '電話　NUMBER　フリーダイヤル'],
    ['ようこそ tanaka＠example.jp さん', 'ようこそ EMAIL さん'],
    ['２０２６年１１月２３日（月）', '２０２６年１１月２３日（月）'],
    ['LIVE＠Zepp.Haneda(TOKYO)', 'LIVE＠Zepp.Haneda(TOKYO)'],
    ['ライブ2026＠SHIBUYA.CLUB', 'ライブ2026＠SHIBUYA.CLUB'],
  ])('of a title: %s becomes %s', (title, clean) => {
    expect(cleanTitle(title).text).toBe(clean);
  });
});

it('cuts a password, and the parameters of the account, wherever they stand', () => {
  for (const listed of ['member', 'Member'])
    expect(cleanUrl('https://shop.test/?MEMBER=7&a=1', [listed]).text).toBe('https://shop.test/?a=1');
  expect(cleanUrl('https://me:secret@shop.test/?name=Ann&a=1&name=Bob', ['name'])).toEqual({
    text: 'https://shop.test/?a=1',
    cuts: 3,
  });
});

it('cuts in what cannot be decoded, too', () => {
  expect(cleanUrl('https://shop.test/100%/u/taro%2540example.com').text).toBe(
    'https://shop.test/100%/u/EMAIL',
  );
  expect(cleanUrl('https://shop.test/?q=100%&m=%+taro%2540example.com').text).toBe(
    'https://shop.test/?q=100%&m=EMAIL',
  );
});

it('keeps the route of a fragment, and cuts in it like anywhere', () => {
  for (const [from, to] of ROUTES)
    expect(cleanUrl(`https://shop.test${from}`).text).toBe(`https://shop.test${to}`);
  expect(cleanUrl('https://shop.test/?a=1#/cart?id_token=x&b=2').text).toBe(
    'https://shop.test/?a=1#/cart?b=2',
  );
  expect(cleanUrl('https://shop.test/#!/u/me@example.com').text).toBe('https://shop.test/#!/u/EMAIL');
});

it.each(CLEAN)('counts as the tag does: %s', (_, from) => {
  const url = `https://shop.test${from}`;
  expect(cleanUrl(url).cuts).toBe(tag.cleaned(url, '', '').cuts);
});

it('counts each that is cut', () => {
  expect(cleanUrl('https://shop.test/?liff.state=%2Fx&code=a&state=b').cuts).toBe(3);
});

it('knows a check digit', () => {
  const withDigit = (number: string) =>
    [...'0123456789'].map((digit) => number + digit).filter(hasCheckDigit);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12,18}$/), (number) => {
      expect(withDigit(number)).toHaveLength(1);
    }),
  );
  expect(hasCheckDigit('4111 1111 1111 1111')).toBe(true);
  expect(hasCheckDigit('4111 1111 1111 1112')).toBe(false);
});

it('never cuts a number in a path', () => {
  const number = fc.constantFrom('0812345678', '+66812345678', '4111111111111111', '090-1234-5678');
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), (segments) => {
      const url = `https://shop.test/${segments.join('/')}`;
      expect(cleanUrl(url).text).toBe(url);
      expect(tag.cleanUrl(url)).toBe(url);
    }),
  );
});

it('finds what the tag finds: after the tag there is nothing left to cut', () => {
  const piece = fc.constantFrom(
    ...['a=1', 'mail=some.one@example.com', 'tel=0812345678', 'tel=%2B66%2081%20234%205678', 'b', ''],
    ...['card=4111111111111111', 'id_token=x.y.z', 'code=a', 'state=b', 'q=call%20090-1234-5678%20now'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pairs) => {
      const sent = tag.cleanUrl(`https://shop.test/p?${pairs.join('&')}#part`);
      expect(cleanUrl(sent)).toEqual({ text: sent, cuts: 0 });
    }),
    { numRuns: 1000 },
  );
});

it('leaves nothing that the tag cuts, and nothing for the next time, however one address carries another', async () => {
  vi.resetModules();
  const hashed = await import('../../../tag/lib/clean.ts');
  hashed.readAddresses({ spa: 'hash', cut: 'own' });
  const sign = fc.constantFrom(
    ...['?', '&', '#', '#/', '#!', '/', '=', ',', '-', '+', ' ', '&amp;', '%20', '%2F', '%26amp%3B'],
    ...['%3F', '%26', '%23', '%3D', '%253F', '%2526', '%2523', '%253D'],
  );
  const name = fc.constantFrom('a', 'Tel.', 'access_token', 'id_token', 'liff.x', 'own', 'code', 'state');
  const value = fc.constantFrom(
    ...['b', 'access_token=x', 'id_token%3Dx', 'state%253Dx', 'code=x', 'state=x', '&own=x'],
    ...['(me@a.example)', '(me%40a.example)', '(me%2540a.example)', '0812345678', '4111111111111111'],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(sign, name, value), { maxLength: 14 }), (pieces) => {
      const { text } = cleanUrl(`https://shop.test/${pieces.join('')}`, ['own']);
      expect(cleanUrl(text, ['own'])).toEqual({ text, cuts: 0 });
      expect(hashed.cleanUrl(text)).toBe(text);
    }),
    { numRuns: 5000 },
  );
});

it('takes no longer than a moment for a long text', () => {
  const start = performance.now();
  for (const long of [
    'a',
    '0',
    '1 ',
    '+0',
    '4-',
    'a@',
    '%20',
    '&a=',
    '=0(',
    '?',
    '%3F',
    '?a=',
    '%3Fa%3D',
    '%25',
    '25',
    '%2540',
    '%25EF',
    '%2523access_token%253D',
    '%2526amp;',
    '#/',
    '#/a=',
    'code=&state=',
    '0812345678,',
    'Tel.0812345678.',
    ',+1',
    ',+1.',
  ]) {
    const text = long.repeat(2048 / long.length);
    for (const before of ['/', '/%', '/?t=', '/?t=%', '/#/', '/?id_token='])
      cleanUrl(`https://shop.test${before}${text}`);
    cleanTitle(text);
    cleanTitle(`%${text}`);
  }
  expect(performance.now() - start).toBeLessThan(2000);
});
