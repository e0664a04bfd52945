import { createHash, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Hono } from 'hono';
import { type Account, OUTCOMES } from '../db/model.ts';
import type { EventStore, RecordStore } from '../db/store.ts';
import { sumTallies } from './intake/tally.ts';
import type { Writer } from './intake/writer.ts';

interface Deps {
  /** What `Authorization: Bearer` must carry; null, and there are no metrics. */
  key: string | null;
  records: Pick<RecordStore, 'accounts'>;
  events: Pick<EventStore, 'tallies' | 'lostClicks'>;
  writer: Pick<Writer, 'owed'>;
  /** The database file; its log stands beside it. */
  file: string;
  isHealthy: () => boolean;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Names and help of what is said, in the order it is said. */
const HELP = {
  tagline_hits_total: 'counter Hits received, by account (tag id, empty for none), outcome and reason',
  tagline_clicks_lost_total: 'counter Clicks that led on and could not be stored, by account (tag id)',
  tagline_owed: 'gauge Hits and clicks above that are counted in memory only, because the disk refused them',
  tagline_healthy: 'gauge 1 while what is acknowledged can be trusted to be on disk',
  tagline_resident_memory_bytes: 'gauge Memory of the process',
  tagline_event_loop_delay_p99_seconds:
    'gauge Delay of the event loop since the last reading, 99th percentile',
  tagline_database_bytes: 'gauge Size of the database file',
  tagline_log_bytes: 'gauge Size of the write-ahead log',
} as const;
type Name = keyof typeof HELP;

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A value of a label; tag ids, outcomes and reasons hold nothing that would have to be escaped. */
function labels(values: Record<string, string>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

/** What is counted, whether it is on disk already or still owed. */
async function hitsOf({ events, writer }: Deps, known: Account[]): Promise<string[]> {
  const accounts = [...known, { id: null, tagId: '' }];
  const owed = writer.owed().tallies;
  const lines = await Promise.all(
    accounts.map(async ({ id, tagId }) => {
      const mine = owed.filter(({ accountId }) => accountId === id);
      const tallies = sumTallies([...(await events.tallies(id)), ...mine]);
      const quiet = OUTCOMES.filter((outcome) => !tallies.some((line) => line.outcome === outcome));
      return [
        ...tallies.map(({ outcome, reason, count }) => ({ outcome, reason: reason ?? '', count })),
        ...quiet.map((outcome) => ({ outcome, reason: '', count: 0 })),
      ].map(({ count, ...line }) => `tagline_hits_total${labels({ account: tagId, ...line })} ${count}`);
    }),
  );
  return lines.flat();
}

async function lostOf({ events, writer }: Deps, accounts: Account[]): Promise<string[]> {
  return Promise.all(
    accounts.map(async ({ id, tagId }) => {
      const owed = writer.owed().lostClicks.find(({ accountId }) => accountId === id);
      const count = ((await events.lostClicks(id))?.count ?? 0) + (owed?.count ?? 0);
      return `tagline_clicks_lost_total${labels({ account: tagId })} ${count}`;
    }),
  );
}

/**
 * `GET /metrics`: the five-way account and the state of the process, for a monitor that has the key, in the text format
 * of Prometheus. Without a key, and for anybody else, there is nothing here.
 */
export function metricsRoute(deps: Deps) {
  let delay: IntervalHistogram | null = null;
  return new Hono().get('/', async (c) => {
    const said = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    // Hashed first: texts of another length would throw, and tell their length.
    if (deps.key === null || !timingSafeEqual(digest(said), digest(deps.key))) return c.notFound();
    const p99 = delay ? delay.percentile(99) / 1e9 : 0;
    delay?.disable();
    delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const owed = deps.writer.owed();
    const values: Record<Exclude<Name, 'tagline_hits_total' | 'tagline_clicks_lost_total'>, number> = {
      tagline_owed: [...owed.tallies, ...owed.lostClicks].reduce((sum, { count }) => sum + count, 0),
      tagline_healthy: deps.isHealthy() ? 1 : 0,
      tagline_resident_memory_bytes: process.memoryUsage.rss(),
      tagline_event_loop_delay_p99_seconds: p99,
      tagline_database_bytes: sizeOf(deps.file),
      tagline_log_bytes: sizeOf(`${deps.file}-wal`),
    };
    const accounts = await deps.records.accounts();
    const lines: Record<string, string[]> = {
      tagline_hits_total: await hitsOf(deps, accounts),
      tagline_clicks_lost_total: await lostOf(deps, accounts),
    };
    for (const [name, value] of Object.entries(values)) lines[name] = [`${name} ${value}`];
    const text = Object.entries(HELP).flatMap(([name, help]) => {
      const [type = '', ...words] = help.split(' ');
      return [`# HELP ${name} ${words.join(' ')}`, `# TYPE ${name} ${type}`, ...(lines[name] ?? [])];
    });
    c.header('Cache-Control', 'no-store');
    return c.body(`${text.join('\n')}\n`, 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });
}
