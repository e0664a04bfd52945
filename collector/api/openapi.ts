import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OUTCOMES } from '../../db/model.ts';
import { ServerEvent } from '../lib/server-event.ts';
import { type ApiEnv, body, json } from './route.ts';

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

const Outcomes = z
  .object({
    /** One for each event, in order. */
    outcomes: z.array(
      z.object({
        id: z.string().nullable(),
        outcome: z.enum(OUTCOMES),
        reason: z.string().nullable(),
        /** Which field is missing or malformed. */
        field: z.string().optional(),
      }),
    ),
  })
  .openapi('Outcomes');

/** Who the routes let in that do not say it themselves: members, by the cookie that they got with signing in. */
const BY_SESSION = [{ session: [] }];

/** Adds the session of a member, by the cookie that holds it. */
export function describeSessions({ openAPIRegistry }: OpenAPIHono<ApiEnv>, cookie: string): void {
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: cookie,
    description: 'Set by signing in. A browser’s changes are taken from pages of the dashboard only.',
  });
}

/** Adds the route that servers call with a key; it is served beside the API, for it has no session. */
export function describeConversionApi({ openAPIRegistry }: OpenAPIHono<ApiEnv>): void {
  openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/conversions',
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    summary: 'Events from a server of the account, by an API key for conversions:write',
    description:
      'One event, an array of up to 1,000, or an object whose `events` is that array. The fields may also stand in ' +
      'the groups of LINE’s Conversion API: `event`, `user`, `web`, `custom`.',
    request: {
      body: body(z.union([ServerEvent, z.array(ServerEvent), z.object({ events: z.array(ServerEvent) })])),
    },
    responses: {
      200: json(Outcomes, 'Every event is on disk, now or before'),
      202: json(Outcomes, 'What became of each event'),
    },
  });
}

/** The OpenAPI 3.1 document of the API, with the one error shape on every route. */
export function openApiDocument(router: OpenAPIHono<ApiEnv>) {
  const document = router.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Tagline API', version: '1', description: 'The JSON API of the dashboard.' },
    servers: [{ url: '/api' }],
    security: BY_SESSION,
  });
  const error = {
    description: 'What went wrong: a code, a machine reason, a sentence, the request id',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) operation.responses = { ...operation.responses, default: error };
    }
  }
  return document;
}
