// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTERS, filterOf, namesOf } from '../../dashboard/lib/filter.ts';
import { addressWith, navigate } from '../../dashboard/router.ts';

describe('the filter in the address', () => {
  const PAIRS = {
    page: fc.constantFrom('shop.test/', 'shop.test/ชา?', 'a&b=c#d'),
    device: fc.constantFrom('mobile', 'mobile.line', 'other.line'),
    country: fc.constantFrom('', 'JP', 'TH'),
    source: fc.constantFrom('', 'LINE', 'google.com'),
    event: fc.constantFrom('Conversion', '{name}', ' '),
    broadcast: fc.constantFrom('1', '70'),
  };

  it('is read back as it was written, whatever else stands there', () => {
    fc.assert(
      fc.property(fc.record(PAIRS, { requiredKeys: [] }), (filter) => {
        history.replaceState(null, '', '/a/1/overview?period=7d&sortPages=name');
        navigate(addressWith(filter));
        const query = new URLSearchParams(location.search);
        expect(filterOf(query)).toEqual(filter);
        expect(query.get('period')).toBe('7d');
        navigate(addressWith(Object.fromEntries(FILTERS.map((name) => [name, null]))));
        expect(location.search).toBe('?period=7d&sortPages=name');
      }),
    );
  });

  it.each([
    'page=',
    'device=phone',
    'device=',
    'device=mobile.app',
    'device=.line',
    'country=jp',
    'country=JPN',
    'event=',
    `event=${'x'.repeat(101)}`,
    'broadcast=0',
    'broadcast=x',
    'broadcast=1e3',
    'broadcast=99999999999999999999',
    `source=${'x'.repeat(513)}`,
    `page=${'x'.repeat(2049)}`,
    'other=1',
  ])('passes over %s', (text) => expect(namesOf(filterOf(new URLSearchParams(text)))).toEqual([]));
});
