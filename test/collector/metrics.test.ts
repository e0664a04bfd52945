import { describe, expect, it } from 'vitest';
import { createTest, hex } from '../support/tagline.ts';

const KEY = 'a key of sixteen letters';
const ask = (test: ReturnType<typeof createTest>, key?: string) =>
  test.visit('/metrics', key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });

describe('A68: /metrics', () => {
  it.each([undefined, '', 'wrong', `${KEY} `, KEY.slice(1)])(
    'tells nobody anything who says %j',
    async (key) => {
      const test = createTest({ config: { metricsKey: KEY } });
      const response = await ask(test, key?.trim() === KEY ? `${KEY}x` : key);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('tagline_');
    },
  );

  it('is not there without a key of ours, whatever is said', async () => {
    for (const key of ['', 'null', 'undefined', KEY]) expect((await ask(createTest(), key)).status).toBe(404);
  });

  it('says the account of every account, exactly, and how the process is', async () => {
    const test = createTest({ config: { metricsKey: KEY } });
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop "x"', timeZone: 'UTC', domains: ['shop.test'] });
    const tag = (await test.store.records.accounts())[0]?.tagId ?? '';
    const view = (id: number, url = 'https://shop.test/') => ({ id: hex(id), tag, url, age: 0 });
    await test.hit([view(1), view(2)]);
    await test.hit([view(1)]);
    await test.hit([view(3, 'https://evil.test/')]);
    await test.hit([{ ...view(4), tag: 'unknown' }]);
    const response = await ask(test, KEY);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    for (const line of [
      `tagline_hits_total{account="${tag}",outcome="stored",reason=""} 2`,
      `tagline_hits_total{account="${tag}",outcome="duplicate",reason=""} 1`,
      `tagline_hits_total{account="${tag}",outcome="dropped",reason="unlisted_site"} 1`,
      `tagline_hits_total{account="${tag}",outcome="failed",reason=""} 0`,
      'tagline_hits_total{account="",outcome="rejected",reason="unknown_tag"} 1',
      'tagline_healthy 1',
      '# TYPE tagline_hits_total counter',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^tagline_resident_memory_bytes \d{7,}$/m);
    expect(text).not.toContain('Shop');
    // Every line is a comment, or a name with labels and a number.
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |tagline_\w+(\{[^}]*\})? [\d.e+-]+$)/);
  });
});
