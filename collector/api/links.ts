import { createRoute, z } from '@hono/zod-openapi';
import { addLink, changeLink } from '../broadcast/link.ts';
import { Destination } from '../lib/destination.ts';
import { Name } from '../lib/name.ts';
import {
  type ApiDeps,
  accountParams,
  body,
  createRouter,
  found,
  Instant,
  json,
  originOf,
  recordParams,
} from './route.ts';

const LinkOut = z
  .object({
    id: z.number().int(),
    code: z.string(),
    /** The whole tracked address. */
    url: z.string(),
    name: z.string(),
    destination: z.string(),
    broadcastId: z.number().int().nullable(),
    createdAt: Instant,
    clicks: z.number().int(),
    /** Persons whose browser was seen landing. */
    people: z.number().int(),
    lastClickAt: Instant.nullable(),
  })
  .openapi('Link');

const LinkIn = z
  .object({
    name: Name,
    destination: Destination,
    broadcastId: z.number().int().positive().nullable().default(null),
  })
  .openapi('NewLink');

const LinkChange = z
  .object({ name: Name, broadcastId: z.number().int().positive().nullable() })
  .partial()
  .openapi('LinkChange');

const list = createRoute({
  method: 'get',
  path: '/accounts/{account}/links',
  summary: 'Tracked links with their clicks',
  request: { params: accountParams },
  responses: { 200: json(z.array(LinkOut), 'Links, newest first') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts/{account}/links',
  summary: 'Create a tracked link',
  request: { params: accountParams, body: body(LinkIn) },
  responses: { 201: json(LinkOut, 'The new link') },
});

const change = createRoute({
  method: 'patch',
  path: '/accounts/{account}/links/{id}',
  summary: 'Rename a link, or put it into a broadcast',
  request: { params: recordParams, body: body(LinkChange) },
  responses: { 200: json(LinkOut, 'The link as it now is') },
});

/** Routes of the Links page. */
export function linkRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.linkRows(account, originOf(deps.config, c.req.url)), 200);
    })
    .openapi(create, async (c) => {
      const account = c.get('account');
      const origin = originOf(deps.config, c.req.url);
      const link = await addLink(deps, account, c.req.valid('json'), origin);
      return c.json(await deps.reports.linkRow(account, link, originOf(deps.config, c.req.url)), 201);
    })
    .openapi(change, async (c) => {
      const account = c.get('account');
      const { id } = c.req.valid('param');
      const link = found(await changeLink(deps, account, id, c.req.valid('json')));
      return c.json(await deps.reports.linkRow(account, link, originOf(deps.config, c.req.url)), 200);
    });
}
