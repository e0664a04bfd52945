import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestTokens, TEST_TIME } from '../../../collector/lib/test-token.ts';

const SECRET = 'a secret of at least thirty-two bytes';
const TAG = '11111111-2222-4333-8444-555555555555';
const OTHER_TAG = '99999999-2222-4333-8444-555555555555';
const NOW = Date.UTC(2026, 10, 20, 3);
const tokens = createTestTokens(SECRET);
const token = tokens.make(TAG, NOW + TEST_TIME);

describe('a test token', () => {
  it('is short enough for a QR code and needs no escaping in an address', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,79}$/);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('says until when it can be opened, to the millisecond', () => {
    expect(TEST_TIME).toBe(900_000);
    expect(tokens.endOf(token, TAG)).toBe(NOW + TEST_TIME);
  });

  it('is of one account, and of one secret', () => {
    expect(tokens.endOf(token, OTHER_TAG)).toBeNull();
    expect(createTestTokens(`${SECRET}!`).endOf(token, TAG)).toBeNull();
  });

  it('is signed with a key of its own, not with the session secret itself', async () => {
    const { createHmac } = await import('node:crypto');
    const claim = Buffer.from(token, 'base64url').subarray(0, 22);
    const bare = createHmac('sha256', SECRET).update(claim).digest();
    expect(tokens.endOf(Buffer.concat([claim, bare]).toString('base64url'), TAG)).toBeNull();
  });

  it('A22 any other letter, anywhere, makes it none', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...letters), (at, letter) => {
        const forged = token.slice(0, at) + letter + token.slice(at + 1);
        expect(tokens.endOf(forged, TAG)).toBe(forged === token ? NOW + TEST_TIME : null);
      }),
    );
  });

  it('any text may be asked about', () => {
    fc.assert(fc.property(fc.string(), (text) => tokens.endOf(text, TAG) === null));
    for (const text of ['', token.slice(1), `${token}A`, `${token}\n`, 'A'.repeat(1_000_000), '=='])
      expect(tokens.endOf(text, TAG)).toBeNull();
  });
});
