import { createRoute, z } from '@hono/zod-openapi';
import type { SSEStreamingApi } from 'hono/streaming';
import { streamSSE } from 'hono/streaming';
import { TaglineError } from '../../db/error.ts';
import { CHANNELS, DEVICES, HIT_FLAGS, type LiveHit, OUTCOMES } from '../../db/model.ts';
import { createFeed, type Feed } from '../lib/feed.ts';
import { withDigits } from '../lib/money.ts';
import { type ApiDeps, accountParams, createRouter, Instant, MoneyOut } from './route.ts';

/** Streams of one account at a time. */
const ACCOUNT_STREAMS = 5;
/**
 * Streams of one member at a time, whatever the accounts: a browser has six connections to a host, and holds one for each.
 * With all of them taken no other page of ours would open.
 */
const MEMBER_STREAMS = 4;
/** Hits that wait for a slow browser. */
const WAITING_MAX = 200;
/** Milliseconds between two signs of life, so that a proxy keeps the line and we see that somebody left. */
const HEARTBEAT = 15_000;
/** Milliseconds after which it is asked again whether the member is still signed in. */
const SESSION_AGE = 4_000;
/** The longest wait between two looks at the session and at the heartbeat. */
const LOOK = 5_000;

const Hit = z
  .object({
    /** When it came. */
    receivedAt: Instant,
    /** When it was, by its claimed age. */
    at: Instant,
    outcome: z.enum(OUTCOMES),
    /** `test` is a hit of a browser in test mode. */
    reason: z.string().nullable(),
    channel: z.enum(CHANNELS),
    /** Null where nothing of it could be read, or its visitor has not agreed. */
    seen: z
      .object({
        /** Null for a page view. */
        event: z.string().nullable(),
        url: z.string().nullable(),
        title: z.string().nullable(),
        /** Where the visit came in from; empty is direct, null is from the same site. */
        source: z.string().nullable(),
        value: MoneyOut.nullable(),
        flags: z.array(z.enum(HIT_FLAGS)),
        /** The first 8 digits of the visitor id. */
        visitor: z.string().nullable(),
        browser: z.string().nullable(),
        os: z.string().nullable(),
        device: z.enum(DEVICES).nullable(),
        lineApp: z.boolean(),
      })
      .nullable(),
  })
  .openapi('LiveHit');

/** A hit as a stream carries it. */
export type LiveHitOut = z.infer<typeof Hit>;

function hitOut({ seen, ...hit }: LiveHit): LiveHitOut {
  return { ...hit, seen: seen && { ...seen, value: seen.value && withDigits(seen.value) } };
}

const stream = createRoute({
  method: 'get',
  path: '/accounts/{account}/hits/live',
  summary:
    'Hits while they arrive, as server-sent events: `hit` (a LiveHit), `skipped` (how many were left out)',
  request: { params: accountParams },
  responses: {
    200: { description: 'A stream of events', content: { 'text/event-stream': { schema: Hit } } },
  },
});

/** Writes what comes until somebody leaves, the session ends or the program stops. */
async function follow(
  feed: Feed<LiveHit>,
  out: SSEStreamingApi,
  isMember: () => Promise<boolean>,
  now: () => number,
): Promise<void> {
  let checkedAt = now();
  let wroteAt = now();
  await out.write(': open\n\n'); // so that the browser sees the head at once
  while (!out.aborted) {
    await feed.wait(LOOK);
    if (out.aborted || feed.ended) return;
    if (now() - checkedAt >= SESSION_AGE) {
      if (!(await isMember())) return;
      checkedAt = now();
    }
    const { items, skipped } = feed.take();
    if (skipped > 0) await out.writeSSE({ event: 'skipped', data: String(skipped) });
    for (const hit of items) await out.writeSSE({ event: 'hit', data: JSON.stringify(hitOut(hit)) });
    if (items.length > 0) wroteAt = now();
    else if (now() - wroteAt >= HEARTBEAT) {
      await out.write(': still here\n\n');
      wroteAt = now();
    }
  }
}

/** So many places for each of some. */
function createPlaces<T>(max: number) {
  const taken = new Map<T, number>();
  const of = (one: T) => taken.get(one) ?? 0;
  return {
    isFull: (one: T) => of(one) >= max,
    take: (one: T) => taken.set(one, of(one) + 1),
    leave(one: T) {
      if (of(one) > 1) taken.set(one, of(one) - 1);
      else taken.delete(one);
    },
  };
}

/** Routes of the Live page. */
export function hitRoutes({ live, auth, log }: ApiDeps) {
  const ofAccount = createPlaces<number>(ACCOUNT_STREAMS);
  const ofMember = createPlaces<string>(MEMBER_STREAMS);
  // A stream lives by the clock on the wall of this process, not by the time of the facts.
  const now = () => performance.now();

  return createRouter().openapi(stream, (c) => {
    const { id } = c.get('account');
    const { headers } = c.req.raw;
    c.header('X-Accel-Buffering', 'no'); // nginx would collect the events
    // Only the head is asked for: nobody would read on, or leave.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
    const member = c.get('member').id;
    if (ofAccount.isFull(id) || ofMember.isFull(member)) {
      throw new TaglineError(
        'too_many',
        'too_many_streams',
        `${MEMBER_STREAMS} live views of yours, or ${ACCOUNT_STREAMS} of this account, are open already. Close one.`,
        5,
      );
    }
    ofAccount.take(id);
    ofMember.take(member);
    const feed = createFeed<LiveHit>(WAITING_MAX);
    const leave = live.subscribe(id, { onHit: feed.push, onEnd: feed.end });
    return streamSSE(c, async (out) => {
      out.onAbort(feed.end);
      try {
        await follow(feed, out, async () => (await auth.member(headers)) !== null, now);
      } catch (error) {
        log('error', 'live_view', { error: String(error) });
      } finally {
        leave();
        ofAccount.leave(id);
        ofMember.leave(member);
      }
    });
  });
}
