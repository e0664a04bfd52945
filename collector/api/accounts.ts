import { createRoute, z } from '@hono/zod-openapi';
import type { Account } from '../../db/model.ts';
import type { Silence } from '../../db/store.ts';
import { addAccount } from '../account/account.ts';
import { Domain } from '../account/domain.ts';
import { Name } from '../lib/name.ts';
import { TimeZone } from '../lib/time-zone.ts';
import { KEEP_DAYS_MAX, KEEP_DAYS_MIN } from '../retention/retention.ts';
import { type ApiDeps, accountParams, body, createRouter, found, Instant, json } from './route.ts';

const AccountFields = {
  name: Name,
  timeZone: TimeZone,
  domains: z.array(Domain).max(100),
};

const AccountOut = z
  .object({
    id: z.number().int(),
    tagId: z.string(),
    name: z.string(),
    timeZone: z.string(),
    domains: z.array(z.string()),
    cutParams: z.array(z.string()),
    consent: z.enum(['assumed', 'required']),
    identityDeclared: z.boolean(),
    loginChannelId: z.string().nullable(),
    /** Days after which hits are forgotten; null keeps them for ever. */
    keepDays: z.number().int().nullable(),
    /** Since when the tag is silent although it should not be; null while it is heard. */
    silentSince: Instant.nullable(),
    createdAt: Instant,
  })
  .openapi('Account');

const AccountIn = z
  .object({
    ...AccountFields,
    /** LINE's own tag id, to take it over; without one the account gets a new one. */
    tagId: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a tag id is a UUID')
      .optional(),
  })
  .openapi('NewAccount');

const AccountChange = z
  .object({
    ...AccountFields,
    consent: z.enum(['assumed', 'required']),
    identityDeclared: z.boolean(),
    cutParams: z
      .array(z.string().regex(/^[\w.[\]-]{1,64}$/, 'a parameter name is 1 to 64 letters, digits, _ . - [ ]'))
      .max(50),
    loginChannelId: z
      .string()
      .regex(/^\d{6,20}$/, 'a channel id is 6 to 20 digits')
      .nullable(),
    keepDays: z.number().int().min(KEEP_DAYS_MIN).max(KEEP_DAYS_MAX).nullable(),
  })
  .partial()
  .openapi('AccountChange');

const list = createRoute({
  method: 'get',
  path: '/accounts',
  summary: 'All accounts',
  responses: { 200: json(z.array(AccountOut), 'Accounts by name') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts',
  summary: 'Create an account; it starts with one custom conversion (event is Conversion)',
  request: { body: body(AccountIn) },
  responses: { 201: json(AccountOut, 'The new account') },
});

const change = createRoute({
  method: 'patch',
  path: '/accounts/{account}',
  summary: 'Change an account',
  request: { params: accountParams, body: body(AccountChange) },
  responses: { 200: json(AccountOut, 'The account as it now is') },
});

function shown(account: Account, silence?: Silence | null) {
  return { ...account, silentSince: silence?.since ?? null };
}

/** Routes of accounts. */
export function accountRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => {
      const silences = await deps.records.silences();
      const accounts = await deps.records.accounts();
      return c.json(
        accounts.map((account) =>
          shown(
            account,
            silences.find(({ accountId }) => accountId === account.id),
          ),
        ),
        200,
      );
    })
    .openapi(create, async (c) => c.json(shown(await addAccount(deps, c.req.valid('json'))), 201))
    .openapi(change, async (c) => {
      const { id } = c.get('account');
      const account = found(await deps.records.changeAccount(id, c.req.valid('json')));
      return c.json(shown(account, await deps.records.silence(id)), 200);
    });
}
