import { type Account, type Consent, type NewIdentityLink, RUNGS } from '../../db/model.ts';
import type { EventStore } from '../../db/store.ts';
import { mayIdentify } from './id-token.ts';

/**
 * What a server with the account's key says of a visitor, as a fact; null where the visitor has not agreed to it. Its
 * rung is `link`: the key proves that the account says so. Only LINE's own word is `verified`, because a server may
 * well pass on what a browser told it.
 */
export function serverClaim(
  account: Account,
  claim: { visitor: string; userId: string; consent: Consent | null },
  at: number,
): NewIdentityLink | null {
  if (!mayIdentify(account, claim.consent)) return null;
  const { visitor, userId } = claim;
  return { accountId: account.id, visitor, userId, rung: 'link', evidence: 'api_key', at };
}

/** The links that say something new: not those that would make less sure what is known already. */
export async function newsOf(
  events: Pick<EventStore, 'knownAs'>,
  accountId: number,
  links: NewIdentityLink[],
): Promise<NewIdentityLink[]> {
  if (links.length === 0) return [];
  const known = await events.knownAs(accountId, links);
  return links.filter(({ userId, rung }, index) => {
    const before = known[index];
    return before?.userId !== userId || RUNGS.indexOf(rung) > RUNGS.indexOf(before.rung);
  });
}
