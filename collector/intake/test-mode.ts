import type { Account } from '../../db/model.ts';
import { TEST_TIME, type TestTokens } from '../lib/test-token.ts';
import { type Holder, holderAfter, isDuring, type Sight } from './test-holder.ts';

/** Codes that are remembered with who opened them; the first of them is forgotten beyond it, so that memory stays small. */
export const CODES_MAX = 100;

/** A hit of which is asked whether its browser was in test mode when it was made. */
interface Asking extends Sight {
  /** What came as test token; any text. */
  token: string | null;
}

/** Tells the hits of browsers in test mode from all others. */
export interface TestMode {
  isTest(account: Pick<Account, 'id' | 'tagId'>, hit: Asking): boolean;
}

/**
 * Test mode belongs to one browser, the first that shows a code, and the token stays on the host that was opened by it.
 * So its visitor is in test mode on the account's other hosts too: what the tester buys at checkout.shop.example is no
 * sale either. A token that is forged, foreign, not good then or another browser's is as none. Who opened which code is
 * kept nowhere but here.
 */
export function createTestMode(tokens: Pick<TestTokens, 'endOf'>): TestMode {
  /** By token. */
  const opened = new Map<string, { accountId: number; holder: Holder }>();

  function remember(token: string, accountId: number, holder: Holder): void {
    opened.set(token, { accountId, holder });
    if (opened.size <= CODES_MAX) return;
    for (const [first] of opened) {
      opened.delete(first);
      return;
    }
  }

  function opens(token: string, account: Pick<Account, 'id' | 'tagId'>, sight: Sight): boolean {
    const end = tokens.endOf(token, account.tagId);
    if (end === null) return false;
    const holder = holderAfter(opened.get(token)?.holder ?? null, sight, end - TEST_TIME);
    if (holder !== null) remember(token, account.id, holder);
    return holder !== null;
  }

  return {
    isTest(account, asking) {
      // Every hit asks, and hardly ever does anybody test.
      if (asking.token === null && opened.size === 0) return false;
      const { token, ...sight } = asking;
      if (token !== null && opens(token, account, sight)) return true;
      if (sight.visitor === null) return false;
      for (const { accountId, holder } of opened.values())
        if (accountId === account.id && holder.visitor === sight.visitor && isDuring(holder, sight.at))
          return true;
      return false;
    },
  };
}
