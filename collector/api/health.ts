import { createRoute, z } from '@hono/zod-openapi';
import { OUTCOMES } from '../../db/model.ts';
import { withoutForeignSamples } from '../report/sample.ts';
import { type ApiDeps, accountParams, createRouter, Instant, json } from './route.ts';

const count = z.number().int();

const Line = z
  .object({
    outcome: z.enum(OUTCOMES),
    reason: z.string().nullable(),
    count,
    lastAt: Instant,
    /** The latest such hit, as text. */
    sample: z.string().nullable(),
  })
  .openapi('HealthLine');

const Health = z
  .object({
    /** False where what was written can no longer be trusted. */
    healthy: z.boolean(),
    startedAt: Instant,
    /** Hits stored in a second, of all accounts, over the last minute. */
    hitsPerSecond: z.number(),
    /** Bytes. */
    memory: count,
    /** Bytes; `free` is null where it is not known. */
    disk: z.object({ database: count, log: count, free: z.number().nullable() }),
    /** Hits and lost clicks of all accounts that are counted in memory only, because the disk refused them. */
    owed: count,
    /** stored + duplicate + dropped + rejected + failed */
    received: count,
    sums: z.object({ stored: count, duplicate: count, dropped: count, rejected: count, failed: count }),
    outcomes: z.array(Line),
    /** The same for hits that belong to no account of this server. */
    nobody: z.array(Line),
    /** Clicks that led on and could not be stored; null where there was none. */
    lostClicks: z.object({ count, lastAt: Instant }).nullable(),
  })
  .openapi('Health');

const get = createRoute({
  method: 'get',
  path: '/accounts/{account}/health',
  summary: 'What became of every hit, what was lost, and how the process and its disk are',
  request: { params: accountParams },
  responses: { 200: json(Health, 'As it is now; what is owed to the disk is counted in') },
});

/** Routes of the Health page. */
export function healthRoutes({ health }: ApiDeps) {
  return createRouter().openapi(get, async (c) => {
    const account = c.get('account');
    const { nobody, ...own } = await health.of(account.id);
    return c.json({ ...own, nobody: withoutForeignSamples(account, nobody) }, 200);
  });
}
