import { createRoute, z } from '@hono/zod-openapi';
import { CHANNELS, OUTCOMES } from '../../db/model.ts';
import { FINDINGS, WEIGHTS } from '../report/finding.ts';
import { type ApiDeps, accountParams, createRouter, Instant, json, originOf } from './route.ts';
import { SilenceOut } from './silence.ts';

/**
 * Seen within `silentAfter` hours is active, or misconfigured where a grave finding is about this code; seen before
 * that is silent. The base code is silent too while the account's tag is.
 */
const Status = z.enum(['never_seen', 'active', 'silent', 'misconfigured']);

const Code = z
  .object({
    /** Event name; null for the base code. */
    event: z.string().nullable(),
    status: Status,
    /** Hours without a hit after which it is called silent. */
    silentAfter: z.number().int(),
    count: z.number().int(),
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
    lastUrl: z.string().nullable(),
    /** What brought them. */
    channels: z.array(z.enum(CHANNELS)),
  })
  .openapi('Code');

const Line = z
  .object({
    outcome: z.enum(OUTCOMES),
    reason: z.string().nullable(),
    count: z.number().int(),
    lastAt: Instant,
    /** The latest such hit, as text. */
    sample: z.string().nullable(),
  })
  .openapi('OutcomeLine');

const Tracking = z
  .object({
    tagId: z.string(),
    /** Origin that stands in the codes to paste. */
    origin: z.string(),
    /** The latest numbered build; null where there is none. */
    build: z.object({ number: z.number().int(), name: z.string(), integrity: z.string() }).nullable(),
    /** Null while the tag is heard, or nothing is known. */
    silence: SilenceOut.nullable(),
    base: Code,
    conversion: Code,
    /** Every other event seen, and what servers sent, most frequent first. */
    events: z.array(Code),
    /** The image without script. */
    image: Code,
    findings: z.array(
      z.object({
        finding: z.enum(FINDINGS),
        /** grave: a figure is wrong or missing because of it; warning: measured all the same; note: worth knowing. */
        weight: z.enum(WEIGHTS),
        /** What it is about: events, pages, links, a tag id. */
        names: z.array(z.string()),
        count: z.number().int().nullable(),
        /** What `count` is a part of. */
        of: z.number().int().nullable(),
        /** Hours by which both were judged; null where it is not about some time. */
        hours: z.number().int().nullable(),
        lastAt: Instant.nullable(),
        lastUrl: z.string().nullable(),
      }),
    ),
    /** What became of every hit received: received = stored + duplicate + dropped + rejected + failed. */
    outcomes: z.array(Line),
    /** The same for hits that belong to no account of this server: an unknown tag id, an unreadable body. */
    nobody: z.array(Line),
  })
  .openapi('Tracking');

const get = createRoute({
  method: 'get',
  path: '/accounts/{account}/tracking',
  summary: 'The codes of an account and how the installation is doing',
  request: { params: accountParams },
  responses: { 200: json(Tracking, 'Status of each code, findings, outcomes') },
});

/** Routes of the Tracking page. */
export function trackingRoutes(deps: ApiDeps) {
  return createRouter().openapi(get, async (c) => {
    const account = c.get('account');
    const codes = await deps.reports.codes(account.id);
    const report = await deps.reports.tracking(account, originOf(deps.config, c.req.url), codes);
    return c.json({ ...report, build: deps.builds[0] ?? null }, 200);
  });
}
