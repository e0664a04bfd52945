import type { Agent } from './hit.ts';
import type { Instant } from './time.ts';

/** How sure an identity is, from least to most. */
export const RUNGS = ['browser', 'click', 'link', 'verified'] as const;
export type Rung = (typeof RUNGS)[number];

/** A human opening of a link. */
export interface NewClick {
  id: string;
  linkId: number;
  accountId: number;
  at: Instant;
  agent: Agent | null;
}

/** A fact: this visitor is this LINE user, proved at this time. */
export interface NewIdentityLink {
  accountId: number;
  visitor: string;
  userId: string;
  rung: Rung;
  /** LINE's own word, or that of a server with the account's key. */
  evidence: 'id_token' | 'api_key';
  at: Instant;
}

/** A visitor on the way to another site or browser of the account. */
export interface Hop {
  accountId: number;
  /** SHA-256 of the token, as hex. */
  tokenHash: string;
  visitor: string;
  click: string | null;
  at: Instant;
}
