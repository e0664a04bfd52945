import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, isInner, networks, plainAddress } from '../../../collector/lib/address.ts';

const proxies = networks(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']);
const ask = (peer: string | undefined, forwarded: string | null, list = proxies) =>
  addressOf(
    peer === undefined
      ? undefined
      : JSON.parse(JSON.stringify({ incoming: { socket: { remoteAddress: peer } } })),
    new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }),
    list,
  );

describe('A18: the address of a client', () => {
  it.each<[string, string | undefined, string | null, string]>([
    ['without a socket', undefined, '203.0.113.5', 'unknown'],
    ['of a stranger, whatever it says', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['behind one proxy', '10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['behind two proxies', '10.0.0.1', '203.0.113.5, 192.0.2.7', '203.0.113.5'],
    ['with what the client wrote itself', '10.0.0.1', '1.2.3.4, 203.0.113.5', '203.0.113.5'],
    ['with a proxy forged in front', '10.0.0.1', '10.0.0.9, 203.0.113.5', '203.0.113.5'],
    ['of a proxy itself', '10.0.0.1', null, '10.0.0.1'],
    ['behind a proxy that says unknown', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['behind a proxy that says nonsense', '10.0.0.1', '203.0.113.5, <script>', '10.0.0.1'],
    ['with a port', '10.0.0.1', '203.0.113.5:4711', '203.0.113.5'],
    ['of IPv6 with a port', '10.0.0.1', '[2001:470::5]:4711', '2001:470::5'],
    ['of IPv6 behind IPv6', '2001:db8::1', '2001:470::5', '2001:470::5'],
    ['as IPv4 in IPv6', '::ffff:10.0.0.1', '::ffff:203.0.113.5', '203.0.113.5'],
    ['with a zone', 'fe80::1%eth0', null, 'fe80::1'],
    ['from inside all the way', '10.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
  ])('%s', (_, peer, forwarded, expected) => {
    expect(ask(peer, forwarded)).toBe(expected);
  });

  it('is the one that is connected where no proxy is named', () => {
    expect(ask('10.0.0.1', '203.0.113.5', networks([]))).toBe('10.0.0.1');
  });

  it('looks at no more than twenty hops', () => {
    const hops = Array.from({ length: 200 }, () => '10.0.0.2').join(',');
    expect(ask('10.0.0.1', `203.0.113.5,${hops}`)).toBe('10.0.0.2');
  });

  it('is an address or unknown, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ -~]{0,60}$/),
        fc.constantFrom('10.0.0.1', '203.0.113.9'),
        (forwarded, peer) => {
          expect(plainAddress(ask(peer, forwarded))).not.toBeNull();
        },
      ),
    );
  });
});

it.each(['10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.0/x', '::/129', ''])(
  '%s is no network',
  (name) => {
    expect(() => networks([name])).toThrow('is no address or network');
  },
);

it('knows what is inside', () => {
  for (const inner of ['127.0.0.1', '192.168.3.4', 'fd00::1', 'unknown', '100.64.1.1'])
    expect(isInner(inner)).toBe(true);
  for (const outer of ['203.0.113.5', '2001:470::5', '8.8.8.8']) expect(isInner(outer)).toBe(false);
});
