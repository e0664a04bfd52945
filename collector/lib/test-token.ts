import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../db/model.ts';

/** How long a token can be opened, and how long the browser that opened it is in test mode from then on. */
export const TEST_TIME = 15 * 60_000;

/** Bytes of a token: the tag id, the last instant, the signature. 54 bytes are 72 letters with nothing left over. */
const TAG_BYTES = 16;
const TIME_BYTES = 6;
const SHAPE = /^[A-Za-z0-9_-]{72}$/;

/** Signed texts that put one browser into test mode for one account. */
export interface TestTokens {
  /** A token of the account with this tag id, to be opened within `TEST_TIME` up to and including `expiresAt`. */
  make(tagId: string, expiresAt: Instant): string;
  /** The last instant at which the token can be opened; null where it is not ours or not of this account. Any text may be asked about. */
  endOf(token: string, tagId: string): Instant | null;
}

/** Test tokens signed with a key of their own, derived from a secret that also signs other things. */
export function createTestTokens(secret: string): TestTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'tagline test token 1', 32));

  function signed(claim: Uint8Array): Buffer {
    return createHmac('sha256', key).update(claim).digest();
  }

  return {
    make(tagId, expiresAt) {
      const claim = Buffer.alloc(TAG_BYTES + TIME_BYTES);
      claim.write(tagId.replaceAll('-', ''), 'hex');
      claim.writeUIntBE(expiresAt, TAG_BYTES, TIME_BYTES);
      return Buffer.concat([claim, signed(claim)]).toString('base64url');
    },
    endOf(token, tagId) {
      if (!SHAPE.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const claim = bytes.subarray(0, TAG_BYTES + TIME_BYTES);
      if (!timingSafeEqual(signed(claim), bytes.subarray(claim.length))) return null;
      const mine = claim.toString('hex', 0, TAG_BYTES) === tagId.replaceAll('-', '');
      return mine ? claim.readUIntBE(TAG_BYTES, TIME_BYTES) : null;
    },
  };
}
