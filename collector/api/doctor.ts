import { createRoute, z } from '@hono/zod-openapi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TaglineError } from '../../db/error.ts';
import { doctor } from '../doctor/doctor.ts';
import type { Refusal } from '../doctor/fetch.ts';
import { FINDINGS, type FindingName, WEIGHTS } from '../doctor/finding.ts';
import { Destination } from '../lib/destination.ts';
import { type ApiDeps, accountParams, body, createRouter, json, originOf } from './route.ts';

/** Pages that one member may have examined in a minute. */
const RUNS = { points: 10, duration: 60 };

/** What each reason for having no page says. The first is one for all private addresses, whatever they are. */
const REFUSED = {
  not_public: 'Only pages of the public internet are fetched, by http or https on their usual ports.',
  no_answer: 'Nothing answers there.',
  not_unpacked: 'What is sent is not packed as its Content-Encoding says.',
  too_slow: 'The page did not come within five seconds.',
  too_many_redirects: 'The address leads on more than five times.',
} as const satisfies Record<Refusal, string>;

const names = Object.keys(FINDINGS).filter((name): name is FindingName => Object.hasOwn(FINDINGS, name));

const Report = z
  .object({
    /** Where the page was in the end. */
    url: z.string(),
    /** Every answer on the way to it, and its own. */
    hops: z.array(z.object({ url: z.string(), status: z.number().int() })),
    /** What runs on it. */
    seen: z.object({
      tagIds: z.array(z.string()),
      pageView: z.boolean(),
      /** Events that are sent whenever it is opened. */
      events: z.array(z.string()),
      /** Those that are sent only where a condition holds, or when something is done. */
      eventsAtTimes: z.array(z.string()),
      image: z.boolean(),
      scripts: z.array(z.string()),
      /** Containers of Google Tag Manager: what they add, only a browser can see. */
      containers: z.array(z.string()),
    }),
    findings: z.array(
      z.object({
        finding: z.enum(names),
        /** grave: a figure is wrong or missing because of it; warning: not as it should be; note: worth knowing. */
        weight: z.enum(WEIGHTS),
        /** What it is about, as it stands on the page. */
        names: z.array(z.string()),
        /** Lines to copy. */
        lines: z.array(z.string()),
      }),
    ),
  })
  .openapi('PageReport');

const examine = createRoute({
  method: 'post',
  path: '/accounts/{account}/doctor',
  summary: 'Fetch a page and say what is wrong with the codes on it',
  request: { params: accountParams, body: body(z.object({ url: Destination }).openapi('PageToExamine')) },
  responses: { 200: json(Report, 'What was found') },
});

/** The code of a tracked link of this server, or null. */
function linkCodeIn(address: string, origin: string): string | null {
  const start = `${origin}/r/`;
  return address.startsWith(start) ? (/^[\w-]+/.exec(address.slice(start.length))?.[0] ?? null) : null;
}

/** The doctor: it fetches what a member names, so it is kept from private addresses and from being used in bulk. */
export function doctorRoutes({ records, config, newId, internet, builds }: ApiDeps) {
  const runs = new RateLimiterMemory(RUNS);
  const busy = new Set<string>();

  async function admit(member: string): Promise<void> {
    try {
      await runs.consume(member);
    } catch (refused) {
      const wait = refused instanceof RateLimiterRes ? Math.ceil(refused.msBeforeNext / 1000) : RUNS.duration;
      throw new TaglineError('too_many', 'too_many_pages', 'Too many pages. Wait a minute.', wait);
    }
  }

  return createRouter().openapi(examine, async (c) => {
    const account = c.get('account');
    const member = c.get('member').id;
    if (busy.has(member)) throw new TaglineError('too_many', 'still_examining', 'One page at a time.', 5);
    busy.add(member);
    try {
      await admit(member);
      const origin = originOf(config, c.req.url);
      // What was pasted before codes had another address goes on to work.
      const otherOrigins = config.publicUrl === null ? [] : [config.publicUrl];
      const tagIds = (await records.accounts()).map(({ tagId }) => tagId);
      const { url } = c.req.valid('json');
      // A tracked link adds the click id itself, and we cannot be sure to reach ourselves: look where it leads.
      const code = linkCodeIn(url, origin);
      const link = code === null ? null : await records.linkByCode(code);
      const address = link?.accountId === account.id ? link.destination : url;
      const report = await doctor(address, {
        clickId: newId(),
        internet,
        whose: () => ({ account, tagIds, origin, otherOrigins, builds }),
      });
      if (typeof report === 'string') throw new TaglineError('invalid', report, REFUSED[report]);
      return c.json(report, 200);
    } finally {
      busy.delete(member);
    }
  });
}
