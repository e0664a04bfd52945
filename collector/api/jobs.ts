import { createRoute, z } from '@hono/zod-openapi';
import { JOB_NAMES } from '../../db/store/job.ts';
import { type ApiDeps, createRouter, found, Instant, json } from './route.ts';

const Job = z
  .object({
    name: z.enum(JOB_NAMES),
    /** Milliseconds between two starts. */
    period: z.number().int(),
    /** Null where it never ran. */
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** What went wrong in the last run that came to its end. */
    error: z.string().nullable(),
    /** How many of what that run did: `hits: 12`. */
    result: z.record(z.string(), z.number()).nullable(),
    running: z.boolean(),
  })
  .openapi('Job');

const jobParams = z.object({ name: z.string().openapi({ param: { name: 'name', in: 'path' } }) });

const list = createRoute({
  method: 'get',
  path: '/jobs',
  summary: 'The scheduled jobs of this server, each with its latest run',
  responses: { 200: json(z.array(Job), 'Jobs') },
});

const run = createRoute({
  method: 'post',
  path: '/jobs/{name}/run',
  summary: 'Run a job now, or wait for the run that is under way',
  request: { params: jobParams },
  responses: { 200: json(Job, 'The job after the run') },
});

/** Routes of the scheduled jobs. */
export function jobRoutes({ jobs }: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => c.json(await jobs.list(), 200))
    .openapi(run, async (c) => c.json(found(await jobs.run(c.req.valid('param').name)), 200));
}
