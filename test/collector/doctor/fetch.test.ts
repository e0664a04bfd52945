import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Address, fetchPage, INTERNET, type Internet } from '../../../collector/doctor/fetch.ts';
import { isPublicAddress } from '../../../collector/doctor/public-address.ts';
import { type LocalServer, localServer } from '../../support/local-server.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: LocalServer;
let port: number;
let asked: IncomingMessage[];
let resolved: string[];
let answer: Handler;

beforeEach(async () => {
  asked = [];
  resolved = [];
  server = await localServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  port = server.port;
});
afterEach(() => {
  server.close();
});

/** The internet of a test: `shop.test` is our server, everything else is what it says. */
function internet(change: Partial<Internet> = {}): Internet {
  return {
    ...INTERNET,
    async resolve(host): Promise<Address[]> {
      resolved.push(host);
      if (host.endsWith('shop.test')) return [{ address: '127.0.0.1', family: 4 }];
      if (host === 'inside.test') return [{ address: '10.0.0.1', family: 4 }];
      if (host === 'mixed.test')
        return [
          { address: '127.0.0.1', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ];
      throw new Error('ENOTFOUND');
    },
    allow: (address) => address === '127.0.0.1',
    allowPort: (given) => given === String(port),
    ...change,
  };
}

const at = (path: string, host = 'shop.test') => `http://${host}:${port}${path}`;

async function page(path: string, change: Partial<Internet> = {}) {
  const fetched = await fetchPage(at(path), internet(change));
  if (typeof fetched === 'string') throw new Error(fetched);
  return fetched;
}

describe('a page of the public internet', () => {
  it('is fetched without cookies, under our own name', async () => {
    answer = (_, response) => response.setHeader('content-type', 'text/html').end('<p>ไทย</p>');
    expect(await page('/tea?x=1')).toMatchObject({
      url: at('/tea?x=1'),
      status: 200,
      html: '<p>ไทย</p>',
      cut: false,
      hops: [{ status: 200 }],
    });
    expect(asked[0]?.headers['user-agent']).toContain('Tagline');
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
    expect(asked[0]?.headers.host).toBe(`shop.test:${port}`);
  });

  it('is looked up once for a connection, and connected to where we looked', async () => {
    answer = (_, response) => response.end('x');
    await page('/');
    expect(resolved).toEqual(['shop.test']);
  });

  it.each([
    ['as it is', Buffer.from('/ขอบคุณ?q=ชา').toString('latin1'), '/ขอบคุณ?q=ชา'],
    ['escaped', encodeURI('/ขอบคุณ'), '/ขอบคุณ'],
    ['in Latin-1', '/caf\u00e9', '/café'],
  ])('a redirect to an address in letters of its own is followed there: %s', async (_, location, there) => {
    answer = ({ url = '' }, response) => {
      // Node writes the letters of a header as the bytes that they are.
      if (url === '/') response.writeHead(302, { location }).end();
      else response.end(url);
    };
    expect(decodeURI((await page('/')).html)).toBe(there);
  });

  it('five redirects are followed, and named', async () => {
    answer = ({ url = '' }, response) => {
      const step = Number(url.slice(1));
      if (step < 5) response.writeHead(302, { location: `/${step + 1}`, 'set-cookie': 'a=b' }).end();
      else response.end('there');
    };
    const { hops, html } = await page('/0');
    expect(hops.map(({ status }) => status)).toEqual([302, 302, 302, 302, 302, 200]);
    expect(html).toBe('there');
    expect(asked.some(({ headers }) => headers.cookie !== undefined)).toBe(false);
    answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
    expect(await fetchPage(at('/'), internet())).toBe('too_many_redirects');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('unpacks %s, and no more than 2 MB of it', async (encoding, pack) => {
    answer = ({ url }, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(pack(url === '/small' ? '<p>x</p>' : Buffer.alloc(30 * 1024 * 1024, 'a')));
    };
    expect((await page('/small')).html).toBe('<p>x</p>');
    const big = await page('/bomb');
    expect(big.cut).toBe(true);
    expect(big.html.length).toBe(2 * 1024 * 1024);
  });

  it('reads 2 MB of a page that never ends', async () => {
    answer = (_, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    };
    expect(await page('/')).toMatchObject({ cut: true });
  });

  it.each([
    ['shift_jis by its header', 'text/html; charset=Shift_JIS', [0x83, 0x5e, 0x83, 0x4f], 'タグ'],
    ['an encoding that nobody knows', 'text/html; charset=x-nothing', [0x61], 'a'],
  ])('in %s', async (_, type, bytes, text) => {
    answer = (_request, response) => response.setHeader('content-type', type).end(Buffer.from(bytes));
    expect((await page('/')).html).toBe(text);
  });

  it('in the encoding that stands in the page', async () => {
    const head = Buffer.from('<meta charset="shift_jis">');
    answer = (_, response) => response.end(Buffer.concat([head, Buffer.from([0x83, 0x5e])]));
    expect((await page('/')).html).toContain('タ');
  });

  it('gives up after the time is over, also while a name server or a page says nothing', async () => {
    answer = () => {};
    expect(await fetchPage(at('/'), internet({ patience: 50 }))).toBe('too_slow');
    answer = (_, response) => response.writeHead(200).flushHeaders();
    expect(await fetchPage(at('/'), internet({ patience: 50 }))).toBe('too_slow');
    const silent = { patience: 50, resolve: () => new Promise<Address[]>(() => {}) };
    expect(await fetchPage(at('/'), internet(silent))).toBe('too_slow');
  });

  it('reads what came of a page that does not end', async () => {
    answer = (_, response) => response.write('<p>code');
    expect(await page('/', { patience: 50 })).toMatchObject({ html: '<p>code', cut: true, late: true });
    answer = (_, response) =>
      response.setHeader('content-encoding', 'gzip').write(gzipSync('<p>'.repeat(9)).subarray(0, -4));
    expect(await page('/', { patience: 50 })).toMatchObject({ late: true });
  });

  it('a page that leads on by itself is a redirect, as often and as far as one', async () => {
    const leadsTo = ({ html }: { html: string }) => (html === '' ? null : html);
    const lead = (path: string, change: Partial<Internet> = {}) =>
      fetchPage(at(path), internet(change), leadsTo);
    answer = ({ url = '' }, response) => response.end(url === '/there' ? '' : at('/there'));
    expect(await lead('/')).toMatchObject({
      url: at('/there'),
      hops: [
        { url: at('/'), status: 200 },
        { url: at('/there'), status: 200 },
      ],
    });
    for (const address of ['http://inside.test/', 'http://127.0.0.1/', 'ftp://shop.test/', 'javascript:x']) {
      asked = [];
      answer = (_, response) => response.end(address);
      expect(await lead('/')).toBe('not_public');
      expect(asked).toHaveLength(1);
    }
    answer = (_, response) => response.end(at('/again'));
    expect(await lead('/')).toBe('too_many_redirects');
  });

  it.each(['gzip', 'br'])('is not unpacked where it is not packed as %s', async (encoding) => {
    answer = (_, response) => response.setHeader('content-encoding', encoding).end('<p>plain</p>'.repeat(99));
    expect(await fetchPage(at('/'), internet())).toBe('not_unpacked');
  });

  it('is unreachable where nothing answers, or nothing that is HTTP', async () => {
    const closed = port;
    answer = ({ socket }) => socket.destroy();
    expect(await fetchPage(at('/'), internet())).toBe('no_answer');
    server.close();
    expect(await fetchPage(`http://shop.test:${closed}/`, internet())).toBe('no_answer');
    expect(await fetchPage(`https://shop.test:${closed}/`, internet())).toBe('no_answer');
  });
});

describe('A40 nothing private is fetched, and nothing is told of it', () => {
  const REFUSED = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://168.63.129.16/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://localhost./',
    'http://inside.test/',
    'http://mixed.test/',
    'http://no-such-name.test/',
    'ftp://shop.test/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:x',
    'gopher://shop.test/',
    'http://user:pass@shop.test/',
    'http://user@shop.test/',
    'http://shop.test:22/',
    'http://shop.test:8080/',
    'not an address',
    '',
  ];
  // With the real rules for addresses and ports; only names are ours.
  const real = () => internet({ allow: INTERNET.allow, allowPort: INTERNET.allowPort });

  it.each(REFUSED)('%s', async (address) => {
    expect(await fetchPage(address, real())).toBe('not_public');
    expect(asked).toEqual([]);
  });

  it.each(REFUSED.filter((address) => address !== ''))('nor after a redirect: %s', async (address) => {
    answer = (_, response) => response.writeHead(302, { location: address }).end();
    const only = internet({
      resolve: async (host) => [
        {
          address: host === 'shop.test' ? '127.0.0.1' : host === 'mixed.test' ? '127.0.0.1' : '10.0.0.1',
          family: 4,
        },
        ...(host === 'mixed.test' ? [{ address: '10.0.0.1', family: 4 }] : []),
      ],
      // Our own server stands for the internet until it leads elsewhere.
      allow: (given) => given === '127.0.0.1' && asked.length === 0,
      allowPort: (given) => given === String(port) || INTERNET.allowPort(given),
    });
    expect(await fetchPage(at('/'), only)).toBe('not_public');
    expect(asked).toHaveLength(1);
  });

  it('a name that leads elsewhere a moment later is not looked up again', async () => {
    let times = 0;
    const rebinding = internet({
      async resolve() {
        times += 1;
        return [{ address: times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
      },
    });
    answer = (_, response) => response.end('first');
    expect(await fetchPage(at('/'), rebinding)).toMatchObject({ html: 'first' });
    expect(times).toBe(1);
  });
});

describe('which addresses are public', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '203.0.112.1',
    '172.32.0.1',
    '100.128.0.1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
  ])('%s is', (address) => expect(isPublicAddress(address)).toBe(true));

  it('no address of a private net is, by an oracle of its own', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const isPrivate =
          a === 0 ||
          a === 10 ||
          a === 127 ||
          a >= 224 ||
          (a === 100 && b >= 64 && b < 128) ||
          (a === 169 && b === 254) ||
          (a === 172 && b >= 16 && b < 32) ||
          (a === 192 && b === 168);
        const address = `${a}.${b}.${c}.${d}`;
        if (isPrivate) expect(isPublicAddress(address)).toBe(false);
        // However it is dressed up as IPv6, it stays out.
        const hex = [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(':');
        for (const dressed of [
          `::ffff:${address}`,
          `::${address}`,
          `64:ff9b::${hex}`,
          `2002:${hex}::`,
          `::ffff:0:${hex}`,
        ]) {
          expect(isPublicAddress(dressed)).toBe(false);
        }
      }),
    );
  });

  it.each([
    '',
    'x',
    '127.1',
    '0x7f.1',
    '1.2.3.4.5',
    'fe80::1%eth0',
    '2001:4860::1%lo',
    ' 8.8.8.8',
    '8.8.8.8\n',
  ])('%o is none', (address) => expect(isPublicAddress(address)).toBe(false));
});
