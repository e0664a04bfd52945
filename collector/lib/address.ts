import { BlockList, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { HeaderTexts } from './header-texts.ts';
import { remember } from './remember.ts';

/** Hops of `X-Forwarded-For` that are looked at; no real way is longer. */
const HOPS_MAX = 20;

/** An IP address in the one form it is compared in: no port, brackets, zone or IPv4 in IPv6. Null for anything else. */
export function plainAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}

function has(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** Addresses and networks (`10.0.0.0/8`) as a list that can be asked. Throws an Error that names what is none. */
export function networks(names: readonly string[]): BlockList {
  const list = new BlockList();
  for (const name of names) {
    const [address = '', bits] = name.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (version === 0 || prefix < 0 || prefix > most) throw new Error(`${name} is no address or network`);
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Networks in which an address says nothing of who is behind it: this machine, and inner networks. */
const INNER = networks([
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
]);

/** Network addresses that are remembered, because a visitor sends more than one hit. */
const REMEMBERED = 10_000;

/** Whether an address is one of this machine or of an inner network; an unknown one is, too. */
export const isInner = remember(REMEMBERED, (address) => isIP(address) === 0 || has(INNER, address));

/** Address of who is connected. */
const peerAddress = remember(REMEMBERED, plainAddress);

/**
 * Network address of the client. Whoever is connected, unless that is a proxy of ours: then the last hop of
 * `X-Forwarded-For` that is none. What stands further left was written by a stranger. `unknown` without a socket.
 */
export function addressOf(
  bindings: Partial<HttpBindings> | undefined,
  headers: HeaderTexts,
  proxies: BlockList,
): string {
  const peer = peerAddress(bindings?.incoming?.socket.remoteAddress ?? '');
  if (peer === null) return 'unknown';
  const forwarded = headers.get('x-forwarded-for');
  if (!forwarded) return peer;
  let address = peer;
  const hops = forwarded.split(',').slice(-HOPS_MAX).reverse();
  for (const hop of hops) {
    if (!has(proxies, address)) break;
    const before = plainAddress(hop);
    if (before === null) break;
    address = before;
  }
  return address;
}
