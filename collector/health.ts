import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant, Outcome, Tally } from '../db/model.ts';
import type { EventReader, LostClicks } from '../db/store.ts';
import { sumTallies } from './intake/tally.ts';
import type { Writer } from './intake/writer.ts';

/** Seconds over which hits are counted for the rate of now. */
const RATE_SECONDS = 60;

/** How the process and its disk are, and what became of the hits of an account. */
export interface HealthReport {
  healthy: boolean;
  startedAt: Instant;
  /** Hits stored in a second, of all accounts, over the last minute. */
  hitsPerSecond: number;
  /** Bytes. */
  memory: number;
  /** Bytes of the database and its log, and how many more the disk takes; null where that is not known. */
  disk: { database: number; log: number; free: number | null };
  /** Hits and lost clicks that are counted in memory only, of all accounts. */
  owed: number;
  received: number;
  sums: Record<Outcome, number>;
  outcomes: Tally[];
  nobody: Tally[];
  lostClicks: LostClicks | null;
}

interface Options {
  /** The database file; its log stands beside it. */
  file: string;
  events: Pick<EventReader, 'tallies' | 'lostClicks'>;
  writer: Pick<Writer, 'owed'>;
  isHealthy: () => boolean;
  now: () => number;
}

/** Looks after the process. `stored` is to be told of hits as they are stored. */
export interface HealthWatch {
  of(accountId: number): Promise<HealthReport>;
  stored(hits: number): void;
}

/** Counts of the last minute, one for each second. */
function createRate(now: () => number) {
  const counts = new Map<number, number>();
  const second = () => Math.floor(now() / 1000);
  return {
    add(count: number) {
      const at = second();
      counts.set(at, (counts.get(at) ?? 0) + count);
      for (const old of counts.keys()) if (old <= at - RATE_SECONDS) counts.delete(old);
    },
    perSecond() {
      const from = second() - RATE_SECONDS;
      let sum = 0;
      for (const [at, count] of counts) if (at > from) sum += count;
      return sum / RATE_SECONDS;
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function freeBeside(file: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    return null;
  }
}

function lostOf(stored: LostClicks | null, owed: LostClicks | undefined): LostClicks | null {
  if (!stored || !owed) return stored ?? owed ?? null;
  return { ...stored, count: stored.count + owed.count, lastAt: Math.max(stored.lastAt, owed.lastAt) };
}

/** How Tagline is, for the Health page. What is owed to the disk is counted in everywhere. */
export function watchHealth({ file, events, writer, isHealthy, now }: Options): HealthWatch {
  const startedAt = now();
  const rate = createRate(now);

  async function linesOf(accountId: number | null): Promise<Tally[]> {
    const owed = writer.owed().tallies.filter((line) => line.accountId === accountId);
    return sumTallies([...(await events.tallies(accountId)), ...owed]);
  }

  return {
    stored: rate.add,
    async of(accountId) {
      const [outcomes, nobody, lost] = await Promise.all([
        linesOf(accountId),
        linesOf(null),
        events.lostClicks(accountId),
      ]);
      const sums: Record<Outcome, number> = { stored: 0, duplicate: 0, dropped: 0, rejected: 0, failed: 0 };
      for (const { outcome, count } of outcomes) sums[outcome] += count;
      const owed = writer.owed();
      return {
        healthy: isHealthy(),
        startedAt,
        hitsPerSecond: rate.perSecond(),
        memory: process.memoryUsage.rss(),
        disk: { database: sizeOf(file), log: sizeOf(`${file}-wal`), free: freeBeside(file) },
        owed: [...owed.tallies, ...owed.lostClicks].reduce((sum, { count }) => sum + count, 0),
        received: Object.values(sums).reduce((sum, count) => sum + count, 0),
        ...{ sums, outcomes, nobody },
        lostClicks: lostOf(
          lost,
          owed.lostClicks.find((one) => one.accountId === accountId),
        ),
      };
    },
  };
}
