import { beforeEach, describe, expect, it } from 'vitest';
import { accountOf, storedHits } from '../../support/rows.ts';
import { createTest } from '../../support/tagline.ts';

let test: ReturnType<typeof createTest>;
let tagId: string;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: ['shop.test'] });
  tagId = (await test.store.records.accounts())[0]?.tagId ?? '';
});

const CASES = [
  { name: "LINE's own noscript image", query: 'c_t=lap&t_id=TAG&e=pv&noscript=1', status: 200, event: null },
  { name: 'an image without noscript', query: 'c_t=account&t_id=TAG&e=pv', status: 200, event: null },
  { name: 'an image without e', query: 't_id=TAG', status: 200, event: null },
  {
    name: 'an image of a conversion',
    query: 't_id=TAG&e=cv&value=100&currency=JPY',
    status: 200,
    event: 'Conversion',
  },
  {
    name: 'an unknown tag id',
    query: 't_id=11111111-1111-4111-8111-111111111111&e=pv',
    status: 422,
    reason: 'unknown_tag',
  },
  { name: 'a tag id that is none', query: 't_id=wrong&e=pv', status: 422, reason: 'unknown_tag' },
  { name: 'no tag id', query: 'e=pv', status: 422, reason: 'bad_hit' },
  { name: 'a kind that does not exist', query: 't_id=TAG&e=xx', status: 422, reason: 'bad_hit' },
  {
    name: 'a site that is not listed',
    query: 't_id=TAG&e=pv',
    referer: 'https://evil.test/',
    status: 202,
    reason: 'unlisted_site',
  },
];

describe('GET /tag.gif', () => {
  it('a mistyped tag id is shown where its owner looks', async () => {
    await test.visit('/tag.gif?t_id=my-shop&e=pv', { headers: { referer: 'https://shop.test/' } });
    const { json } = await test.api('GET', '/accounts/1/tracking');
    expect(json).toMatchObject({
      outcomes: [],
      nobody: [
        { outcome: 'rejected', reason: 'unknown_tag', count: 1, sample: expect.stringContaining('my-shop') },
      ],
    });
  });

  it('is only looked at by HEAD', async () => {
    const response = await test.visit(`/tag.gif?t_id=${tagId}&e=pv`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(storedHits(test.store)).toEqual([]);
  });

  it.each(CASES)('$name: always the image', async ({ query, status, event, reason, referer }) => {
    const response = await test.visit(`/tag.gif?${query.replace('TAG', tagId)}`, {
      headers: referer ? { referer } : {},
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('image/gif');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('x-tagline-reason')).toBe(reason ?? null);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a');
    const stored = storedHits(test.store);
    expect(stored.map((hit) => hit.event)).toEqual(reason ? [] : [event]);
    for (const hit of stored) expect(hit).toMatchObject({ channel: 1, visitor: null, click: null });
  });

  it.each([
    { who: 'a page without script', query: 'c_t=lap&t_id=TAG&e=pv&noscript=1', type: 'image/gif', bytes: 42 },
    {
      who: 'the tag',
      query: `hits=${encodeURIComponent(
        JSON.stringify({
          v: 1,
          hits: [{ id: '1'.repeat(32), tag: 'TAG', url: 'https://shop.test/', age: 0 }],
        }),
      )}`,
      // A browser takes any image for an answer: without one, the hit is sent again.
      type: null,
      bytes: 0,
    },
  ])('when the disk refuses, $who gets an image of $bytes bytes', async ({ query, type, bytes }) => {
    const { db } = test.store.signIn;
    db.run('CREATE TRIGGER refuse BEFORE INSERT ON hit BEGIN SELECT RAISE(ABORT, "disk"); END');
    const ask = () =>
      test.visit(`/tag.gif?${query.replace('TAG', tagId)}`, { headers: { referer: 'https://shop.test/' } });
    const response = await ask();
    expect(response.status).toBe(503);
    expect(response.headers.get('x-tagline-reason')).toBe('storage');
    expect(response.headers.get('content-type')).toBe(type);
    expect((await response.arrayBuffer()).byteLength).toBe(bytes);
    expect(storedHits(test.store)).toEqual([]);
    db.run('DROP TRIGGER refuse');
    expect((await ask()).status).toBe(200);
    expect(storedHits(test.store)).toHaveLength(1);
  });

  it('takes its page from the Referer, and keeps it as "site unknown" without one', async () => {
    await test.visit(`/tag.gif?t_id=${tagId}&e=pv`, { headers: { referer: 'https://shop.test/' } });
    await test.visit(`/tag.gif?t_id=${tagId}&e=pv`);
    expect(storedHits(test.store).map(({ url }) => url)).toEqual(['https://shop.test/', null]);
  });

  it('is an image-only page view, and never a conversion by default', async () => {
    await test.visit(`/tag.gif?t_id=${tagId}&e=pv`, { headers: { referer: 'https://shop.test/thanks' } });
    await test.visit(`/tag.gif?t_id=${tagId}&e=cv`, { headers: { referer: 'https://shop.test/thanks' } });
    await test.api('POST', '/accounts/1/conversions', {
      name: 'Thanks',
      rule: { by: 'url', contains: '/thanks' },
      value: { from: 'none' },
    });
    const { json } = await test.api('GET', '/accounts/1/overview?from=2026-11-20&to=2026-11-20');
    expect(json).toMatchObject({
      totals: { pageViews: 1, imageOnly: 1, visitors: 0, conversions: 0 },
    });
    expect(await accountOf(test.store, 1)).toEqual({ stored: 2 });
    const tracking = await test.api('GET', '/accounts/1/tracking');
    expect(tracking.json).toMatchObject({
      base: { status: 'never_seen' },
      conversion: { status: 'never_seen' },
      image: { status: 'misconfigured', count: 2 },
      findings: [{ finding: 'image_only', count: 2 }],
    });
  });
});
