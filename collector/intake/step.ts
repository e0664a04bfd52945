import type { Account, NewHit, Reason, Tally } from '../../db/model.ts';
import { takesAddress } from '../lib/site.ts';
import { admit } from './admit.ts';
import type { BadHit, Claim } from './bad-hit.ts';
import { cutAgain, madeAt, newHit, type Request } from './new-hit.ts';
import { type HitOutcome, outcomeOf } from './outcome.ts';
import type { Parsed } from './parse.ts';
import type { Rates } from './rate.ts';
import type { TestMode } from './test-mode.ts';

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
  { testMode, rates }: { testMode: TestMode; rates: Rates },
): Step {
  const account = parsed.tagId === null ? null : (accounts.get(parsed.tagId) ?? null);
  if ('bad' in parsed) return refuse(parsed, account, parsed.bad, request);
  if (account === null) {
    // One sample is kept for the whole server, and the tag ids of strangers' sites are not ours to mend.
    const isOurs = [...accounts.values()].some(({ domains }) => takesAddress(domains, parsed.url));
    return refuse(parsed, null, 'unknown_tag', request, isOurs);
  }
  const { url, referrer, consent, visitor, test: token } = parsed;
  const at = madeAt(parsed.age, request.receivedAt);
  const { headers, address, receivedAt } = request;
  const agent = request.agent?.text ?? '';
  const test = { token, visitor, at, address, agent, mode: testMode };
  const sender = { visitor, address, at: receivedAt, rates };
  const reason = admit({ account, headers, url, referrer, consent, sender, test });
  if (reason) return refuse(parsed, account, reason, request);
  const outcome: HitOutcome = { id: parsed.id, outcome: 'stored', reason: null };
  return { parsed, account, request, outcome, hit: newHit(parsed, account, request), tally: null };
}

/** A hit that is not stored, with its line of the account, and a sample where one may be kept. */
export function refuse(
  parsed: Parsed,
  account: Account | null,
  reason: Reason,
  request: Request,
  mayKeep = true,
): Step {
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
      sample: mayKeep ? sampleOf(parsed, account, reason, request) : null,
    },
  };
}

/**
 * What may be told of a hit that has not the form of one. Who has not agreed leaves nothing behind, not even the page;
 * nor does what belongs to nobody, because nobody can be asked.
 */
export function claimOf(parsed: BadHit, account: Account | null): Claim | null {
  if (account === null || parsed.claim === null) return null;
  const { consent, url } = parsed.claim;
  const agreed = consent === 'granted' || (consent === null && account.consent === 'assumed');
  return agreed ? { ...parsed.claim, url: cutAgain(url, account)?.text ?? null } : null;
}

/** What an admin may look at to see why a hit was refused: its page, never who sent it. */
function sampleOf(parsed: Parsed, account: Account | null, reason: Reason, request: Request): string | null {
  const written = (tag: string | null, event: string | null, more: object) => {
    const at = new Date(request.receivedAt).toISOString();
    return JSON.stringify({ at, tag, event: event ?? 'page view', ...more });
  };
  if ('bad' in parsed) {
    const claim = claimOf(parsed, account);
    return claim && written(parsed.tagId, claim.event, { url: claim.url });
  }
  if (reason === 'consent') return null;
  const { tagId, event, url, referrer, title } = parsed;
  const cut = (address: string | null) => (account ? (cutAgain(address, account)?.text ?? null) : address);
  return written(tagId, event, {
    ...{ url: cut(url), referrer: cut(referrer) },
    title: title?.slice(0, 200),
    // A frame without allow-same-origin hides its own, and no address tells that.
    ...(reason === 'unlisted_site' ? { origin: originOf(request) } : {}),
  });
}

/** The origin that the browser names, as it was judged. */
function originOf({ headers }: Request): string | undefined {
  return headers.get('origin')?.slice(0, 300);
}
