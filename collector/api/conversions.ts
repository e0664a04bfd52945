import { createRoute, z } from '@hono/zod-openapi';
import { addConversion, ConversionValueIn, changeConversion } from '../conversion/custom-conversion.ts';
import { Name } from '../lib/name.ts';
import { EventName, RuleChoice } from '../rule/choice.ts';
import {
  type ApiDeps,
  accountParams,
  body,
  createRouter,
  found,
  Instant,
  json,
  MoneyOut,
  recordParams,
} from './route.ts';

const ConversionOut = z
  .object({
    id: z.number().int(),
    name: z.string(),
    /** The rule as the form that made it. */
    rule: RuleChoice,
    value: z.discriminatedUnion('from', [
      z.object({ from: z.literal('hit') }),
      z.object({ from: z.literal('fixed'), money: MoneyOut }),
      z.object({ from: z.literal('none') }),
    ]),
    createdAt: Instant,
    archivedAt: Instant.nullable(),
    /** Over the last 30 days. */
    conversions: z.number().int(),
    worth: z.array(MoneyOut),
    lastAt: Instant.nullable(),
  })
  .openapi('CustomConversion');

const ConversionIn = z
  .object({ name: Name, rule: RuleChoice, value: ConversionValueIn })
  .openapi('NewCustomConversion');

const ConversionChange = z
  .object({ name: Name, archived: z.boolean() })
  .partial()
  .openapi('CustomConversionChange');

const list = createRoute({
  method: 'get',
  path: '/accounts/{account}/conversions',
  summary: 'Custom conversions with what they counted in the last 30 days',
  request: { params: accountParams },
  responses: { 200: json(z.array(ConversionOut), 'Custom conversions, oldest first') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts/{account}/conversions',
  summary: 'Create a custom conversion; it counts at once and over the past',
  request: { params: accountParams, body: body(ConversionIn) },
  responses: { 201: json(ConversionOut, 'The new custom conversion') },
});

const change = createRoute({
  method: 'patch',
  path: '/accounts/{account}/conversions/{id}',
  summary: 'Rename, archive or bring back a custom conversion',
  request: { params: recordParams, body: body(ConversionChange) },
  responses: { 200: json(ConversionOut, 'The custom conversion as it now is') },
});

const events = createRoute({
  method: 'get',
  path: '/accounts/{account}/events',
  summary: 'Event names seen, to choose from',
  request: { params: accountParams },
  responses: {
    200: json(
      z.array(z.object({ event: EventName, count: z.number().int(), lastAt: Instant })),
      'Names, most frequent first',
    ),
  },
});

/** Routes of the Conversions page. */
export function conversionRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.conversionRows(account), 200);
    })
    .openapi(create, async (c) => {
      const account = c.get('account');
      const conversion = await addConversion(deps, account, c.req.valid('json'));
      return c.json(await deps.reports.conversionRow(account, conversion), 201);
    })
    .openapi(change, async (c) => {
      const account = c.get('account');
      const { id } = c.req.valid('param');
      const conversion = found(await changeConversion(deps, account, id, c.req.valid('json')));
      return c.json(await deps.reports.conversionRow(account, conversion), 200);
    })
    .openapi(events, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.eventNames(account), 200);
    });
}
