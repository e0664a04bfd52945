import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel, NewHit } from '../../../db/model.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest } from '../../support/tagline.ts';

/*
 * The job on the real program: what it writes down, and what the pages show of it.
 */
let test: ReturnType<typeof createTest>;
let last = 0;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** Friday 10:00 in Bangkok: the clock of the tests. */
const NOW = Date.UTC(2026, 10, 20, 3);

beforeEach(async () => {
  last = 0;
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Bangkok', domains: [] });
  await upSince(0);
});

/** The job ran lately, and without a pause since then. */
const upSince = (at: number) => test.store.records.startJob('silence', NOW - 15 * MINUTE, at);

async function see(times: number[], channel: Channel = 'tag') {
  const hits: NewHit[] = times.map((at) => factOf(++last, last, at, { channel }));
  await test.store.events.append({ ...emptyBatch(), hits });
}

/** So many page views in each of the hours before an instant. */
function hourly(end: number, hours: number, each: number): number[] {
  return Array.from({ length: hours * each }, (_, index) => end - 1 - Math.floor((index * HOUR) / each));
}

/** The same hours of each of the four weeks before. */
function usual(hours: number, each: number): number[] {
  return [1, 2, 3, 4].flatMap((week) => hourly(NOW - week * WEEK, hours, each));
}

/** Long ago, so that all four weeks are known. */
const FIRST = NOW - 6 * WEEK;

async function look() {
  await test.jobs.run('silence');
  return (await test.store.records.silence(1)) ?? null;
}

describe('the job', () => {
  it('notices that nothing came where it always did, once, and every page shows it', async () => {
    await see([FIRST, ...usual(3, 10), NOW - 4 * HOUR]);
    const silence = { since: NOW - 4 * HOUR, noticedAt: NOW, expected: 30, hours: 3 };
    expect(await look()).toMatchObject({ accountId: 1, ...silence, endedAt: null });
    test.clock.move(15 * MINUTE);
    expect(await look()).toMatchObject({ noticedAt: NOW });
    expect((await test.api('GET', '/accounts/1/tracking')).json).toMatchObject({ silence });
    const days = 'from=2026-11-20&to=2026-11-20';
    expect((await test.api('GET', `/accounts/1/overview?${days}`)).json).toMatchObject({ silence });
    expect((await test.api('GET', '/accounts')).json).toMatchObject([{ silentSince: silence.since }]);
    expect((await test.api('PATCH', '/accounts/1', {})).json).toMatchObject({ silentSince: silence.since });
  });

  it('a page view ends it, and it does not begin again because the hours before stay empty', async () => {
    await see([FIRST, ...usual(3, 10)]);
    expect(await look()).not.toBeNull();
    test.clock.move(20 * MINUTE);
    await see([NOW + 19 * MINUTE]);
    expect(await look()).toBeNull();
    test.clock.move(15 * MINUTE);
    expect(await look()).toBeNull();
    expect((await test.api('GET', '/accounts/1/tracking')).json).toMatchObject({ silence: null });
    expect((await test.api('GET', '/accounts')).json).toMatchObject([{ silentSince: null }]);
  });

  it('on a busy site a few are not enough, to prevent it or to end it', async () => {
    await see([FIRST, ...usual(3, 100), ...hourly(NOW, 3, 4)]);
    expect(await look()).toMatchObject({ expected: 300, since: NOW - 3 * HOUR });
    test.clock.move(15 * MINUTE);
    await see(Array.from({ length: 14 }, () => NOW + 10 * MINUTE));
    expect(await look()).not.toBeNull();
    await see([NOW + 11 * MINUTE]);
    expect(await look()).toBeNull();
  });

  it('does not end only to begin again where more is expected by now', async () => {
    const busier = [1, 2, 3, 4].flatMap((week) => hourly(NOW + HOUR - week * WEEK, 1, 2000));
    await see([FIRST, ...usual(3, 70), ...busier]);
    expect(await look()).toMatchObject({ expected: 210 });
    for (let turn = 0; turn < 5; turn += 1) {
      test.clock.move(14 * MINUTE);
      await look();
    }
    await see(Array.from({ length: 20 }, () => NOW + 65 * MINUTE));
    for (let turn = 0; turn < 3; turn += 1) expect(await look()).toMatchObject({ noticedAt: NOW });
    await see(Array.from({ length: 100 }, () => NOW + 66 * MINUTE));
    expect(await look()).toBeNull();
    expect(await look()).toBeNull();
  });

  it('goes on through the night, although nothing is expected there', async () => {
    await see([FIRST, ...usual(3, 10)]);
    expect(await look()).not.toBeNull();
    test.clock.move(14 * HOUR);
    expect(await look()).not.toBeNull();
    test.clock.move(3 * WEEK);
    expect(await look()).not.toBeNull();
  });

  it('a small site is judged by its day', async () => {
    await see([FIRST, ...usual(24, 1)]);
    expect(await look()).toMatchObject({ expected: 24, hours: 24 });
  });

  it('a tag that dies in its first week is noticed', async () => {
    await see([1, 2].flatMap((day) => hourly(NOW - day * 24 * HOUR, 3, 10)));
    expect(await look()).toBeNull(); // the first of the two is not known whole
    await see([NOW - 60 * HOUR]);
    expect(await look()).toMatchObject({ expected: 30, hours: 3 });
  });

  it('a shop that is new and closed on Saturday is not', async () => {
    await see([1, 2, 3].flatMap((day) => hourly(NOW - (day - 1) * 24 * HOUR, 24, 10)));
    for (let hour = 0; hour < 38; hour += 1) {
      test.clock.move(HOUR);
      // Open on Friday until midnight.
      if (hour < 14) await see(hourly(test.clock.now(), 1, 10));
      expect(await look()).toBeNull();
    }
  });

  it.each([
    ['there is no history', () => hourly(NOW - WEEK, 3, 10)],
    ['it is always quiet at these hours', () => [FIRST, ...hourly(NOW - 12 * HOUR, 3, 100)]],
    ['something came in the hour that goes on', () => [FIRST, ...usual(3, 10), NOW]],
    ['nothing ever came', () => []],
  ])('says nothing where %s', async (_, times) => {
    await see(times());
    expect(await look()).toBeNull();
  });

  it('images do not speak for the script', async () => {
    await see([FIRST, ...usual(3, 10)]);
    await see(hourly(NOW, 3, 10), 'image');
    expect(await look()).not.toBeNull();
  });

  it('hours in which Tagline was down say nothing about a tag', async () => {
    await see([FIRST, ...usual(24, 20)]);
    test.clock.move(-8 * HOUR);
    await see(hourly(NOW - 8 * HOUR, 24, 20));
    expect(await look()).toBeNull();
    test.clock.move(8 * HOUR);
    expect(await look()).toBeNull(); // down for eight hours
  });

  it('hours before Tagline was first started say nothing either, whatever old hits were imported', async () => {
    test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Bangkok', domains: [] });
    await see([FIRST, ...usual(24, 20)]);
    expect(await look()).toBeNull();
    await upSince(NOW - HOUR);
    expect(await look()).toBeNull();
    await upSince(NOW - 3 * HOUR);
    expect(await look()).toMatchObject({ hours: 3 });
  });

  it('after it was up again for as long, it judges again', async () => {
    const end = NOW + 3 * HOUR;
    await see([FIRST, ...[1, 2, 3, 4].flatMap((week) => hourly(end - week * WEEK, 3, 20)), NOW - 9 * HOUR]);
    test.clock.move(-8 * HOUR);
    await look();
    test.clock.move(8 * HOUR);
    for (let passed = 0; passed < 3 * HOUR; passed += 15 * MINUTE) {
      expect(await look()).toBeNull();
      test.clock.move(15 * MINUTE);
    }
    expect(await look()).toMatchObject({ since: NOW - 9 * HOUR, expected: 60 });
  });

  it('looks at each account by itself', async () => {
    await test.api('POST', '/accounts', { name: 'Other', timeZone: 'Europe/London', domains: [] });
    await see([FIRST, ...usual(3, 10)]);
    const others = [FIRST, ...usual(3, 10), ...hourly(NOW, 3, 10)];
    const hits = others.map((at) => factOf(++last, last, at, { accountId: 2 }));
    await test.store.events.append({ ...emptyBatch(), hits });
    await look();
    expect(await test.store.records.silences()).toMatchObject([{ accountId: 1 }]);
  });

  it('open pages read again', async () => {
    const cursor = async () => (await test.api('GET', '/accounts/1/live')).json;
    const before = await cursor();
    await see([FIRST, ...usual(3, 10)]);
    await look();
    expect(await cursor()).not.toEqual(before);
  });
});
