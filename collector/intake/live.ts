import type { Agent, LiveHit, LiveSeen } from '../../db/model.ts';
import { madeAt, newHit } from './new-hit.ts';
import type { HitOutcome } from './outcome.ts';
import { claimOf, type Step } from './step.ts';

/** Somebody who looks on. Neither call may throw. */
export interface LiveListener {
  onHit(hit: LiveHit): void;
  /** Nothing will come any more: the program is stopping. */
  onEnd(): void;
}

/** Where hits are shown while they arrive. Nothing is kept: who comes later sees what comes later. */
export interface Live {
  /** Whether anybody looks on at all; while nobody does, a hit costs one look at this. */
  readonly watched: boolean;
  /** Shows what became of the hits of one request, once that is certain. */
  publish(steps: readonly Step[], outcomes: readonly HitOutcome[]): void;
  /** Shows the hits of an account to a listener, until the returned function is called. */
  subscribe(accountId: number, listener: LiveListener): () => void;
  /** Tells every listener that it is over. */
  end(): void;
}

/** What a hit tells of which nothing could be read. */
const NOTHING = {
  ...{ event: null, url: null, title: null, source: null, value: null, visitor: null },
  flags: [],
};

function seenOf(agent: Agent | null): Pick<LiveSeen, 'browser' | 'os' | 'device' | 'lineApp'> {
  const { browser = null, os = null, device = null, lineApp = false } = agent ?? {};
  return { browser, os, device, lineApp };
}

/** What members may see of a hit; nothing of a visitor who has not agreed, not even the page. */
function seenIn({ parsed, account, request, outcome }: Step): LiveSeen | null {
  if (account === null || outcome.reason === 'consent') return null;
  if ('bad' in parsed) {
    const claim = claimOf(parsed, account);
    return claim && { ...NOTHING, event: claim.event, url: claim.url, ...seenOf(request.agent) };
  }
  // Read again as if it was stored: so a dropped hit shows what a stored one would have been.
  const { event, page, title, source, value, flags, visitor, agent } = newHit(parsed, account, request);
  return {
    event,
    url: page?.url ?? null,
    title,
    source,
    value,
    flags,
    visitor: visitor?.slice(0, 8) ?? null,
    ...seenOf(agent),
  };
}

function liveHit(step: Step, { outcome, reason }: HitOutcome): LiveHit {
  const { channel, receivedAt, ageMax } = step.request;
  const age = 'bad' in step.parsed ? 0 : step.parsed.age;
  const at = madeAt(age, receivedAt, ageMax);
  return { receivedAt, at, outcome, reason, channel, seen: seenIn(step) };
}

/** A hub between the intake and whoever looks on. */
export function createLive(): Live {
  const listeners = new Map<number, Set<LiveListener>>();
  let ended = false;

  return {
    get watched() {
      return listeners.size > 0;
    },
    publish(steps, outcomes) {
      steps.forEach((step, index) => {
        const mine = step.account && listeners.get(step.account.id);
        const outcome = outcomes[index];
        if (!mine || !outcome) return;
        const hit = liveHit(step, outcome);
        for (const listener of mine) listener.onHit(hit);
      });
    },
    subscribe(accountId, listener) {
      if (ended) listener.onEnd();
      const mine = listeners.get(accountId) ?? new Set();
      if (!ended) listeners.set(accountId, mine.add(listener));
      return () => {
        mine.delete(listener);
        if (mine.size === 0 && listeners.get(accountId) === mine) listeners.delete(accountId);
      };
    },
    end() {
      ended = true;
      for (const mine of [...listeners.values()]) for (const listener of [...mine]) listener.onEnd();
    },
  };
}
