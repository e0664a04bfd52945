import { randomBytes, randomFillSync } from 'node:crypto';

/** A new id of 128 bits as 32 hex digits: 48 bits of time, so that ids sort by age, and 80 random ones. */
export function newTimedId(now: number): string {
  return now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const CODE_LENGTH = 10;

/** A new code for a link: 10 letters and digits that cannot be misread, 58 bits. */
export function newCode(): string {
  let code = '';
  while (code.length < CODE_LENGTH) {
    for (const byte of randomFillSync(new Uint8Array(CODE_LENGTH))) {
      // Bytes beyond the largest multiple of the alphabet would make some letters likelier than others.
      if (byte < ALPHABET.length * 4 && code.length < CODE_LENGTH) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code;
}
