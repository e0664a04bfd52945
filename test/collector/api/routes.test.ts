import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTest, ORIGIN, OWNER } from '../../support/tagline.ts';

/*
 * The matrix of roles: every route of the API by who calls it. A route that is missing here fails the test.
 */
type Role = 'anonymous' | 'owner' | 'other_site';
const PUBLIC = ['GET /session', 'POST /setup', 'POST /sign-in', 'POST /sign-out'];

let test: ReturnType<typeof createTest>;
let routes: { method: string; path: string }[];

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(z.string(), z.unknown()),
        servers: z.unknown().optional(),
        security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
      }),
    ),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

async function document() {
  const response = await test.app.request(`${ORIGIN}/api/openapi.json`);
  return Document.parse(await response.json());
}

beforeAll(async () => {
  test = createTest();
  await test.signIn();
  const { paths } = await document();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // What has servers of its own is beside the API: its callers have keys, no sessions.
      .filter(([, { servers }]) => servers === undefined)
      .map(([method]) => ({ method: method.toUpperCase(), path })),
  );
});

function call(role: Role, { method, path }: { method: string; path: string }) {
  const address = `${ORIGIN}/api${path.replace('{account}', '1').replace('{id}', '1')}`;
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['content-type'] = 'application/json';
  headers.origin = role === 'other_site' ? 'https://evil.test' : ORIGIN;
  return test.app.request(address, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) });
}

describe('the matrix of roles', () => {
  it('knows every route the server has', () => {
    const served = new Set(
      test.app.routes
        .filter(({ method, path }) => path.startsWith('/api/') && method !== 'ALL' && !path.includes('*'))
        .map(({ method, path }) => `${method} ${path.slice(4).replace(/:(\w+)/g, '{$1}')}`),
    );
    const documented = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    documented.add('GET /openapi.json');
    expect([...served].sort()).toEqual([...documented].sort());
    expect(documented.size).toBeGreaterThan(20);
  });

  it('lets nobody in without a session, but to set up and sign in', async () => {
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      const { status } = await call('anonymous', route);
      if (PUBLIC.includes(name)) expect([200, 422], name).toContain(status);
      else expect(status, name).toBe(401);
    }
  });

  it('A30 refuses every change that another site makes a browser send', async () => {
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const response = await call('other_site', route);
      expect(response.status, `${route.method} ${route.path}`).toBe(403);
      expect(await response.json()).toMatchObject({ error: { reason: 'cross_site' } });
    }
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])(
    'A30 refuses a form of type %s, also from our own origin',
    async (type) => {
      const response = await test.app.request(`${ORIGIN}/api/sign-out`, {
        method: 'POST',
        headers: { 'content-type': type, origin: ORIGIN },
        body: '{}',
      });
      expect(response.status).toBe(403);
    },
  );

  it('A27 answers 404 to the owner for an account and a record that do not exist', async () => {
    for (const route of routes.filter(({ path }) => path.includes('{account}'))) {
      const { status, json } = await test.api(
        route.method,
        `${route.path.replace('{account}', '99').replace('{id}', '1')}?from=2026-11-01&to=2026-11-02`,
        {
          POST: bodyFor(route.path),
          PATCH: {},
        }[route.method],
      );
      expect(status, `${route.method} ${route.path}`).toBe(404);
      expect(json).toMatchObject({ error: { code: 'not_found', reason: 'not_found' } });
    }
  });

  it('A28 sends no CORS headers on the API', async () => {
    for (const route of routes) {
      const response = await call('anonymous', route);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });
});

/** A body that passes the schema, so that only the record is missing. */
function bodyFor(path: string): unknown {
  const rule = { by: 'event', event: 'x' };
  if (path.endsWith('/links')) return { name: 'x', destination: 'https://shop.test/' };
  if (path.endsWith('/conversions')) return { name: 'x', rule, value: { from: 'hit' } };
  if (path.endsWith('/broadcasts')) return { name: 'x', kind: 'push', sentAt: 1 };
  if (/\/(?:test-mode|doctor)$/.test(path)) return { url: 'https://shop.test/' };
  if (path.endsWith('/preview')) return { rule, days: 1 };
  return { name: 'x', rule, days: 1 };
}

describe('addresses for machines', () => {
  it.each([
    '/hit',
    '/identify',
    '/lt.js/',
    '/tag.gif/x',
    '/r',
    '/r/',
    '/r/a/b',
    '/api',
    '/api/',
    '/api/accounts/x',
  ])('GET %s is a 404 or 401 in JSON, never the dashboard', async (path) => {
    const response = await test.app.request(ORIGIN + path);
    expect([401, 404]).toContain(response.status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String) } });
  });

  it.each(['/', '/sign-in', '/setup', '/a/1/overview', '/a/1/nonsense'])(
    'GET %s is the dashboard',
    async (path) => {
      const response = await test.app.request(ORIGIN + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    },
  );

  it('takes changes behind a proxy that ends TLS', async () => {
    const response = await test.app.request(`${ORIGIN}/api/sign-out`, {
      method: 'POST',
      headers: { origin: ORIGIN.replace('http:', 'https:'), 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(200);
  });

  it.each(['null', 'https://tagline.test.evil.test', 'x'])(
    'refuses changes from the origin %s',
    async (origin) => {
      const response = await test.app.request(`${ORIGIN}/api/sign-out`, {
        method: 'POST',
        headers: { origin },
      });
      expect(response.status).toBe(403);
    },
  );
});

describe('the OpenAPI document', () => {
  it('describes what servers send, beside the API, in patterns without flags', async () => {
    const { paths, components } = await document();
    expect(paths).toHaveProperty(['/v1/conversions', 'post', 'servers'], [{ url: '/' }]);
    expect(components.schemas).toHaveProperty('ServerEvent.properties.line_uid');
    expect(JSON.stringify(components.schemas.ServerEvent)).not.toMatch(/"pattern":"[^"]*\/[a-z]+"/);
  });

  it('says of each route who is let in, as the matrix has it', async () => {
    const { paths, security: usual } = await document();
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security = usual }] of Object.entries(methods)) {
        const name = `${method.toUpperCase()} ${path}`;
        const isOpen = PUBLIC.includes(name);
        const byKey = path === '/v1/conversions';
        expect(security, name).toEqual(isOpen ? [] : byKey ? [{ apiKey: [] }] : [{ session: [] }]);
      }
    }
  });

  it.each([
    ['http://tagline.test', 'tagline'],
    ['https://tagline.test', '__Host-tagline'],
  ])('names the cookie that a session has at %s', async (publicUrl, name) => {
    const other = createTest({ config: { publicUrl } });
    const { components } = Document.parse(
      await (await other.app.request(`${ORIGIN}/api/openapi.json`)).json(),
    );
    expect(components.securitySchemes).toEqual({
      apiKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name, description: expect.any(String) },
    });
    await other.signIn();
    const signedIn = await other.api('POST', '/sign-in', OWNER);
    expect(signedIn.headers.getSetCookie()[0]).toMatch(new RegExp(`^${name}=`));
    await other.close();
  });

  it('has the one error shape on every route', async () => {
    const { paths, components } = await document();
    for (const methods of Object.values(paths)) {
      for (const operation of Object.values(methods)) expect(operation.responses).toHaveProperty('default');
    }
    expect(components.schemas).toHaveProperty('Error');
  });
});

describe('errors of the API', () => {
  it.each([
    ['a body that is no JSON', '{', 400, 'unreadable_body'],
    ['a field of the wrong kind', '{"name":7}', 422, 'invalid_input'],
    ['a field that is missing', '{}', 422, 'invalid_input'],
    [
      'a time zone that does not exist',
      '{"name":"x","timeZone":"Mars/Base","domains":[]}',
      422,
      'invalid_input',
    ],
    [
      'a domain that is none',
      '{"name":"x","timeZone":"UTC","domains":["not a domain"]}',
      422,
      'invalid_input',
    ],
  ])('%s', async (_, body, status, reason) => {
    const session = await test.api('POST', '/sign-in', {
      email: 'owner@shop.test',
      password: 'a long enough password',
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const response = await test.app.request(`${ORIGIN}/api/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN, cookie },
      body,
    });
    expect(response.status).toBe(status);
    const json = await response.json();
    expect(json).toMatchObject({ error: { reason, requestId: expect.any(String) } });
    expect(JSON.stringify(json)).not.toMatch(/stack|sqlite|node_modules|\.ts/i);
  });

  it('A9 takes only real dates and ranges', async () => {
    await test.api('POST', '/accounts', { name: 'x', timeZone: 'UTC', domains: [] });
    for (const query of [
      'from=x&to=y',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-03-02&to=2026-03-01',
      'from=2001-01-01&to=2099-01-01',
      '',
    ]) {
      const { status } = await test.api('GET', `/accounts/1/overview?${query}`);
      expect(status, query).toBe(422);
    }
  });

  it('an address that is not there is a 404 in the same shape', async () => {
    const { status, json } = await test.api('GET', '/nothing');
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: { code: 'not_found' } });
  });
});
