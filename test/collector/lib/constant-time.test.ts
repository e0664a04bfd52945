import { timingSafeEqual } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { isApiKey, newApiKey } from '../../../collector/lib/api-key.ts';
import { createTestTokens } from '../../../collector/lib/test-token.ts';

/* What an attacker guesses is compared by a function that takes as long however much of it is right. */

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});
const compare = vi.mocked(timingSafeEqual);

it('A35 the digest of an API key is compared in constant time, whole', () => {
  const { key, hash } = newApiKey();
  for (const [asked, is] of [
    [key, true],
    [newApiKey().key, false],
    ['', false],
  ] as const) {
    compare.mockClear();
    expect(isApiKey(asked, hash)).toBe(is);
    expect(compare).toHaveBeenCalledTimes(1);
    expect(compare.mock.calls[0]?.map(({ byteLength }) => byteLength)).toEqual([32, 32]);
  }
});

it('the signature of a test token is compared in constant time, whole', () => {
  const tokens = createTestTokens('a secret of at least thirty-two bytes');
  const tag = '11111111-2222-4333-8444-555555555555';
  const token = tokens.make(tag, 900_000);
  const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  for (const [asked, is] of [
    [token, 900_000],
    [forged, null],
  ] as const) {
    compare.mockClear();
    expect(tokens.endOf(asked, tag)).toBe(is);
    expect(compare).toHaveBeenCalledTimes(1);
    expect(compare.mock.calls[0]?.map(({ byteLength }) => byteLength)).toEqual([32, 32]);
  }
});
