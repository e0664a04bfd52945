import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Account, NewHit, NewIdentityLink, Reason, Tally } from '../../db/model.ts';
import type { CountryOf } from '../lib/country.ts';
import { type HeaderTexts, headersOf } from '../lib/header-texts.ts';
import { pageUrl } from '../lib/page-url.ts';
import { readBody } from '../lib/read-body.ts';
import { remember } from '../lib/remember.ts';
import type { Accounts } from './accounts.ts';
import { CORS, corsHeaders, PREFLIGHT, sameSite, visitorCookie } from './cors.ts';
import type { Live } from './live.ts';
import { type Request, requestOf } from './new-hit.ts';
import { type Answer, answerOf, outcomeOf } from './outcome.ts';
import { BODY_MAX, parseBatch, parseJson } from './parse.ts';
import type { Rates } from './rate.ts';
import { type HttpAnswer, respond } from './respond.ts';
import { refuse, type Step, take } from './step.ts';
import type { TestMode } from './test-mode.ts';
import type { Writer } from './writer.ts';

export interface IntakeDeps {
  accounts: Accounts;
  writer: Writer;
  live: Pick<Live, 'watched' | 'publish'>;
  testMode: TestMode;
  rates: Rates;
  /** Network address of the client of a request. */
  addressOf: (bindings: Partial<HttpBindings> | undefined, headers: HeaderTexts) => string;
  countryOf: CountryOf;
  /** Host names under which the collector is reached, beside the one of each request. */
  hosts: string[];
  now: () => number;
  /** 128 new bits, time-ordered, as 32 hex digits. */
  newId: () => string;
}

/** The last step: everything on disk with one fsync, or nothing. */
export async function write(
  steps: Step[],
  { writer, live }: Pick<IntakeDeps, 'writer' | 'live'>,
  identityLinks: NewIdentityLink[] = [],
): Promise<Answer> {
  const hits: NewHit[] = [];
  const tallies: Tally[] = [];
  for (const { hit, tally } of steps) {
    if (hit) hits.push(hit);
    if (tally) tallies.push(tally);
  }
  let answer: Answer;
  try {
    const stored = await writer.write({ hits, tallies, identityLinks });
    let next = 0;
    answer = answerOf(
      steps.map(({ hit, outcome }) => (hit ? { ...outcome, outcome: stored[next++] ?? 'stored' } : outcome)),
    );
  } catch {
    // Logged by the writer, which also keeps the account of what failed.
    answer = answerOf(steps.map(({ outcome }) => outcomeOf(outcome.id, 'storage')));
  }
  if (live.watched) live.publish(steps, answer.outcomes);
  return answer;
}

/** A body that could not be read at all: one rejected hit of nobody's. */
export function unreadable(reason: Reason, request: Request): Step[] {
  return [refuse({ bad: reason, id: null, tagId: null, claim: null }, null, reason, request)];
}

const READABLE_TYPES = new Set(['', 'text/plain', 'application/json']);
/** Senders name few types, but each hit asks. */
const isReadable = remember(100, (type) =>
  READABLE_TYPES.has(type.split(';', 1)[0]?.trim().toLowerCase() ?? ''),
);

function refusedByHeaders(headers: HeaderTexts): Reason | null {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return 'unsupported_encoding';
  return isReadable(headers.get('content-type') ?? '') ? null : 'unsupported_type';
}

/** What a page may read of the answer; on the collector's own site its visitor id is kept alive. */
function pageHeaders(steps: Step[], headers: HeaderTexts, hosts: string[]): Record<string, string> {
  const accounts: Account[] = [];
  for (const { account } of steps) if (account) accounts.push(account);
  const page = sameSite(headers, hosts, accounts);
  if (page === null) return CORS;
  const visitors: string[] = [];
  for (const { hit } of steps) if (hit?.visitor) visitors.push(hit.visitor);
  const cookie = visitorCookie(page, headers, visitors);
  return { ...corsHeaders(page), ...(cookie === null ? {} : { 'Set-Cookie': cookie }) };
}

/** What is asked of `POST /hit`, whoever serves it. */
export interface Asked {
  headers: HeaderTexts;
  /** When the request began to arrive: its body may take a while on a slow line. */
  receivedAt: number;
  /** Network address of the client. */
  address: string;
  /** Name under which the collector was reached; empty where that was not said. */
  hostname: string;
  /** Null where it is over the limit. */
  body: Uint8Array | ArrayBuffer | null;
}

/** `POST /hit`: a batch from the tag, answered when every hit of it is on disk or refused. */
export async function answerHits(asked: Asked, deps: IntakeDeps): Promise<HttpAnswer> {
  const { headers, receivedAt, address, hostname, body } = asked;
  const { accounts, newId, countryOf } = deps;
  const request = requestOf('tag', headers, receivedAt, address, countryOf);
  if (body === null) return respond(await write(unreadable('too_large', request), deps), newId);
  const parsed = refusedByHeaders(headers) ?? parseBatch(parseJson(body));
  const known = await accounts.byTagIds();
  const steps = Array.isArray(parsed)
    ? parsed.map((hit) => take(hit, request, known, deps))
    : unreadable(parsed, request);
  const answer = await write(steps, deps);
  return respond(answer, newId, pageHeaders(steps, headers, [hostname, ...deps.hosts]));
}

/** The same as a route of the app. Node's own server has a shorter way (direct.ts). */
export function hitRoute(deps: IntakeDeps) {
  return new Hono<{ Bindings: Partial<HttpBindings> }>()
    .options('/', () => new Response(null, { status: 204, headers: PREFLIGHT }))
    .post('/', async (c) => {
      const headers = headersOf(c);
      const { status, body, ...answer } = await answerHits(
        {
          headers,
          receivedAt: deps.now(),
          address: deps.addressOf(c.env, headers),
          hostname: pageUrl(c.req.url)?.hostname ?? '',
          body: await readBody(c, headers, BODY_MAX),
        },
        deps,
      );
      return new Response(body, { status, ...answer });
    });
}
