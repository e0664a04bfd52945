import { Hono } from 'hono';
import { type Account, DAY, type Reason } from '../../db/model.ts';
import type { EventStore, RecordStore } from '../../db/store.ts';
import { newsOf } from '../identity/server-claim.ts';
import { limitBody } from '../lib/limit-body.ts';
import type { Log } from '../lib/log.ts';
import { type Keyed, requireKey } from './api-key.ts';
import { type IntakeDeps, write as writeHits } from './hit.ts';
import { type Answer, MESSAGES } from './outcome.ts';
import { parseJson } from './parse.ts';
import { idOfContent, type ServerSource, type ServerStep, serverStep, type VisitorOf } from './server-hit.ts';
import { refuse } from './step.ts';

/** Events of one request, and bytes of its body. */
export const EVENTS_MAX = 1_000;
export const EVENTS_BODY_MAX = 2 * 1024 * 1024;
/** How old an event may be, as with LINE's own Conversion API. */
export const EVENT_AGE_MAX = 90 * DAY;

export interface ConversionApiDeps extends Pick<IntakeDeps, 'writer' | 'live' | 'now'> {
  records: Pick<RecordStore, 'account' | 'apiKeyByPrefix' | 'useApiKey'>;
  events: Pick<EventStore, 'knownAs'>;
  visitorOf: VisitorOf;
  log: Log;
}

type Source = Pick<ServerSource, 'account' | 'receivedAt' | 'visitorOf'>;

function sourceOf(
  account: Account,
  { now, visitorOf }: Pick<ConversionApiDeps, 'now' | 'visitorOf'>,
): Source {
  return { account, receivedAt: now(), visitorOf };
}

/** One event, an array of them, or an object that holds that array. */
function eventsIn(body: unknown): unknown[] | Reason {
  const inner =
    typeof body === 'object' && body !== null && 'events' in body && Array.isArray(body.events)
      ? body.events
      : body;
  const events: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (events.length === 0 || typeof inner !== 'object' || inner === null) return 'unreadable_body';
  return events.length > EVENTS_MAX ? 'too_large' : events;
}

function refusedByHeaders(headers: Headers): Reason | null {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return 'unsupported_encoding';
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' ? null : 'unsupported_type';
}

function stepsOf(events: unknown[], source: Source): ServerStep[] {
  const { tagId } = source.account;
  const whole: ServerSource = {
    ...source,
    ageMax: EVENT_AGE_MAX,
    channel: 'server',
    needsTime: false,
    idOf: (event) => idOfContent(tagId, event),
  };
  return events.map((event) => serverStep(event, whole));
}

/** A request that is refused as a whole: one rejected hit of its account. */
function refuseWhole(reason: Reason, { account, receivedAt }: Source): ServerStep[] {
  const request = {
    channel: 'server',
    headers: new Headers(),
    receivedAt,
    agent: null,
    address: 'unknown',
    country: null,
    ageMax: EVENT_AGE_MAX,
  } as const;
  const step = refuse({ bad: reason, id: null, tagId: account.tagId, claim: null }, account, reason, request);
  return [{ ...step, identityLink: null, field: null }];
}

/** The last step of every hit, with what is new of whom they name; where that cannot be told, nothing is stored. */
async function write(steps: ServerStep[], account: Account, deps: ConversionApiDeps): Promise<Answer> {
  const links = steps.flatMap(({ identityLink }) => (identityLink ? [identityLink] : []));
  try {
    return await writeHits(steps, deps, await newsOf(deps.events, account.id, links));
  } catch (error) {
    deps.log('error', 'not_read', { hits: steps.length, error: String(error) });
    return writeHits(
      steps.map((step) => (step.hit ? refuse(step.parsed, step.account, 'storage', step.request) : step)),
      deps,
    );
  }
}

/** Seconds after which a refused sender may try again. */
const RETRY_AFTER = '5';

/** 200 where a tag gets 204: a server has a log, and wants the ids and what was known before in it. */
function respond({ status, reason, outcomes }: Answer, steps: ServerStep[], requestId: string): Response {
  const rows = outcomes.map((outcome, index) => {
    const field = steps[index]?.field ?? null;
    return field === null ? outcome : { ...outcome, field };
  });
  const code = status === 503 ? 'unavailable' : 'invalid';
  const error = reason && status > 202 ? { code, reason, message: MESSAGES[reason], requestId } : undefined;
  return Response.json(
    { error, outcomes: rows },
    {
      status: status === 204 ? 200 : status,
      headers: {
        'Cache-Control': 'no-store',
        ...(reason ? { 'X-Tagline-Reason': reason } : {}),
        ...(status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
      },
    },
  );
}

/**
 * `POST /v1/conversions`: events from a server of the account's own, named by its key, each with an outcome of its own.
 * Answered when they are on disk.
 */
export function conversionApiRoute(deps: ConversionApiDeps) {
  return new Hono<Keyed>().post(
    '/',
    requireKey('conversions:write', deps),
    limitBody(EVENTS_BODY_MAX, async (c) => {
      const account: Account = c.get('account');
      const steps = refuseWhole('too_large', sourceOf(account, deps));
      return respond(await write(steps, account, deps), steps, c.get('requestId'));
    }),
    async (c) => {
      const account = c.get('account');
      const source = sourceOf(account, deps);
      const read = refusedByHeaders(c.req.raw.headers) ?? eventsIn(parseJson(await c.req.arrayBuffer()));
      const steps = Array.isArray(read) ? stepsOf(read, source) : refuseWhole(read, source);
      c.get('brought')(steps.length);
      return respond(await write(steps, account, deps), steps, c.get('requestId'));
    },
  );
}
