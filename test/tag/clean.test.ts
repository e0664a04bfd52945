import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CLEAN, KEPT, ROUTES, TITLES } from '../support/clean-cases.ts';

let tag: typeof import('../../tag/lib/clean.ts');
beforeEach(async () => {
  vi.resetModules();
  tag = await import('../../tag/lib/clean.ts');
});

describe.each(CLEAN)('takes out %s', (_, from, to) => {
  it(`${from} becomes ${to}, counted`, () => {
    const { url, cuts } = tag.cleaned(`https://shop.test${from}`, '', '');
    expect(url).toBe(`https://shop.test${to}`);
    expect(cuts).toBeGreaterThan(0);
  });
});

it.each(KEPT)('leaves %s as it is', (path) => {
  const url = `https://shop.test${path}`;
  expect(tag.cleaned(url, url, '')).toEqual({ url, referrer: url, title: '' });
});

it.each(TITLES)('a title %s becomes %s', (title, clean, cuts) => {
  expect(tag.cleaned('', '', title)).toEqual({
    url: '',
    referrer: '',
    title: clean,
    cuts: cuts || undefined,
  });
});

it("takes out the site's own parameters, of every init, however they are listed", () => {
  tag.readAddresses({ cut: ['name', 'member-id'] });
  tag.readAddresses({ cut: 'ref; x|y' });
  tag.readAddresses({});
  expect(tag.cleanUrl('https://shop.test/?a=1&name=Ann&member-id=7&ref=y&x=1&name=B&named=C')).toBe(
    'https://shop.test/?a=1&named=C',
  );
  tag.readAddresses({ cut: 'Member' });
  for (const name of ['member', 'Member', 'MEMBER'])
    expect(tag.cleaned(`https://shop.test/a?${name}=7`, '', '').url).toBe('https://shop.test/a');
});

it('keeps routes behind #/ and #! where init says so, and cuts in them', () => {
  tag.readAddresses({ spa: 'hash' });
  for (const [from, to] of ROUTES)
    expect(tag.cleanUrl(`https://shop.test${from}`)).toBe(`https://shop.test${to}`);
});

it('takes no name for an expression', () => {
  tag.readAddresses({ cut: ['user[id]', 'a.b', '.*', 'x'] });
  expect(tag.cleanUrl('https://shop.test/?id=42&user=1&ab=2&a_b=3&x=4')).toBe(
    'https://shop.test/?id=42&user=1&ab=2&a_b=3',
  );
});

it('counts what is cut from address, address before and title together, each time anew', () => {
  const clean = () =>
    tag.cleaned('https://shop.test/#a', 'https://shop.test/?id_token=b', 'c@d.example').cuts;
  expect([clean(), clean()]).toEqual([3, 3]);
});

it('counts each that is cut', () => {
  expect(tag.cleaned('https://shop.test/?liff.state=%2Fx&code=a&state=b', '', '').cuts).toBe(3);
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
    'to=%2Fa%23id_token%3DSECRET%26access_token%3DSECRET',
    'to=%252Fa%253Fid_token%253DSECRET%2526access_token%253DSECRET',
    'amp;id_token=SECRET',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, secret), { maxLength: 8 }), (pairs) => {
      expect(tag.cleanUrl(`https://shop.test/?${pairs.join('&')}#x`)).not.toContain('SECRET');
    }),
  );
});

it('takes no longer than a moment for a long text', () => {
  const start = performance.now();
  for (const long of [
    ...['a', '0', '1 ', '+0', '4-', 'a@', '%20', '&a=', '=0(', '%25', '25', '%2540', 'code=&state='],
    ...['%2523id_token%253D', '%2526', '&amp;', '#/', '0812345678,', 'Tel.0812345678.', ',+1', ',+1.'],
  ]) {
    const text = long.repeat(20_000 / long.length);
    for (const before of ['', '%', '&id_token='])
      tag.cleaned(`https://shop.test/?t=${before}${text}`, '', text);
  }
  expect(performance.now() - start).toBeLessThan(4000);
});

it('sees at one look whether there is anything to cut', () => {
  const piece = fc.oneof(
    fc.constantFrom('?', '&', '#', '/', '=', '%', '.', '@', ' ', '%20', '%40', '%2B', '+', '-', '(', ')'),
    fc.constantFrom('%3F', '%26', '%23', '%3D', '%2523', '%2540', '%252540', '%253D', '&amp;', ',', 'Tel.'),
    fc.constantFrom(
      'liff.',
      'access_token=',
      'id_token=',
      'code=',
      'state=',
      'tl_click=',
      'tl_hop=',
      'a.test',
      'own=',
      'LIFF.',
      'Id_Token=',
      'CODE=',
      'State=',
      'Own=',
    ),
    fc.stringMatching(/^\d{1,9}$/),
    fc
      .array(fc.tuple(fc.constantFrom('', '-', ') ', '.(', '%20', '-%28'), fc.nat(9)), {
        minLength: 8,
        maxLength: 16,
      })
      .map((digits) => `?a=+${digits.map((part) => part.join('')).join('')}`),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  tag.readAddresses({ cut: 'own' });
  fc.assert(
    fc.property(text, text, (url, title) => {
      const { cuts = 0, ...clean } = tag.cleaned(url, '', title);
      // A fragment has every rule looked at.
      const looked = tag.cleaned(url, '#', title);
      expect({ ...clean, cuts: cuts + 1 }).toEqual({ ...looked });
    }),
    { numRuns: 3000 },
  );
});
