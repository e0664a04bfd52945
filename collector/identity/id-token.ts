import { TaglineError } from '../../db/error.ts';
import type { Account, Consent, NewIdentityLink } from '../../db/model.ts';
import type { LineLogin } from '../line/login.ts';

/** Why an identity was not tied, beside those of a hit. Each stands in the README. */
export const IDENTIFY_REASONS = [
  'bad_identify',
  'bare_user_id',
  'bad_token',
  'no_channel',
  'line_unavailable',
] as const;

/**
 * Whether this visitor may be tied to a LINE user: only when the visitor has agreed, or when the account's owner
 * declares that the site obtains that agreement.
 */
export function mayIdentify(account: Account, consent: Consent | null): boolean {
  if (consent === 'denied') return false;
  return consent === 'granted' || (account.consent === 'assumed' && account.identityDeclared);
}

/**
 * Proves by LINE who a visitor is. Throws `invalid` (no_channel) where the account has no LINE Login channel,
 * `unauthenticated` (bad_token) where LINE does not vouch, `unavailable` where LINE does not answer.
 */
export async function proveIdentity(
  login: LineLogin,
  account: Account,
  claim: { visitor: string; idToken: string },
  at: number,
): Promise<NewIdentityLink> {
  if (account.loginChannelId === null) {
    throw new TaglineError('invalid', 'no_channel', 'The account has no LINE Login channel id.');
  }
  const userId = await login.verifyIdToken(claim.idToken, account.loginChannelId);
  if (userId === null) {
    throw new TaglineError('unauthenticated', 'bad_token', 'LINE does not accept this ID token.');
  }
  return {
    accountId: account.id,
    visitor: claim.visitor,
    userId,
    rung: 'verified',
    evidence: 'id_token',
    at,
  };
}
