import { createRoute, z } from '@hono/zod-openapi';
import { BROADCAST_KINDS, RUNGS } from '../../db/model.ts';
import { addBroadcast, BroadcastChange, BroadcastIn, changeBroadcast } from '../broadcast/broadcast.ts';
import {
  type ApiDeps,
  accountParams,
  body,
  createRouter,
  found,
  Instant,
  json,
  MoneyOut,
  originOf,
  recordParams,
} from './route.ts';

/** Our own figures, counted by links, tag and custom conversions. LINE's never flow into them. */
const Earned = z.object({
  clicks: z.number().int(),
  /** Persons whose browser was seen landing from a click. */
  people: z.number().int(),
  conversions: z.number().int(),
  /** Persons who converted, divided by persons who clicked; null while nobody clicked. */
  rate: z.number().nullable(),
  value: z.array(MoneyOut),
});

/** LINE's figures, entered by hand; null is unknown, which LINE uses for under 20. */
const Line = z.object({
  delivered: z.number().int().nullable(),
  opened: z.number().int().nullable(),
  clicked: z.number().int().nullable(),
  played: z.number().int().nullable(),
});

const BroadcastOut = z
  .object({
    id: z.number().int(),
    name: z.string(),
    kind: z.enum(BROADCAST_KINDS),
    sentAt: Instant,
    requestId: z.string().nullable(),
    aggregationUnit: z.string().nullable(),
    createdAt: Instant,
    line: Line,
    conversionIds: z.array(z.number().int()),
    earned: Earned,
    links: z.array(
      z.object({
        id: z.number().int(),
        code: z.string(),
        url: z.string(),
        name: z.string(),
        destination: z.string(),
        earned: Earned,
      }),
    ),
  })
  .openapi('Broadcast');

/** One credited conversion, opened down to its hit and the click that earned it. */
const Receipt = z.object({
  hitId: z.string(),
  at: Instant,
  conversionId: z.number().int(),
  value: MoneyOut.nullable(),
  url: z.string().nullable(),
  channel: z.enum(['tag', 'image', 'server']),
  /** Whether the person is a LINE user or only a browser, and how sure that is. */
  rung: z.enum(RUNGS),
  /** Other hits of the same event and deduplication key that are one with this. */
  folded: z.number().int(),
  click: z.object({ at: Instant, linkId: z.number().int() }),
});

const list = createRoute({
  method: 'get',
  path: '/accounts/{account}/broadcasts',
  summary: 'Broadcasts and what each earned (last click, 30 days)',
  request: { params: accountParams },
  responses: { 200: json(z.array(BroadcastOut), 'Broadcasts, latest sending first') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts/{account}/broadcasts',
  summary: 'Create the record of a broadcast',
  request: { params: accountParams, body: body(BroadcastIn) },
  responses: { 201: json(BroadcastOut, 'The new broadcast') },
});

const get = createRoute({
  method: 'get',
  path: '/accounts/{account}/broadcasts/{id}',
  summary: 'One broadcast with a receipt for each conversion',
  request: { params: recordParams },
  responses: {
    200: json(BroadcastOut.extend({ receipts: z.array(Receipt) }), 'The broadcast; receipts latest first'),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/accounts/{account}/broadcasts/{id}',
  summary: "Change a broadcast, its conversions or LINE's figures",
  request: { params: recordParams, body: body(BroadcastChange) },
  responses: { 200: json(BroadcastOut, 'The broadcast as it now is') },
});

/** Routes of the Broadcasts page. */
export function broadcastRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.broadcastRows(account, originOf(deps.config, c.req.url)), 200);
    })
    .openapi(create, async (c) => {
      const account = c.get('account');
      const broadcast = await addBroadcast(deps, account, c.req.valid('json'));
      return c.json(
        await deps.reports.broadcastRow(account, broadcast, originOf(deps.config, c.req.url)),
        201,
      );
    })
    .openapi(get, async (c) => {
      const account = c.get('account');
      const { id } = c.req.valid('param');
      const broadcast = found(await deps.records.broadcast(account.id, id));
      return c.json(
        await deps.reports.broadcastReceipts(account, broadcast, originOf(deps.config, c.req.url)),
        200,
      );
    })
    .openapi(change, async (c) => {
      const account = c.get('account');
      const { id } = c.req.valid('param');
      const broadcast = found(await changeBroadcast(deps, account, id, c.req.valid('json')));
      return c.json(
        await deps.reports.broadcastRow(account, broadcast, originOf(deps.config, c.req.url)),
        200,
      );
    });
}
