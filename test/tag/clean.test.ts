import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CLEAN, KEPT, TITLES } from '../support/clean-cases.ts';

let tag: typeof import('../../tag/lib/clean.ts');
beforeEach(async () => {
  vi.resetModules();
  tag = await import('../../tag/lib/clean.ts');
});

describe.each(CLEAN)('takes out %s', (_, from, to) => {
  it(`${from} becomes ${to}, counted`, () => {
    expect(tag.cleanUrl(`https://shop.test${from}`)).toBe(`https://shop.test${to}`);
    expect(tag.cuts).toBeGreaterThan(0);
  });
});

it.each(KEPT)('leaves %s as it is', (path) => {
  expect(tag.cleanUrl(`https://shop.test${path}`)).toBe(`https://shop.test${path}`);
  expect(tag.cuts).toBe(0);
});

it.each(TITLES)('a title %s becomes %s', (title, clean, cuts) => {
  expect(tag.cleanTitle(title)).toBe(clean);
  expect(tag.cuts).toBe(cuts);
});

it("takes out the site's own parameters, of every init, however they are listed", () => {
  tag.readAddresses({ cut: ['name', 'member-id'] });
  tag.readAddresses({ cut: 'ref, x' });
  tag.readAddresses({});
  expect(tag.cleanUrl('https://shop.test/?a=1&name=Ann&member-id=7&ref=y&x=1&name=B&named=C')).toBe(
    'https://shop.test/?a=1&named=C',
  );
});

it('keeps routes behind #/ and #! where init says so, and cuts in them', () => {
  tag.readAddresses({ spa: 'hash' });
  expect(tag.cleanUrl('https://shop.test/?id_token=x#/cart?b=2&access_token=y')).toBe(
    'https://shop.test/#/cart?b=2',
  );
  expect(tag.cleanUrl('https://shop.test/#!cart')).toBe('https://shop.test/#!cart');
  expect(tag.cleanUrl('https://shop.test/#part')).toBe('https://shop.test/');
});

it('cuts at 2,048 characters', () => {
  expect(tag.cleanUrl(`https://shop.test/?a=${'x'.repeat(9000)}`)).toHaveLength(2048);
});

it('leaves every query byte for byte that has nothing to hide', () => {
  const name = fc.stringMatching(/^[a-d0-9%._~+-]{0,5}$/);
  const pair = fc.tuple(name, fc.constantFrom('', '='), name).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
      const url = `https://shop.test/p?${pairs.join('&')}`;
      expect(tag.cleanUrl(url)).toBe(url);
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
      expect(tag.cleanUrl(`https://shop.test/?${pairs.join('&')}#x`)).not.toContain('SECRET');
    }),
  );
});

it('takes no longer than a moment for a long text', () => {
  const start = performance.now();
  for (const long of ['a', '0', '1 ', '+0', '4-', 'a@', '%20', '&a=', '=0(']) {
    tag.cleanUrl(`https://shop.test/?t=${long.repeat(20_000 / long.length)}`);
    tag.cleanTitle(long.repeat(20_000 / long.length));
  }
  expect(performance.now() - start).toBeLessThan(4000);
});
