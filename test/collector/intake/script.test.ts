import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildsOf, scriptRoutes } from '../../../collector/intake/script.ts';
import { createTest } from '../../support/tagline.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const scripts = [
  { name: 'lt.js', source: bytes('today') },
  { name: 'lt.9.js', source: bytes('nine') },
  { name: 'lt.10.js', source: bytes('ten') },
  { name: 'lt-more.0a1b2c3d.js', source: bytes('more') },
];
const app = scriptRoutes(scripts);
const get = (path: string, headers = {}) => app.request(path, { headers });

describe('the script', () => {
  it('that moves is asked for again within the hour, for pages of any site', async () => {
    const response = await get('/lt.js');
    expect(await response.text()).toBe('today');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
  });

  it.each(['/lt.9.js', '/lt.10.js', '/lt-more.0a1b2c3d.js'])('%s is kept for ever', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('comes as small as the browser can read it, and not at all where it has it', async () => {
    const brotli = await get('/lt.9.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe('nine');
    const gzip = await get('/lt.9.js', { 'accept-encoding': 'gzip;q=1.0' });
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe('nine');
    const etag = gzip.headers.get('etag') ?? '';
    const known = await get('/lt.9.js', { 'accept-encoding': 'gzip', 'if-none-match': `"other", W/${etag}` });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });

  it.each([
    ['br;q=0', null],
    ['gzip;q=0, br;q=0', null],
    ['gzip, br;q=0.000', 'gzip'],
    ['GZIP ; Q=0.5, br; q=0', 'gzip'],
    ['br;q=0.1', 'br'],
    ['xbr, identity', null],
  ])('%s is answered with %j', async (accept, encoding) => {
    const response = await get('/lt.9.js', { 'accept-encoding': accept });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    if (encoding === null) expect(await response.text()).toBe('nine');
  });

  it('each encoding has a tag of its own, and none is taken for another', async () => {
    const etags = await Promise.all(
      ['br', 'gzip', ''].map(
        async (accept) => (await get('/lt.9.js', { 'accept-encoding': accept })).headers.get('etag') ?? '',
      ),
    );
    expect(new Set(etags).size).toBe(3);
    const [brotli = ''] = etags;
    const other = await get('/lt.9.js', { 'accept-encoding': 'gzip', 'if-none-match': brotli });
    expect(other.status).toBe(200);
  });

  it.each(['/lt.11.js', '/lt-more.ffffffff.js', '/lt.js.map', '/ltx.js', '/lt..js'])(
    '%s is not there',
    async (path) => {
      expect((await createTest().visit(path)).status).toBe(404);
    },
  );
});

it('numbered builds have their integrity, the latest first', () => {
  const integrity = (source: string) => `sha384-${createHash('sha384').update(source).digest('base64')}`;
  const builds = buildsOf(scripts);
  expect(builds[0]).toEqual({ number: 10, name: 'lt.10.js', integrity: integrity('ten') });
  expect(builds.map(({ number }) => number)).toEqual(
    builds.map(({ number }) => number).sort((a, b) => b - a),
  );
  expect(builds.length).toBeGreaterThan(1);
  expect(buildsOf([])).toEqual([]);
});

it('is found, with all its routes, where TAG_URL says, and where it was before', async () => {
  const test = createTest({ config: { tagUrl: 'https://t.shop.test/a1' } });
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
  for (const folder of ['', '/a1']) {
    for (const [path, status] of [
      ['/lt.js', 200],
      ['/tag.gif?t_id=x&e=pv', 422],
      ['/r/nothing-here', 404],
      ['/hit', 404],
    ] as const) {
      expect((await test.visit(folder + path)).status, folder + path).toBe(status);
    }
  }
  const { json } = await test.api('GET', '/accounts/1/tracking');
  expect(json).toMatchObject({ origin: 'https://t.shop.test/a1' });
  // Nothing else moves there.
  expect((await test.visit('/a1/api/session')).status).not.toBe(401);
  expect((await test.visit('/a1/healthz')).headers.get('content-type')).not.toContain('text/plain');
});
