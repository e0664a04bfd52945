import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../support/rows.ts';
import { createTest, hex } from '../../support/tagline.ts';

/* F35 Whatever a client sends: no 5xx, nothing in the log, and every hit in the account. */
const TAG = '11111111-2222-4333-8444-555555555555';
let test: ReturnType<typeof createTest>;

beforeAll(async () => {
  test = createTest();
  await test.store.records.addAccount({
    tagId: TAG,
    name: 'Fuzz',
    timeZone: 'UTC',
    domains: [],
    consent: 'assumed',
    identityDeclared: true,
    cutParams: [],
    loginChannelId: null,
    createdAt: 0,
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const userinfo = fc
  .tuple(fc.string(), fc.string(), fc.domain())
  .map(([user, rest, host]) => `http://${user}:b@${host}/${rest}`);
const oddUrl = fc.oneof(
  anyText,
  userinfo,
  fc.constantFrom(
    'http://a:b@c.d/',
    'http://[::1]/',
    'http://a@b@c.d',
    'https://x.y:99999/',
    'http://%',
    'https://a.b/?code=%&state=%zz',
  ),
);
const anyValue = fc.oneof(
  fc.anything(),
  fc.constantFrom(1e308, Number.POSITIVE_INFINITY, -0, Number.NaN, 2 ** 53 + 1, '1e5', '๑๒๓'),
);

const anyHit = fc.record(
  {
    id: fc.oneof(fc.nat(1e6).map(hex), anyValue),
    tag: fc.oneof({ weight: 8, arbitrary: fc.constant(TAG) }, { weight: 1, arbitrary: anyValue }),
    url: oddUrl,
    referrer: oddUrl,
    age: fc.oneof(fc.nat(1e6), anyValue),
    visitor: fc.oneof(fc.nat(100).map(hex), anyValue),
    click: anyValue,
    event: fc.oneof(anyText, anyValue),
    title: anyValue,
    value: anyValue,
    currency: fc.oneof(fc.constantFrom('JPY', 'jpy', 'XXX', 'constructor'), anyValue),
    key: anyValue,
    externalId: anyValue,
    props: anyValue,
    language: anyValue,
    screen: anyValue,
    consent: anyValue,
    flags: anyValue,
  },
  { requiredKeys: ['id', 'tag', 'url', 'age'] },
);

function jsonOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one));
}

describe('noise', () => {
  it('in hits: every one of them has an outcome', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHit, { minLength: 1, maxLength: 5 }), async (hits) => {
        const body = jsonOf({ v: 1, hits }) ?? '';
        if (body.length > 60_000) return;
        const before = await received(test.store, [1, null]);
        const response = await test.visit('/hit', { method: 'POST', body });
        expect(response.status).toBeLessThan(500);
        expect(await received(test.store, [1, null])).toBe(before + hits.length);
      }),
      { numRuns: 500 },
    );
    expect(test.log).toEqual([]);
  });

  it.each(['/hit', '/identify', '/api/sign-in', '/api/setup', '/api/accounts'])(
    'in the body of %s',
    async (path) => {
      const body = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json(), fc.string({ unit: 'binary' }));
      await fc.assert(
        fc.asyncProperty(body, fc.constantFrom('text/plain', 'application/json', ''), async (bytes, type) => {
          const response = await test.visit(path, {
            method: 'POST',
            body: bytes,
            headers: type ? { 'content-type': type } : {},
          });
          expect(response.status).toBeLessThan(500);
        }),
        { numRuns: 150 },
      );
      expect(test.log).toEqual([]);
    },
  );

  it('in the image and in links', async () => {
    await fc.assert(
      fc.asyncProperty(oddUrl, anyText, anyText, async (referer, text, other) => {
        const query = new URLSearchParams({ t_id: TAG, e: 'cv', value: text, currency: other, type: text });
        const headers = /^[\x20-\x7e]*$/.test(referer) ? { referer } : {};
        const image = await test.visit(`/tag.gif?${query}`, { headers });
        expect(image.status).toBeLessThan(500);
        expect(image.headers.get('content-type')).toBe('image/gif');
        const link = await test.visit(`/r/${encodeURIComponent(Buffer.from(text).toString())}`);
        expect(link.status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect(test.log).toEqual([]);
  });
});
