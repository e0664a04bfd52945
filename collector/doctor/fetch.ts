import { isUtf8 } from 'node:buffer';
import { lookup } from 'node:dns/promises';
import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { textOf } from './encoding.ts';
import { isPublicAddress } from './public-address.ts';

/** An address that a name leads to. */
export interface Address {
  address: string;
  family: number;
}

/** What a test may put in the place of the internet. There is no setting for it. */
export interface Internet {
  /** Every address of a host. */
  resolve(host: string): Promise<Address[]>;
  /** Whether we may connect to an address. */
  allow(address: string): boolean;
  /** Whether we may connect to a port: 80 and 443, empty where the address says none. */
  allowPort(port: string): boolean;
  /** Milliseconds for all of it. */
  patience: number;
}

export const INTERNET: Internet = {
  resolve: (host) => lookup(host, { all: true }),
  allow: isPublicAddress,
  allowPort: (port) => port === '' || port === '80' || port === '443',
  patience: 5_000,
};

/** One answer on the way to a page. */
export interface Hop {
  url: string;
  status: number;
}

/** A page as it came. */
export interface FetchedPage {
  /** Every answer in order; the last is the page. */
  hops: Hop[];
  url: string;
  status: number;
  headers: Record<string, string>;
  html: string;
  /** Whether the page is longer than what was read of it. */
  cut: boolean;
  /** Whether it had not ended when the time was over. */
  late: boolean;
}

/**
 * Why there is no page. `not_public` is one answer for every address that is not fetched, whatever it is or leads to,
 * so that nobody learns from it what a private network looks like.
 */
export const REFUSALS = [
  'not_public',
  'no_answer',
  'not_unpacked',
  'too_slow',
  'too_many_redirects',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Bytes of a page that are read, before and after unpacking. */
const BODY_MAX = 2 * 1024 * 1024;
/** Redirects that are followed. */
const REDIRECTS_MAX = 5;
/** Milliseconds that are left, once the time is over, to put together what came. */
const GRACE = 100;
const USER_AGENT = 'Mozilla/5.0 (compatible; Tagline-Doctor/1.0; a site owner checks the tag of this page)';

class Refused extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

/** Where to connect for an address that we may fetch, decided once; throws for any other. */
async function addressesOf(url: URL, internet: Internet): Promise<Address[]> {
  const plain = url.username === '' && url.password === '' && internet.allowPort(url.port);
  if (!/^https?:$/.test(url.protocol) || !plain) throw new Refused('not_public');
  // The parser has written every spelling of an IP address (decimal, octal, hexadecimal) as the plain one.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const family = isIP(host);
  let addresses: Address[];
  try {
    addresses = family > 0 ? [{ address: host, family }] : await internet.resolve(host);
  } catch {
    throw new Refused('not_public'); // as for a name that leads inside
  }
  if (addresses.length === 0 || !addresses.every(({ address }) => internet.allow(address))) {
    throw new Refused('not_public');
  }
  return addresses;
}

/** A name is looked up once, by us: the connection goes where we looked, whatever the name says a moment later. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function send(url: URL, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const options: RequestOptions = {
      signal,
      lookup: pinned(addresses),
      // A connection of our own, so that nothing is reused, and no proxy of the environment.
      agent: isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.1',
        'accept-encoding': 'gzip, br',
        'user-agent': USER_AGENT,
      },
      maxHeaderSize: 64 * 1024,
    };
    const request = (isSecure ? requestHttps : requestHttp)(url, options, resolve);
    request.once('error', reject);
    request.end();
  });
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const unpack = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const make = Object.entries(unpack).find(([name]) => name === encoding)?.[1];
  if (!make) return response;
  const stream = make();
  response.once('error', (error) => stream.destroy(error));
  return response.pipe(stream);
}

/** Whether bytes were not packed in the way that they were said to be. */
function isOfPacking(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR__|ERR_BROTLI)/.test(String(error.code));
}

async function bodyOf(response: IncomingMessage): Promise<{ bytes: Buffer; cut: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  const body = unpacked(response);
  try {
    for await (const piece of body) {
      if (!Buffer.isBuffer(piece)) continue;
      pieces.push(piece.subarray(0, BODY_MAX - size));
      size += piece.length;
      if (size > BODY_MAX) break;
    }
  } catch (error) {
    // What was readable so far is worth reading; of a page that broke off before anything came there is nothing.
    // What was not asked for, deflate, browsers take in two forms, and we in one.
    const isAsked = /gzip|br/.test(response.headers['content-encoding'] ?? '');
    if (size === 0) throw isAsked && isOfPacking(error) ? new Refused('not_unpacked') : error;
    return { bytes: Buffer.concat(pieces), cut: true };
  } finally {
    response.destroy();
    body.destroy();
  }
  return { bytes: Buffer.concat(pieces), cut: size > BODY_MAX };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** An address as its server wrote it: Node reads the bytes of a header as Latin-1, and servers write UTF-8. */
function written(location: string): string {
  const bytes = Buffer.from(location, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : location;
}

/** Where a page that came leads on by itself, as its server would have led by a redirect; null where it stays. */
export type LeadsTo = (page: FetchedPage) => string | null;

interface Way {
  internet: Internet;
  signal: AbortSignal;
  leadsTo: LeadsTo;
}

async function follow(start: string, { internet, signal, leadsTo }: Way): Promise<FetchedPage> {
  const hops: Hop[] = [];
  let address = start;
  for (;;) {
    if (!URL.canParse(address)) throw new Refused('not_public');
    const url = new URL(address);
    const addresses = await addressesOf(url, internet);
    signal.throwIfAborted();
    const response = await send(url, addresses, signal);
    const status = response.statusCode ?? 0;
    const headers = headersOf(response);
    hops.push({ url: url.href, status });
    if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) {
      const { bytes, cut } = await bodyOf(response);
      const html = textOf(bytes, headers['content-type'] ?? '');
      const page = { hops, url: url.href, status, headers, html, cut, late: signal.aborted };
      const next = signal.aborted ? null : leadsTo(page);
      if (next === null) return page;
      address = next;
    } else {
      response.destroy();
      const location = written(headers.location);
      address = URL.canParse(location, url) ? new URL(location, url).href : '';
    }
    if (hops.length > REDIRECTS_MAX) throw new Refused('too_many_redirects');
  }
}

/**
 * Fetches a page of the public internet that somebody named: no private address, no other port, no cookies, at most
 * five redirects, each checked anew, 2 MB and five seconds. A page that came only in part by then is what came of it.
 * Where a page itself leads on, that is a redirect too. Gives the reason where there is no page.
 */
export async function fetchPage(
  url: string,
  internet: Internet = INTERNET,
  leadsTo: LeadsTo = () => null,
): Promise<FetchedPage | Refusal> {
  const ending = new AbortController();
  const slow = new Promise<Refusal>((resolve) => {
    ending.signal.addEventListener('abort', () => setTimeout(() => resolve('too_slow'), GRACE));
  });
  const timer = setTimeout(() => ending.abort(), internet.patience);
  const fetched = follow(url, { internet, signal: ending.signal, leadsTo }).catch(
    (error: unknown): Refusal => {
      if (ending.signal.aborted) return 'too_slow';
      return error instanceof Refused ? error.why : 'no_answer';
    },
  );
  try {
    // A name server that does not answer cannot be interrupted, only left behind.
    return await Promise.race([fetched, slow]);
  } finally {
    clearTimeout(timer);
  }
}
