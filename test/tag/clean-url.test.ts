import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanUrl } from '../../tag/lib/clean-url.ts';
import { CLICK_PARAM } from '../../tag/wire.ts';

describe.each([
  ['the fragment', '/a#b?c=d', '/a'],
  ['an empty fragment', '/a#', '/a'],
  ['LIFF parameters', '/?liff.state=%2Fx&a=1&liff.referrer=y', '/?a=1'],
  ['an access token', '/?access_token=abc&a=1', '/?a=1'],
  ['an ID token', '/?a=1&id_token=abc', '/?a=1'],
  ['the click', `/?a=1&${CLICK_PARAM}=0123456789abcdef0123456789abcdef&b`, '/?a=1&b'],
  [
    'the answer of a sign-in',
    '/cb?code=abc&state=xyz&friendship_status_changed=true',
    '/cb?friendship_status_changed=true',
  ],
  ['the answer of a sign-in, the other way round', '/cb?state=xyz&a=1&code=abc', '/cb?a=1'],
  ['all there is', '/?access_token=abc', '/'],
  ['an e-mail address', '/?mail=some.one+x@example.co.jp&a=1', '/?mail=EMAIL&a=1'],
  ['an encoded e-mail address', '/?mail=some.one%40example.com', '/?mail=EMAIL'],
  ['an e-mail address in the path', '/u/someone@example.com/orders', '/u/EMAIL/orders'],
])('takes out %s', (_, from, to) => {
  it(`${from} becomes ${to}`, () => {
    expect(cleanUrl(`https://shop.test${from}`)).toBe(`https://shop.test${to}`);
  });
});

it.each([
  '/',
  '/?',
  '/?a',
  '/?a=1&&b=&',
  '/?&a',
  '/?code=SUMMER',
  '/?state=CA',
  '/?postcode=1&estate=2',
  '/?discode=1&state=CA',
  '/?my_access_token=1&liffy=2&aliff.x=3',
  '/@user/?at=a@b',
  '/%E8%8C%B6?q=%7e~+%20',
  '/?next=/x?y=1',
  '/?q=what?',
  '/pkg@1.2.3/',
])('leaves %s as it is', (path) => {
  expect(cleanUrl(`https://shop.test${path}`)).toBe(`https://shop.test${path}`);
});

it('cuts at 2,048 characters', () => {
  expect(cleanUrl(`https://shop.test/?a=${'x'.repeat(9000)}`)).toHaveLength(2048);
});

it('leaves every query byte for byte that has nothing to hide', () => {
  const name = fc.stringMatching(/^[a-d0-9%._~+-]{0,5}$/);
  const pair = fc.tuple(name, fc.constantFrom('', '='), name).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
      const url = `https://shop.test/p?${pairs.join('&')}`;
      expect(cleanUrl(url)).toBe(url);
    }),
  );
});

it('lets no token through, wherever it stands', () => {
  const plain = fc.constantFrom('a=1', 'b', 'c=', '', 'q=what?');
  const secret = fc.constantFrom(
    'access_token=SECRET',
    'id_token=SECRET',
    'liff.state=SECRET',
    'tl_click=SECRET',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, secret), { maxLength: 8 }), (pairs) => {
      expect(cleanUrl(`https://shop.test/?${pairs.join('&')}#x`)).not.toContain('SECRET');
    }),
  );
});

it('takes no longer than a moment for a long token', () => {
  const start = performance.now();
  cleanUrl(`https://shop.test/?t=${'a'.repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(500);
});
