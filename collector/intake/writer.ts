import { setImmediate as nextTurn } from 'node:timers/promises';
import { isBroken } from '../../db/error.ts';
import type { NewClick, NewHit, NewIdentityLink, Tally } from '../../db/model.ts';
import type { Appended, Batch, EventStore, LostClicks } from '../../db/store.ts';
import type { Log } from '../lib/log.ts';
import { sumTallies } from './tally.ts';

/** What one request wants on disk. */
export interface Writing {
  hits?: NewHit[];
  clicks?: NewClick[];
  identityLinks?: NewIdentityLink[];
  tallies?: Tally[];
}

/** Collects what arrives and commits it in groups. */
export interface Writer {
  /** Settles after the fsync, with the outcome of each hit; rejects where nothing was stored. */
  write(writing: Writing): Promise<Appended['outcomes']>;
  /** Settles when everything handed in so far is on disk or was refused, and what is owed was tried once more. */
  drain(): Promise<void>;
  /** What is counted in memory only, because the disk refused it; it goes with the next commit. */
  owed(): Owed;
}

/** Lines of the account, and clicks that were lost. */
export interface Owed {
  tallies: readonly Tally[];
  lostClicks: readonly LostClicks[];
}

interface Job {
  writing: Writing;
  resolve: (outcomes: Appended['outcomes']) => void;
  reject: (error: unknown) => void;
}

/** Rows of one transaction: more would hold the event loop for longer than a request should wait. */
const GROUP_MAX = 500;

/**
 * Turns of the event loop for which a group is gathered while each brings more. One more costs a lone hit some
 * microseconds; where many come at once, fewer commits bring more of them in.
 */
const TURNS = 3;

/** What several requests want on disk, as one batch; with the lines of the account that are still owed. */
function joined(jobs: Job[], owed: Owed): Batch {
  const batch: Batch = { hits: [], clicks: [], identityLinks: [], tallies: [] };
  const lines = [...owed.tallies];
  for (const { writing } of jobs) {
    if (writing.hits) batch.hits.push(...writing.hits);
    if (writing.clicks) batch.clicks.push(...writing.clicks);
    if (writing.identityLinks) batch.identityLinks.push(...writing.identityLinks);
    if (writing.tallies) lines.push(...writing.tallies);
  }
  return { ...batch, tallies: sumTallies(lines), lostClicks: [...owed.lostClicks] };
}

/** Clicks that were lost before, and those that are lost now, by account. */
function lostWith(before: readonly LostClicks[], clicks: readonly NewClick[]): LostClicks[] {
  const sums = new Map(before.map((line) => [line.accountId, { ...line }]));
  for (const { accountId, at } of clicks) {
    const sum = sums.get(accountId) ?? { accountId, count: 0, lastAt: at };
    sums.set(accountId, { accountId, count: sum.count + 1, lastAt: Math.max(sum.lastAt, at) });
  }
  return [...sums.values()];
}

/**
 * Group commit: whatever came in during a few turns of the event loop shares one transaction and one fsync. There
 * is no timer, so a lone hit waits for nothing but its own fsync. `onCommitted` is told what is on disk.
 */
export function createWriter(options: {
  events: Pick<EventStore, 'append'>;
  onCommitted: (batch: Batch) => void;
  /** The disk is not to be trusted any more: nothing is acknowledged from now on. */
  onBroken: () => void;
  log: Log;
  now: () => number;
}): Writer {
  const { events, onCommitted, onBroken, log, now } = options;
  const waiting: Job[] = [];
  let scheduled = false;
  let broken: unknown = null;
  let working: Promise<void> = Promise.resolve();
  // What could not be written is part of the account too: these lines go with the next commit.
  let owed: Owed = { tallies: [], lostClicks: [] };

  function failedLine({ accountId }: NewHit): Tally {
    return { accountId, outcome: 'failed', reason: 'storage', count: 1, lastAt: now(), sample: null };
  }

  async function commit(jobs: Job[]): Promise<void> {
    const batch = joined(jobs, owed);
    let outcomes: Appended['outcomes'];
    try {
      if (broken) throw broken;
      ({ outcomes } = await events.append(batch));
    } catch (error) {
      if (!broken && isBroken(error)) {
        broken = error;
        log('error', 'broken', { error: String(error) });
        onBroken();
      }
      owed = {
        tallies: sumTallies([...batch.tallies, ...batch.hits.map(failedLine)]),
        lostClicks: lostWith(owed.lostClicks, batch.clicks),
      };
      const { hits, clicks } = batch;
      log('error', 'not_stored', { hits: hits.length, clicks: clicks.length, error: String(error) });
      for (const job of jobs) job.reject(error);
      return;
    }
    owed = { tallies: [], lostClicks: [] };
    let next = 0;
    for (const { writing, resolve } of jobs) {
      const count = writing.hits?.length ?? 0;
      resolve(outcomes.slice(next, next + count));
      next += count;
    }
    onCommitted(batch);
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      let rows = 0;
      let jobs = 0;
      while (jobs < waiting.length && rows < GROUP_MAX) {
        rows += waiting[jobs]?.writing.hits?.length ?? 1;
        jobs += 1;
      }
      await commit(waiting.splice(0, jobs));
      // What has gathered while somebody else held the lock is many groups, and others want their turn.
      if (waiting.length > 0) await nextTurn();
    }
  }

  /** Commits at the end of a turn in which nothing more came in, and of the last of a few in any case. */
  function endTurn(turns: number, before: number): void {
    setImmediate(() => {
      if (turns > 1 && waiting.length > before && waiting.length < GROUP_MAX) {
        endTurn(turns - 1, waiting.length);
        return;
      }
      scheduled = false;
      working = working.then(work);
    });
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    endTurn(TURNS, 0);
  }

  return {
    write(writing) {
      return new Promise((resolve, reject) => {
        waiting.push({ writing, resolve, reject });
        schedule();
      });
    },
    async drain() {
      while (waiting.length > 0 || scheduled) await nextTurn();
      await working;
      if (owed.tallies.length + owed.lostClicks.length > 0) await commit([]);
    },
    owed: () => owed,
  };
}
