import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Account, Instant, NewHit, NewIdentityLink, Reason, Tally } from '../../db/model.ts';
import type { CountryOf } from '../lib/country.ts';
import { type HeaderTexts, headersOf } from '../lib/header-texts.ts';
import { isListed } from '../lib/listed.ts';
import { pageUrl } from '../lib/page-url.ts';
import { readBody } from '../lib/read-body.ts';
import { remember } from '../lib/remember.ts';
import type { Accounts } from './accounts.ts';
import { admit } from './admit.ts';
import { CORS, corsHeaders, PREFLIGHT, sameSite, visitorCookie } from './cors.ts';
import type { Live } from './live.ts';
import { madeAt, newHit, type Request, requestOf } from './new-hit.ts';
import { type Answer, answerOf, type HitOutcome, outcomeOf } from './outcome.ts';
import { BODY_MAX, type Parsed, type ParsedHit, parseBatch, parseJson } from './parse.ts';
import type { Rates } from './rate.ts';
import { type HttpAnswer, respond } from './respond.ts';
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

/** What became of a hit so far: a row to write, or a line of the account; and what it was made of. */
export interface Step {
  parsed: Parsed;
  account: Account | null;
  request: Request;
  outcome: HitOutcome;
  hit: NewHit | null;
  tally: Tally | null;
}

/**
 * The way of one hit, step by step: parsed (already), its account, admitted, made a fact. Writing is the
 * request's step, because a batch is stored whole.
 */
export function take(
  parsed: Parsed,
  request: Request,
  accounts: ReadonlyMap<string, Account>,
  { testMode, rates }: Pick<IntakeDeps, 'testMode' | 'rates'>,
): Step {
  const account = parsed.tagId === null ? null : (accounts.get(parsed.tagId) ?? null);
  if ('bad' in parsed) return refuse(parsed, account, parsed.bad, request);
  if (account === null) {
    const step = refuse(parsed, null, 'unknown_tag', request);
    // One sample is kept for the whole server, and the tag ids of strangers' sites are not ours to mend.
    if (step.tally && !isOnSomeSite(accounts, parsed.url)) step.tally.sample = null;
    return step;
  }
  const { url, referrer, consent, visitor, test: token } = parsed;
  const at = madeAt(parsed.age, request.receivedAt);
  const test = { token, visitor, at, mode: testMode };
  const { headers, address, receivedAt } = request;
  const sender = { visitor, address, at: receivedAt, rates };
  const reason = admit({ account, headers, url, referrer, consent, sender, test });
  if (reason) return refuse(parsed, account, reason, request);
  const outcome: HitOutcome = { id: parsed.id, outcome: 'stored', reason: null };
  return { parsed, account, request, outcome, hit: newHit(parsed, account, request), tally: null };
}

/** A hit that is not stored, with its line of the account. */
export function refuse(parsed: Parsed, account: Account | null, reason: Reason, request: Request): Step {
  const outcome = outcomeOf(parsed.id, reason);
  return {
    parsed,
    account,
    request,
    outcome,
    hit: null,
    tally: {
      accountId: account?.id ?? null,
      outcome: outcome.outcome,
      reason,
      count: 1,
      lastAt: request.receivedAt,
      // Who has not agreed leaves nothing behind, not even the page.
      sample: 'bad' in parsed || reason === 'consent' ? null : sampleOf(parsed, request.receivedAt),
    },
  };
}

/** Whether an address is on a site of any account; one that lists none takes all. */
function isOnSomeSite(accounts: ReadonlyMap<string, Account>, url: string | null): boolean {
  const site = pageUrl(url ?? '')?.site ?? '';
  return [...accounts.values()].some(({ domains }) => domains.length === 0 || isListed(domains, site));
}

/** What an admin may look at to see why a hit was refused: its page, never who sent it. */
function sampleOf({ tagId, event, url, referrer, title }: ParsedHit, receivedAt: Instant): string {
  return JSON.stringify({
    at: new Date(receivedAt).toISOString(),
    tag: tagId,
    event: event ?? 'page view',
    url,
    referrer,
    title: title?.slice(0, 200),
  });
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
  return [refuse({ bad: reason, id: null, tagId: null }, null, reason, request)];
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
  const visitor = steps.find(({ hit }) => hit?.visitor)?.hit?.visitor;
  return { ...corsHeaders(page), ...(visitor ? { 'Set-Cookie': visitorCookie(page, visitor) } : {}) };
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
