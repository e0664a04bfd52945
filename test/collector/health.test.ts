import { expect, it } from 'vitest';
import { watchHealth } from '../../collector/health.ts';
import type { Tally } from '../../db/model.ts';
import { createClock } from '../support/clock.ts';
import { createTest, hex } from '../support/tagline.ts';

it('says what became of every hit, and the five add up to what was received', async () => {
  const test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: ['shop.test'] });
  const tag = (await test.store.records.accounts())[0]?.tagId ?? '';
  const view = (id: number, url = 'https://shop.test/') => ({ id: hex(id), tag, url, age: 0 });
  await test.hit([view(1), view(2)]);
  await test.hit([view(1)]);
  await test.hit([view(3, 'https://evil.test/')]);
  await test.hit([{ ...view(4), url: 'javascript:x' }]);
  await test.hit([{ ...view(5), tag: 'unknown' }]);
  const { db } = test.store.signIn;
  db.run('CREATE TRIGGER refuse BEFORE INSERT ON hit BEGIN SELECT RAISE(ABORT, "disk"); END');
  expect((await test.hit([view(6)])).status).toBe(503);
  test.clock.move(1_000);
  // The failed one is only owed yet, and counted all the same.
  const { status, json } = await test.api('GET', '/accounts/1/health');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    healthy: true,
    startedAt: createClock().now(),
    received: 6,
    owed: 1,
    sums: { stored: 2, duplicate: 1, dropped: 1, rejected: 1, failed: 1 },
    lostClicks: null,
    nobody: [{ outcome: 'rejected', reason: 'unknown_tag', count: 1 }],
    hitsPerSecond: expect.closeTo(3 / 60),
    memory: expect.any(Number),
  });
  expect(JSON.stringify(json)).toContain('evil.test');
  db.run('DROP TRIGGER refuse');
  await test.hit([view(6)]);
  expect((await test.api('GET', '/accounts/1/health')).json).toMatchObject({
    received: 7,
    owed: 0,
    sums: { stored: 3, failed: 1 },
  });
  // A minute later nothing is "now" any more.
  test.clock.move(60_000);
  expect((await test.api('GET', '/accounts/1/health')).json).toMatchObject({ hitsPerSecond: 0 });
});

it('adds what is owed to what is on disk, of the account alone', async () => {
  const clock = createClock();
  const line = (accountId: number | null, count: number, lastAt: number): Tally => ({
    ...{ accountId, outcome: 'failed', reason: 'storage', count, lastAt, sample: null },
  });
  const lost = (accountId: number, count: number, lastAt: number) => ({ accountId, count, lastAt });
  let healthy = true;
  const health = watchHealth({
    file: '/nowhere/tagline.db',
    events: {
      tallies: async (accountId) => [line(accountId, 10, 1)],
      lostClicks: async (accountId) => (accountId === 1 ? lost(1, 5, 7) : null),
    },
    writer: {
      owed: () => ({
        tallies: [line(1, 2, 9), line(2, 4, 9)],
        lostClicks: [lost(1, 1, 6), lost(2, 3, 8)],
      }),
    },
    isHealthy: () => healthy,
    now: clock.now,
  });
  expect(await health.of(1)).toMatchObject({
    received: 12,
    sums: { failed: 12 },
    lostClicks: { count: 6, lastAt: 7 },
    owed: 10,
    outcomes: [{ count: 12, lastAt: 9 }],
    disk: { database: 0, log: 0, free: null },
  });
  expect(await health.of(2)).toMatchObject({ received: 14, lostClicks: { count: 3, lastAt: 8 } });
  healthy = false;
  expect(await health.of(3)).toMatchObject({ healthy: false, received: 10, lostClicks: null, owed: 10 });
});
