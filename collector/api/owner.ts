import { randomBytes } from 'node:crypto';
import { TaglineError } from '../../db/error.ts';
import type { RecordStore } from '../../db/store.ts';
import { sha256 } from '../lib/hash.ts';
import type { Auth } from './auth.ts';

/**
 * A new set-up token (256 bit, base64url) while there is no owner, else null. Only its hash is kept; the one
 * before it is dead.
 */
export async function newSetupToken(records: RecordStore): Promise<string | null> {
  if (await records.hasOwner()) return null;
  const token = randomBytes(32).toString('base64url');
  await records.putSetupToken(sha256(token));
  return token;
}

/** Makes the owner with the set-up token. Of many calls at once, exactly one succeeds. */
export async function createOwner(
  { auth, records }: { auth: Auth; records: RecordStore },
  token: string,
  email: string,
  password: string,
): Promise<void> {
  if (await records.hasOwner()) throw new TaglineError('conflict', 'set_up', 'There is an owner already.');
  const hash = sha256(token);
  if (!(await records.takeSetupToken(hash))) {
    throw new TaglineError('unauthenticated', 'wrong_token', 'The set-up token is not valid.');
  }
  try {
    await auth.addMember(email, password);
  } catch (error) {
    await records.putSetupToken(hash); // so that the owner can try again
    throw error;
  }
}
