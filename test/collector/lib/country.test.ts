import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryTable } from '../../../collector/lib/country.ts';

const countryOf = countryTable('dist/country.bin');

/** The table as it is shipped: from, to and code of each range, as numbers of all bits. */
function rowsOf(name: string): [bigint, bigint, string][] {
  const text = readFileSync(`node_modules/@ip-location-db/asn-country/asn-country-${name}-num.csv`, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [from = '', to = '', code = ''] = line.trim().split(',');
      return [BigInt(from), BigInt(to), code];
    });
}

/** What the table says, by looking at every row. */
function lookedUp(rows: [bigint, bigint, string][], address: bigint): string | null {
  return rows.find(([from, to]) => from <= address && address <= to)?.[2] ?? null;
}

const four = rowsOf('ipv4');
const six = rowsOf('ipv6');

function text4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
}

function groupsOf(bits: bigint): string[] {
  return Array.from({ length: 8 }, (_, group) => ((bits >> BigInt(112 - group * 16)) & 0xffffn).toString(16));
}

/** Every way to write it: as URL writes it, in full, and with the last 32 bits as IPv4. */
function texts6(bits: bigint): string[] {
  const groups = groupsOf(bits);
  const full = groups.join(':');
  const short = new URL(`http://[${full}]/`).hostname.slice(1, -1);
  return [full, short, `${groups.slice(0, 6).join(':')}:${text4(bits & 0xffffffffn)}`, full.toUpperCase()];
}

/** Addresses anywhere, and on both sides of where a range begins and ends. */
function addressIn(rows: [bigint, bigint, string][], max: bigint): fc.Arbitrary<bigint> {
  const edge = fc
    .tuple(fc.nat({ max: rows.length - 1 }), fc.boolean(), fc.constantFrom(-1n, 0n, 1n))
    .map(([row, end, step]) => {
      const [from, to] = rows[row] ?? [0n, 0n];
      const at = (end ? to : from) + step;
      return at < 0n ? 0n : at > max ? max : at;
    });
  return fc.oneof(fc.bigInt({ min: 0n, max }), edge);
}

describe('the country of an address', () => {
  it('is what the table says, for any address of IPv4', () => {
    fc.assert(
      fc.property(addressIn(four, 2n ** 32n - 1n), (bits) => {
        expect(countryOf(text4(bits))).toBe(lookedUp(four, bits));
      }),
      { numRuns: 300 },
    );
  });

  it('is what the table says of its /48, for any address of IPv6, however it is written', () => {
    fc.assert(
      fc.property(addressIn(six, 2n ** 128n - 1n), (bits) => {
        const network = (bits >> 80n) << 80n;
        const first = six.find(([from, to]) => from >> 80n <= network >> 80n && network >> 80n <= to >> 80n);
        for (const text of texts6(bits)) expect(countryOf(text), text).toBe(first?.[2] ?? null);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ...['8.8.8.8 US', '126.0.0.1 JP', '49.228.0.1 TH', '168.95.1.1 TW', '2400:2000::1 JP', '2001:b000::1 TW'],
  ])('%s', (said) => {
    const [address = '', country = ''] = said.split(' ');
    expect(countryOf(address)).toBe(country);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '192.168.0.1', '172.20.0.1', '169.254.1.1', '100.64.0.1', '0.0.0.0'],
    ...['255.255.255.255', '203.0.113.5', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '2001:db8::1'],
    ...[
      'unknown',
      '',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '8.8.8.8:80',
      'a.b.c.d',
      '8.8.8.8 ',
      '１.2.3.4',
      ':::',
    ],
  ])('is not known of %j', (address) => {
    expect(countryOf(address)).toBeNull();
  });
});
