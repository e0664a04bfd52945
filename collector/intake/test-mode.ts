import type { Account, Instant } from '../../db/model.ts';
import type { TestTokens } from '../lib/test-token.ts';

/** Visitors that are remembered at a time; the first of them is forgotten beyond it, so that memory stays small. */
const VISITORS_MAX = 1_000;

/** A hit of which is asked whether its browser was in test mode when it was made. */
interface Asking {
  visitor: string | null;
  /** What came as test token; any text. */
  token: string | null;
  at: Instant;
}

/** Tells the hits of browsers in test mode from all others. */
export interface TestMode {
  isTest(account: Pick<Account, 'id' | 'tagId'>, hit: Asking): boolean;
}

/**
 * Test mode belongs to a browser, and the token stays on the host that was opened by it. So the visitor who showed a
 * good one is in test mode on the account's other hosts too, from that hit on until the token ends: what the tester
 * buys at checkout.shop.example is no sale either. A token that is forged, foreign or was not good then is as none.
 */
export function createTestMode(tokens: Pick<TestTokens, 'endOf'>): TestMode {
  const visitors = new Map<string, { from: Instant; until: Instant }>();

  function remember(name: string, from: Instant, until: Instant): void {
    const known = visitors.get(name);
    visitors.delete(name);
    visitors.set(name, { from: known?.until === until ? Math.min(known.from, from) : from, until });
    if (visitors.size <= VISITORS_MAX) return;
    for (const [first] of visitors) {
      visitors.delete(first);
      return;
    }
  }

  return {
    isTest(account, { visitor, token, at }) {
      // Every hit asks, and hardly ever does anybody test.
      if (token === null && visitors.size === 0) return false;
      const name = `${account.id} ${visitor}`;
      const until = token === null ? null : tokens.endOf(token, account.tagId, at);
      if (until !== null) {
        if (visitor !== null) remember(name, at, until);
        return true;
      }
      const known = visitor === null ? undefined : visitors.get(name);
      return known !== undefined && at >= known.from && at <= known.until;
    },
  };
}
