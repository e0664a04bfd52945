import { CLICK_PARAM, HOP_PARAM, TEST_PARAM } from '../../tag/wire.ts';

const ID = '0123456789abcdef0123456789abcdef';

/** What is cut from an address, by the tag and again by the collector: what it is, path before, path after. */
export const CLEAN: [what: string, from: string, to: string][] = [
  ['the fragment', '/a#b?c=d', '/a'],
  ['the fragment of a route that the site did not name', '/a#b/c', '/a'],
  ['LIFF parameters', '/?liff.state=%2Fx&a=1&liff.referrer=y', '/?a=1'],
  ['an access token', '/?access_token=abc&a=1', '/?a=1'],
  ['an ID token', '/?a=1&id_token=abc', '/?a=1'],
  ['tokens in a row', '/?id_token=abc&access_token=d&a=1&id_token=e', '/?a=1'],
  ['the click', `/?a=1&${CLICK_PARAM}=${ID}&b`, '/?a=1&b'],
  ['a hop', `/?${HOP_PARAM}=${ID}`, '/'],
  ['a test token', `/?a=1&${TEST_PARAM}=abc`, '/?a=1'],
  [
    'the answer of a sign-in',
    '/cb?code=abc&state=xyz&friendship_status_changed=true',
    '/cb?friendship_status_changed=true',
  ],
  ['the answer of a sign-in, the other way round', '/cb?state=xyz&a=1&code=abc', '/cb?a=1'],
  ['all there is', '/?access_token=abc', '/'],
  [
    'a token in an address that another carries',
    '/?a=1&to=https%3A%2F%2Fx.example%2F%3Fid_token%3Dabc&b=2',
    '/?a=1&to=https%3A%2F%2Fx.example%2F&b=2',
  ],
  [
    'a token between others there',
    '/?to=%2F%3Fa%3D1%26access_token%3Dabc%26b%3D2',
    '/?to=%2F%3Fa%3D1%26b%3D2',
  ],
  ['a token before others there', '/?to=%2Fcb%3Faccess_token%3Dabc%26b%3D2', '/?to=%2Fcb%3Fb%3D2'],
  ['the answer of a sign-in there', '/login?next=%2Fcb%3Fcode%3Dabc%26state%3Dxyz', '/login?next=%2Fcb'],
  ['the answer of a sign-in there, plain', '/login?next=/cb?code=abc&state=xyz', '/login?next=/cb'],
  ['a LIFF state there', '/?to=%2Fx%3Fliff.state%3D%252Fy%26b%3D2', '/?to=%2Fx%3Fb%3D2'],
  ['an e-mail address', '/?mail=some.one+x@example.co.jp&a=1', '/?mail=EMAIL&a=1'],
  ['an encoded e-mail address', '/?mail=some.one%40example.com', '/?mail=EMAIL'],
  ['an e-mail address in the path', '/u/someone@example.com/orders', '/u/EMAIL/orders'],
  ['a Thai phone number', '/?tel=0812345678', '/?tel=NUMBER'],
  ['a Japanese phone number', '/?tel=090-1234-5678&a=1', '/?tel=NUMBER&a=1'],
  ['a Taiwanese phone number', '/?a=1&tel=0912345678', '/?a=1&tel=NUMBER'],
  ['a phone number with its country', '/?tel=+66812345678', '/?tel=NUMBER'],
  ['an Egyptian phone number', '/?tel=+201001234567', '/?tel=NUMBER'],
  ['an encoded phone number', '/?tel=%2B66-81-234-5678', '/?tel=NUMBER'],
  [
    'a phone number behind an encoded word',
    '/?q=%E9%9B%BB%E8%A9%B10901234567',
    '/?q=%E9%9B%BB%E8%A9%B1NUMBER',
  ],
  ['a phone number behind an encoded sign', '/?msg=Tel%3A0812345678', '/?msg=Tel%3ANUMBER'],
  ['a card number', '/?c=4111111111111111', '/?c=NUMBER'],
  ['a card number in groups', '/?c=5500-0000-0000-0004', '/?c=NUMBER'],
  ["an American Express card's number", '/?c=378282246310005&b', '/?c=NUMBER&b'],
];

/** What looks a little like the above and is none of it. */
export const KEPT = [
  '/',
  '/?',
  '/?a',
  '/?a=1&&b=&',
  '/?&a',
  '/?code=SUMMER',
  '/?state=CA',
  '/?state=CA&zipcode=1',
  '/?code=SALE&realestate=1',
  '/?state=CA&promo_code=X',
  '/?next=%2Fx%3Fstate%3DCA%26promo_code%3DX',
  '/?postcode=1&estate=2',
  '/?discode=1&state=CA',
  '/?my_access_token=1&liffy=2&aliff.x=3',
  '/@user/?at=a@b',
  '/%E8%8C%B6?q=%7e~+%20',
  '/?next=/x?y=1',
  '/?q=what?',
  '/pkg@1.2.3/',
  '/tel/0812345678/',
  '/4111111111111111?a=1',
  '/?order=4111111111111112',
  '/?order=20261122000123',
  '/?t=1790000000000',
  '/?id=000000012345',
  '/?date=05-12-2026',
  '/?date=05.12.2026%2010:30',
  '/?lat=0.123456789&lng=35.123456789012345',
  '/?uuid=550e8400-e29b-41d4-a716-446655440000',
  '/?hash=a0812345678b',
  '/?jan=4901234567894',
  '/?q=%E8%8C%B6+4901234567894',
  '/?next=%2Fx%3Fstate%3DCA%26a%3D1',
  '/?next=%2Fx%3Fy=1%2526',
  '/?next=%2Fx%3Fcode%3DSUMMER',
  '/?q=%E4%BA%88%E7%B4%84+2025-01-02',
  '/?q=%E4%BA%88%E7%B4%84+20250102&n=2',
];

/** Routes behind a fragment, where the site says that they stand there, before and after. */
export const ROUTES: [from: string, to: string][] = [
  ['/?id_token=x#/cart?b=2&access_token=y', '/#/cart?b=2'],
  ['/#!cart', '/#!cart'],
  ['/#/', '/#/'],
  ['/#/cart/a=b', '/#/cart/a=b'],
  ['/#/access_token=SECRET&context_token=SECRET&state=x', '/#/state=x'],
  ['/#!/access_token=SECRET&tab=1&id_token=SECRET', '/#!/tab=1'],
  ['/#part', '/'],
];

/** Titles before and after, and how many pieces are cut. */
export const TITLES: [title: string, clean: string, cuts: number][] = [
  ['Thank you, some.one@example.com!', 'Thank you, EMAIL!', 1],
  ['Call 081 234 5678 or 02-123-4567', 'Call NUMBER or NUMBER', 2],
  ['Card 4111 1111 1111 1111', 'Card NUMBER', 1],
  ['Order 12345678 0812345678', 'Order 12345678 NUMBER', 1],
  ['Sale 05-12-2026 10:30', 'Sale 05-12-2026 10:30', 0],
  ['お電話 (03) 1234-5678', 'お電話 (NUMBER', 1],
  ['2,000 cups for 1990 baht', '2,000 cups for 1990 baht', 0],
];
