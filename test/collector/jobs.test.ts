import { afterEach, describe, expect, it, vi } from 'vitest';
import { createJobs, JOBS, type Job } from '../../collector/jobs.ts';
import { forgetOld } from '../../collector/retention/retention.ts';
import { openStore, type Store } from '../../db/open.ts';
import { hop } from '../../db/sqlite/schema/index.ts';
import { JOB_NAMES } from '../../db/store/job.ts';
import { createClock } from '../support/clock.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import { storedHits } from '../support/rows.ts';
import { createTest } from '../support/tagline.ts';

const MINUTE = 60_000;
const NOW = createClock().now();

/** A runner over jobs that only say that they ran. */
function setUp(store: Store = openStore(':memory:'), clock = createClock()) {
  const ran: string[] = [];
  const log: unknown[] = [];
  let gate: Promise<void> | undefined;
  let fault: Error | undefined;
  const job = (name: string, period: number): Job => ({
    period,
    async run(_, { steadySince }) {
      ran.push(`${name} ${steadySince}`);
      await gate;
      if (fault) throw fault;
      return { ran: ran.length };
    },
  });
  const jobs = createJobs({
    ...store,
    onChange: () => {},
    now: clock.now,
    log: (level, event, detail) => log.push({ level, event, ...detail }),
    pause: async () => {},
    jobs: {
      silence: job('silence', 15 * MINUTE),
      retention: job('retention', 24 * 60 * MINUTE),
      'forget-hops': job('forget-hops', 10 * MINUTE),
    },
  });
  return {
    jobs,
    ran,
    log,
    clock,
    store,
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
    fail: (error: Error | undefined) => {
      fault = error;
    },
  };
}

afterEach(() => void vi.useRealTimers());

describe('the runner', () => {
  it('runs what is due, and nothing too early', async () => {
    const { jobs, ran, clock } = setUp();
    await jobs.tick();
    expect(ran).toEqual([`silence ${NOW}`, `forget-hops ${NOW}`, `retention ${NOW}`]);
    clock.move(10 * MINUTE - 1);
    await jobs.tick();
    expect(ran).toHaveLength(3);
    clock.move(1);
    await jobs.tick();
    expect(ran.slice(3)).toEqual([`forget-hops ${NOW}`]);
    clock.move(5 * MINUTE);
    await jobs.tick();
    expect(ran.slice(4)).toEqual([`silence ${NOW}`]);
    clock.move(24 * 60 * MINUTE - 15 * MINUTE);
    await jobs.tick();
    expect(ran.slice(5)).toContainEqual(expect.stringMatching(/^retention/));
  });

  it('goes on after a restart where it was: neither too early nor forgotten', async () => {
    const { jobs, store, clock } = setUp();
    await jobs.tick();
    await jobs.close();
    clock.move(9 * MINUTE);
    const again = setUp(store, clock);
    await again.jobs.tick();
    expect(again.ran).toEqual([]);
    clock.move(6 * MINUTE);
    await again.jobs.tick();
    expect(again.ran).toEqual([`silence ${NOW}`, `forget-hops ${NOW}`]);
  });

  it('a run that did not come to its end is due at once', async () => {
    const first = setUp();
    await first.store.records.startJob('silence', NOW, 0);
    await first.jobs.tick();
    expect(first.ran).toContain('silence 0');
    expect(await first.jobs.list()).toMatchObject([{ name: 'silence', endedAt: NOW, error: null }, {}, {}]);
  });

  it('knows since when it ran without a pause, and of nothing before its first start', async () => {
    const { jobs, ran, clock } = setUp();
    await jobs.run('silence');
    clock.move(30 * MINUTE);
    await jobs.run('silence');
    clock.move(30 * MINUTE + 1);
    await jobs.run('silence');
    clock.move(MINUTE);
    await jobs.run('silence');
    const pause = NOW + 60 * MINUTE + 1;
    const since = [NOW, NOW, pause, pause];
    expect(ran).toEqual(since.map((at) => `silence ${at}`));
  });

  it('never runs one job twice at once: who asks meanwhile waits for the same run', async () => {
    const { jobs, ran, hold } = setUp();
    const open = hold();
    const both = [jobs.run('silence'), jobs.run('silence')];
    await vi.waitFor(() => expect(ran).toHaveLength(1));
    expect(await jobs.list()).toMatchObject([{ running: true }, { running: false }, {}]);
    open();
    expect(await Promise.all(both)).toMatchObject([{ running: false }, { running: false }]);
    expect(ran).toHaveLength(1);
  });

  it('an error is logged and kept until a run goes well; the other jobs have their turn', async () => {
    const { jobs, ran, log, fail, clock } = setUp();
    fail(new Error('no such thing'));
    await jobs.tick();
    expect(ran).toHaveLength(3);
    expect(log).toContainEqual({
      level: 'error',
      event: 'job.failed',
      job: 'silence',
      error: 'no such thing',
    });
    expect(await jobs.list()).toMatchObject([
      { error: 'no such thing', startedAt: NOW, endedAt: NOW },
      {},
      {},
    ]);
    clock.move(15 * MINUTE);
    fail(undefined);
    await jobs.tick();
    expect(await jobs.list()).toMatchObject([{ error: null, result: { ran: 4 } }, { error: null }, {}]);
  });

  it('F56 a disk that refuses is logged, and ends nothing', async () => {
    const { jobs, log, store } = setUp();
    const refusing = createJobs({
      ...store,
      records: { ...store.records, startJob: () => Promise.reject(new Error('disk full')) },
      onChange: () => {},
      pause: async () => {},
      now: createClock().now,
      log: (level, event, detail) => log.push({ level, event, ...detail }),
    });
    await refusing.tick();
    expect(log).toHaveLength(3);
    expect(log[0]).toMatchObject({ level: 'error', event: 'job.not_recorded', job: 'silence' });
    await jobs.close();
  });

  it('a clock that was set back does not stop a job', async () => {
    const { jobs, ran, clock } = setUp();
    await jobs.tick();
    clock.move(-24 * 60 * MINUTE);
    await jobs.tick();
    expect(ran).toHaveLength(6);
  });

  it('looks at once when started, then again and again, until it is closed', async () => {
    vi.useFakeTimers();
    const { jobs, ran, clock } = setUp();
    jobs.start();
    await vi.waitFor(() => expect(ran).toHaveLength(3));
    clock.move(15 * MINUTE);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ran).toHaveLength(5);
    await jobs.close();
    clock.move(15 * MINUTE);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ran).toHaveLength(5);
    expect(await jobs.run('silence')).toMatchObject({ running: false });
    expect(ran).toHaveLength(5);
  });

  it('waits for what is under way when it is closed', async () => {
    const { jobs, ran, hold } = setUp();
    const open = hold();
    const run = jobs.run('silence');
    await vi.waitFor(() => expect(ran).toHaveLength(1));
    let closed = false;
    const closing = jobs.close().then(() => {
      closed = true;
    });
    await Promise.resolve();
    expect(closed).toBe(false);
    open();
    await closing;
    expect(await run).toMatchObject({ endedAt: NOW });
  });

  it('knows no job by another name', async () => {
    expect(await setUp().jobs.run('toString')).toBeNull();
  });
});

describe('the table', () => {
  it('has each job with a period that can be kept', () => {
    expect(Object.keys(JOBS)).toEqual([...JOB_NAMES]);
    for (const { period } of Object.values(JOBS)) expect(period).toBeGreaterThanOrEqual(MINUTE);
  });

  it('retention forgets what is older than each account keeps, says how much, and goes on where it was stopped', async () => {
    const test = createTest();
    await test.signIn();
    for (const name of ['One', 'Two', 'Three']) {
      await test.api('POST', '/accounts', { name, timeZone: 'UTC', domains: [] });
    }
    const hitAt = (accountId: number, days: number) =>
      factOf(days, days, NOW - days * 24 * 60 * MINUTE, { accountId });
    const hits = [1, 2, 3].flatMap((account) => [30, 60, 100, 400].map((days) => hitAt(account, days)));
    await test.store.events.append({ ...emptyBatch(), hits });
    expect((await test.api('PATCH', '/accounts/1', { keepDays: 31 })).status).toBe(200);
    expect(await test.api('PATCH', '/accounts/2', { keepDays: 100 })).toMatchObject({
      status: 200,
      json: { keepDays: 100 },
    });
    const records = { accounts: async () => [] };
    const nothing = await forgetOld(
      { ...test.store, records, pause: async () => {}, onChange: () => {} },
      { now: NOW, stopped: () => false },
    );
    expect(nothing).toEqual({ hits: 0, clicks: 0, identityLinks: 0, visitors: 0, texts: 0 });
    const stopped = await forgetOld(
      { ...test.store, pause: async () => {}, onChange: () => {} },
      { now: NOW, stopped: () => true },
    );
    expect(stopped).toBeNull();
    expect(storedHits(test.store)).toHaveLength(12);
    expect(await test.jobs.run('retention')).toMatchObject({
      error: null,
      result: { hits: 4, visitors: 4, clicks: 0 },
    });
    const left = storedHits(test.store).map(({ account, hitId }) => [account, Number.parseInt(hitId, 16)]);
    expect(left.sort()).toEqual(
      [
        [1, 30],
        [2, 100],
        [2, 30],
        [2, 60],
        [3, 100],
        [3, 30],
        [3, 400],
        [3, 60],
      ].sort(),
    );
    expect(await test.jobs.run('retention')).toMatchObject({ result: { hits: 0, visitors: 0 } });
    expect((await test.api('PATCH', '/accounts/1', { keepDays: null })).json).toMatchObject({
      keepDays: null,
    });
  });

  it.each([30, 3_661, 31.5, '60', 0, -1, {}])('an account cannot keep hits for %j days', async (keepDays) => {
    const test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    expect(await test.api('PATCH', '/accounts/1', { keepDays })).toMatchObject({
      status: 422,
      json: { error: { reason: 'invalid_input', message: expect.stringContaining('keepDays') } },
    });
  });

  it('forget-hops forgets who did not arrive within ten minutes', async () => {
    const test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    const { db } = test.store.signIn;
    for (const age of [0, 10 * MINUTE, 10 * MINUTE + 1]) {
      const at = test.clock.now() - age;
      db.insert(hop)
        .values({ accountId: 1, tokenHash: String(age), visitor: 'x', at })
        .run();
    }
    await test.jobs.run('forget-hops');
    expect(
      db
        .select()
        .from(hop)
        .all()
        .map(({ tokenHash }) => tokenHash),
    ).toEqual(['0', '600000']);
  });
});

describe('the routes', () => {
  it('list the jobs, and run one now', async () => {
    const test = createTest();
    await test.signIn();
    const { json } = await test.api('GET', '/jobs');
    expect(json).toMatchObject(JOB_NAMES.map((name) => ({ name, startedAt: null, running: false })));
    expect(await test.api('POST', '/jobs/silence/run', {})).toMatchObject({
      status: 200,
      json: { name: 'silence', startedAt: NOW, endedAt: NOW, error: null },
    });
    expect(await test.api('POST', '/jobs/nonsense/run', {})).toMatchObject({
      status: 404,
      json: { error: { reason: 'not_found' } },
    });
  });
});
