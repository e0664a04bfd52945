import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyBatch, factOf } from '../support/facts.ts';
import { storedHits } from '../support/rows.ts';
import { createTest } from '../support/tagline.ts';

const DAY = 86_400_000;

it('reports that are made in a thread of their own have nothing left of what was forgotten, and hits go on to be stored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-retention-'));
  const test = createTest({ file: join(folder, 'tagline.db') });
  try {
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    const now = test.clock.now();
    const page = (days: number) => ({ url: `https://shop.test/${days}`, page: `shop.test/${days}` });
    const hits = Array.from({ length: 2_000 }, (_, id) => {
      const days = id % 80;
      return factOf(id + 1, (id % 90) + 1, now - days * DAY, { page: page(days) });
    });
    await test.store.events.append({ ...emptyBatch(), hits });
    const views = async () => {
      const { json } = await test.api('GET', '/accounts/1/overview?from=2026-08-01&to=2026-11-20');
      return JSON.parse(JSON.stringify(json)).totals.pageViews;
    };
    expect(await views()).toBe(2_000);
    // Another thread has looked too.
    expect((await test.api('GET', '/accounts/1/tracking')).json).toMatchObject({ base: { count: 2_000 } });
    await test.api('PATCH', '/accounts/1', { keepDays: 40 });
    const running = test.api('POST', '/jobs/retention/run', {});
    let came = 0;
    let done = false;
    void running.then(() => {
      done = true;
    });
    while (!done) {
      came += 1;
      const hit = factOf(10_000 + came, came % 90, now, { page: page(came % 80) });
      await test.store.events.append({ ...emptyBatch(), hits: [hit] });
      if (came % 20 === 0) await views();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const kept = hits.filter(({ at }) => at >= now - 40 * DAY).length;
    expect(await running).toMatchObject({
      status: 200,
      json: { error: null, result: { hits: 2_000 - kept } },
    });
    expect(came).toBeGreaterThan(10);
    expect(storedHits(test.store)).toHaveLength(kept + came);
    expect(await views()).toBe(kept + came);
    const tracking = await test.api('GET', '/accounts/1/tracking');
    expect(tracking.json).toMatchObject({ base: { count: kept + came } });
    // Each names a page that is there, also one that was about to be forgotten.
    expect(storedHits(test.store).every(({ page: name, visitor }) => name !== null && visitor !== null)).toBe(
      true,
    );
  } finally {
    await test.close();
    rmSync(folder, { recursive: true });
  }
}, 30_000);
