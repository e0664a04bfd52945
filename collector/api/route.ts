import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { TaglineError } from '../../db/error.ts';
import type { Account, LiveHit } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import type { Config } from '../config.ts';
import type { Internet } from '../doctor/fetch.ts';
import type { HealthWatch } from '../health.ts';
import type { Jobs } from '../jobs.ts';
import type { Log } from '../lib/log.ts';
import type { TestTokens } from '../lib/test-token.ts';
import type { Reports } from '../report/reports.ts';
import type { Auth, Member } from './auth.ts';

/** What every route of the API is given. */
export interface ApiDeps {
  records: RecordStore;
  reports: Reports;
  auth: Auth;
  config: Config;
  now: () => number;
  /** Changes whenever something of the account was stored. */
  cursorOf: (accountId: number) => number;
  /** A new code for a tracked link. */
  newCode: () => string;
  /** 128 new bits as 32 hex digits. */
  newId: () => string;
  /** Where the doctor fetches pages. */
  internet: Internet;
  /** The numbered builds of the tag, for pages that pin one, the latest first. */
  builds: { number: number; name: string; integrity: string }[];
  /** Shows the hits of an account while they arrive, until the returned function is called. */
  live: {
    subscribe(accountId: number, listener: { onHit(hit: LiveHit): void; onEnd(): void }): () => void;
  };
  jobs: Pick<Jobs, 'list' | 'run'>;
  health: Pick<HealthWatch, 'of'>;
  testTokens: Pick<TestTokens, 'make'>;
  log: Log;
}

/** The address under which pages and messages reach us, as it stands in codes and links; it may have a path. */
export function originOf(config: Config, requestUrl: string): string {
  return config.tagUrl ?? config.publicUrl ?? new URL(requestUrl).origin;
}

/** What the server gives every request, and what the guards add. */
export type ApiEnv = { Bindings: Partial<HttpBindings>; Variables: { member: Member; account: Account } };

/** A router whose failed validation becomes the one error shape. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      const where = issue?.path.join('.') ?? '';
      throw new TaglineError(
        'invalid',
        'invalid_input',
        where ? `${where}: ${issue?.message}` : (issue?.message ?? ''),
      );
    },
  });
}

/** A JSON answer of an OpenAPI route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON body of an OpenAPI route. */
export function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } };
}

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** `{account}` in a path. */
export const accountParams = z.object({ account: id.openapi({ param: { name: 'account', in: 'path' } }) });

/** `{account}` and `{id}` in a path. */
export const recordParams = accountParams.extend({ id: id.openapi({ param: { name: 'id', in: 'path' } }) });

/** Says so when a record is not there, or is another account's (the two look the same). */
export function found<T>(record: T | null): T {
  if (record === null) throw new TaglineError('not_found', 'not_found', 'There is no such record.');
  return record;
}

/** Milliseconds since 1970 UTC. */
export const Instant = z
  .number()
  .int()
  .min(0)
  .max(4_102_444_800_000)
  .openapi({ description: 'Milliseconds since 1970 UTC' });

/** Integer minor units; `digits` tells how many of them stand behind the decimal point. */
export const MoneyOut = z
  .object({ minor: z.number().int(), currency: z.string(), digits: z.number().int() })
  .openapi('Money');

/** The body of every error answer. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.string(),
      reason: z.string(),
      message: z.string(),
      requestId: z.string(),
    }),
  })
  .openapi('Error');
