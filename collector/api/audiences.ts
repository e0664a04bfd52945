import { createRoute, z } from '@hono/zod-openapi';
import { AUDIENCE_MAX_DAYS } from '../../db/model.ts';
import { addAudience } from '../audience/audience.ts';
import { Name } from '../lib/name.ts';
import { RuleChoice } from '../rule/choice.ts';
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

const Days = z.number().int().min(1).max(AUDIENCE_MAX_DAYS);

const Size = z
  .object({
    people: z.number().int(),
    /** LINE users among them: those a message can reach. */
    users: z.number().int(),
    /** LINE users are under 50. */
    small: z.boolean(),
  })
  .openapi('AudienceSize');

const AudienceOut = z
  .object({
    id: z.number().int(),
    name: z.string(),
    rule: RuleChoice,
    days: Days,
    createdAt: Instant,
    size: Size,
  })
  .openapi('Audience');

const list = createRoute({
  method: 'get',
  path: '/accounts/{account}/audiences',
  summary: 'Audiences with their sizes now',
  request: { params: accountParams },
  responses: { 200: json(z.array(AudienceOut), 'Audiences, newest first') },
});

const create = createRoute({
  method: 'post',
  path: '/accounts/{account}/audiences',
  summary: 'Create a web-traffic audience',
  request: {
    params: accountParams,
    body: body(z.object({ name: Name, rule: RuleChoice, days: Days }).openapi('NewAudience')),
  },
  responses: { 201: json(AudienceOut, 'The new audience') },
});

const preview = createRoute({
  method: 'post',
  path: '/accounts/{account}/audiences/preview',
  summary: 'The size of an audience before it is kept',
  request: {
    params: accountParams,
    body: body(z.object({ rule: RuleChoice, days: Days }).openapi('AudiencePreview')),
  },
  responses: { 200: json(Size, 'The size now') },
});

const remove = createRoute({
  method: 'delete',
  path: '/accounts/{account}/audiences/{id}',
  summary: 'Delete an audience',
  request: { params: recordParams },
  responses: { 204: { description: 'Gone' } },
});

const download = createRoute({
  method: 'get',
  path: '/accounts/{account}/audiences/{id}/users.txt',
  summary: 'LINE user ids of an audience, one a line, as LINE takes them for upload',
  request: { params: recordParams },
  responses: {
    200: { description: 'User ids', content: { 'text/plain': { schema: z.string() } } },
  },
});

/** Routes of the Audiences page. */
export function audienceRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(list, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.audienceRows(account), 200);
    })
    .openapi(create, async (c) => {
      const account = c.get('account');
      const audience = await addAudience(deps, account, c.req.valid('json'));
      return c.json(await deps.reports.audienceRow(audience), 201);
    })
    .openapi(preview, async (c) => {
      const account = c.get('account');
      return c.json(await deps.reports.audienceSize(account, c.req.valid('json')), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      found((await deps.records.removeAudience(c.get('account').id, id)) || null);
      return c.body(null, 204);
    })
    .openapi(download, async (c) => {
      const { id } = c.req.valid('param');
      const audience = found(await deps.records.audience(c.get('account').id, id));
      const users = await deps.reports.audienceUsers(audience);
      c.header('Content-Disposition', `attachment; filename="audience-${audience.id}.txt"`);
      c.header('X-Content-Type-Options', 'nosniff');
      return c.text(users.map((user) => `${user}\n`).join(''), 200);
    });
}
