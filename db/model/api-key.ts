import type { Instant } from './time.ts';

/** What a key may be for. */
export const API_SCOPES = ['conversions:write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A key by which a server of the account's own speaks for it. Its secret is nobody's but that server's. */
export interface ApiKey {
  id: number;
  accountId: number;
  name: string;
  scopes: ApiScope[];
  /** How the key begins: to find it, and to tell it from others. */
  prefix: string;
  createdAt: Instant;
  /** To the minute. */
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
}

export interface NewApiKey extends Omit<ApiKey, 'id' | 'lastUsedAt' | 'revokedAt'> {
  /** SHA-256 of the whole key, as hex. */
  hash: string;
}

/** A key with what tells whether somebody has it. */
export interface KnownApiKey extends ApiKey {
  hash: string;
}
