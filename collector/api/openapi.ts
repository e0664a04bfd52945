import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './route.ts';

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

/** The OpenAPI 3.1 document of the API, with the one error shape on every route. */
export function openApiDocument(router: OpenAPIHono<ApiEnv>) {
  const document = router.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Tagline API', version: '1', description: 'The JSON API of the dashboard.' },
    servers: [{ url: '/api' }],
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
