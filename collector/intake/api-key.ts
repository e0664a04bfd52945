import type { HttpBindings } from '@hono/node-server';
import { createMiddleware } from 'hono/factory';
import type { RequestIdVariables } from 'hono/request-id';
import { TaglineError } from '../../db/error.ts';
import type { Account, ApiScope, KnownApiKey } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import { isApiKey, prefixOf } from '../lib/api-key.ts';

/** Why a request with a key, or without one, is refused. Each stands in the README. */
export const KEY_REASONS = ['no_key', 'bad_key', 'wrong_scope', 'key_rate'] as const;
type KeyReason = (typeof KEY_REASONS)[number];

/** Events of one key in a minute: a server passes on a whole shop, but not a loop that ran away. */
export const KEY_MAX = 100_000;
const MINUTE = 60_000;

/** What a keyed route is told: whose key it is, and how much it brought. */
export interface Keyed {
  Bindings: Partial<HttpBindings>;
  Variables: RequestIdVariables & { account: Account; brought: (events: number) => void };
}

interface KeyDeps {
  records: Pick<RecordStore, 'account' | 'apiKeyByPrefix' | 'useApiKey'>;
  now: () => number;
}

function refuse(code: 'unauthenticated' | 'forbidden', reason: KeyReason, message: string): never {
  throw new TaglineError(code, reason, message);
}

/** Counts events by key and minute. */
function createKeyRates() {
  let minute = 0;
  const counts = new Map<number, number>();
  return {
    /** Seconds until the key may send again; null where it may. */
    wait(keyId: number, at: number): number | null {
      const now = Math.floor(at / MINUTE);
      if (now !== minute) counts.clear();
      minute = now;
      return (counts.get(keyId) ?? 0) < KEY_MAX ? null : Math.ceil(((now + 1) * MINUTE - at) / 1000);
    },
    add(keyId: number, events: number): void {
      counts.set(keyId, (counts.get(keyId) ?? 0) + events);
    },
  };
}

/** The key of `Authorization: Bearer KEY`. One that is malformed, unknown or revoked is answered alike. */
async function keyIn(header: string | undefined, { records }: KeyDeps): Promise<KnownApiKey> {
  const [, key] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  if (key === undefined) refuse('unauthenticated', 'no_key', 'Send an API key as Authorization: Bearer KEY.');
  const prefix = prefixOf(key);
  // Asked anew each time, so that a revoked key is dead at once.
  const known = prefix === null ? null : await records.apiKeyByPrefix(prefix);
  if (known === null || !isApiKey(key, known.hash)) {
    refuse('unauthenticated', 'bad_key', 'This API key is not valid.');
  }
  return known;
}

/**
 * Lets requests with a key for `scope` through, and says whose it is. What is refused here is outside the five-way
 * account, because it is nobody's.
 */
export function requireKey(scope: ApiScope, deps: KeyDeps) {
  const { records, now } = deps;
  const rates = createKeyRates();
  return createMiddleware<Keyed>(async (c, next) => {
    c.header('WWW-Authenticate', 'Bearer');
    const key = await keyIn(c.req.header('authorization'), deps);
    const account = await records.account(key.accountId);
    if (account === null) refuse('unauthenticated', 'bad_key', 'This API key is not valid.');
    if (!key.scopes.includes(scope)) refuse('forbidden', 'wrong_scope', `The key is not for ${scope}.`);
    c.header('WWW-Authenticate', undefined);
    const at = now();
    const wait = rates.wait(key.id, at);
    if (wait !== null) {
      throw new TaglineError('too_many', 'key_rate', `More than ${KEY_MAX} events in a minute.`, wait);
    }
    if (key.lastUsedAt === null || at - key.lastUsedAt >= MINUTE) {
      // To the minute is enough to find keys that nobody uses; a full disk is told by what comes next.
      await records.useApiKey(key.id, at).catch(() => {});
    }
    c.set('account', account);
    c.set('brought', (events) => rates.add(key.id, events));
    await next();
  });
}
