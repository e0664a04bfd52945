import { createRoute, z } from '@hono/zod-openapi';
import { TaglineError } from '../../db/error.ts';
import { API_SCOPES } from '../../db/model.ts';
import { newApiKey } from '../lib/api-key.ts';
import { Name } from '../lib/name.ts';
import {
  type ApiDeps,
  accountParams,
  body,
  createRouter,
  found,
  Instant,
  json,
  recordParams,
} from './route.ts';

/** Keys of one account that are not revoked: one for each server of a shop is far fewer. */
const KEYS_MAX = 50;

const ApiKeyOut = z
  .object({
    id: z.number().int(),
    name: z.string(),
    scopes: z.array(z.enum(API_SCOPES)),
    /** How the key begins. */
    prefix: z.string(),
    createdAt: Instant,
    /** To the minute. */
    lastUsedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  })
  .openapi('ApiKey');

const NewApiKeyOut = ApiKeyOut.extend({
  /** The whole key: told now, and never again. */
  key: z.string(),
}).openapi('ApiKeyWithSecret');

const ApiKeyIn = z
  .object({
    name: Name,
    scopes: z
      .array(z.enum(API_SCOPES))
      .min(1)
      .max(API_SCOPES.length)
      .default([...API_SCOPES]),
  })
  .openapi('NewApiKey');

const list = createRoute({
  method: 'get',
  path: '/accounts/{account}/api-keys',
  summary: 'API keys of an account, the revoked ones too',
  request: { params: accountParams },
  responses: { 200: json(z.array(ApiKeyOut), 'API keys, newest first') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts/{account}/api-keys',
  summary: 'Make an API key; the answer is the only place where it is told',
  request: { params: accountParams, body: body(ApiKeyIn) },
  responses: { 201: json(NewApiKeyOut, 'The new API key') },
});

const revoke = createRoute({
  method: 'delete',
  path: '/accounts/{account}/api-keys/{id}',
  summary: 'Revoke an API key; the next request with it is refused',
  request: { params: recordParams },
  responses: { 200: json(ApiKeyOut, 'The API key as it now is') },
});

/** Routes of the API keys on the Settings page. */
export function apiKeyRoutes({ records, now }: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => c.json(await records.apiKeys(c.get('account').id), 200))
    .openapi(create, async (c) => {
      const { id: accountId } = c.get('account');
      const alive = (await records.apiKeys(accountId)).filter(({ revokedAt }) => revokedAt === null);
      if (alive.length >= KEYS_MAX) {
        throw new TaglineError(
          'conflict',
          'too_many_keys',
          `An account has at most ${KEYS_MAX} API keys. Revoke one first.`,
        );
      }
      const { key, prefix, hash } = newApiKey();
      const { name, scopes } = c.req.valid('json');
      const made = { accountId, name, scopes: [...new Set(scopes)], prefix, hash, createdAt: now() };
      return c.json({ ...(await records.addApiKey(made)), key }, 201);
    })
    .openapi(revoke, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(found(await records.revokeApiKey(c.get('account').id, id, now())), 200);
    });
}
