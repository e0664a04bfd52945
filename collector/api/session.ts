import { createRoute, z } from '@hono/zod-openapi';
import { addressOf } from '../lib/address.ts';
import { createOwner } from './owner.ts';
import { type ApiDeps, body, createRouter, json } from './route.ts';

/** These routes let everybody in. */
const OPEN_TO_ALL: [] = [];

const Email = z.email().max(254);

const Session = z
  .object({
    /** Whether an owner exists; while not, the set-up token makes one. */
    setUp: z.boolean(),
    member: z.object({ email: z.string() }).nullable(),
  })
  .openapi('Session');

const get = createRoute({
  method: 'get',
  path: '/session',
  security: OPEN_TO_ALL,
  summary: 'Who is signed in',
  responses: { 200: json(Session, 'The member, or null') },
});

const setUp = createRoute({
  method: 'post',
  path: '/setup',
  security: OPEN_TO_ALL,
  summary: 'Create the owner with the one-time set-up token, and sign in',
  request: {
    body: body(
      z
        .object({ token: z.string().max(200), email: Email, password: z.string().min(12).max(128) })
        .openapi('SetUp'),
    ),
  },
  responses: { 201: json(Session, 'Signed in as the owner') },
});

const signIn = createRoute({
  method: 'post',
  path: '/sign-in',
  security: OPEN_TO_ALL,
  summary: 'Sign in with e-mail and password',
  request: {
    body: body(z.object({ email: Email, password: z.string().min(1).max(128) }).openapi('SignIn')),
  },
  responses: { 200: json(Session, 'Signed in') },
});

const signOut = createRoute({
  method: 'post',
  path: '/sign-out',
  security: OPEN_TO_ALL,
  summary: 'Sign out of this browser',
  responses: { 200: json(Session, 'Signed out') },
});

/** Routes of set-up and sign-in; the only ones that answer without a session. */
export function sessionRoutes(deps: ApiDeps) {
  const { auth, records } = deps;
  return createRouter()
    .openapi(get, async (c) => {
      const member = await auth.member(c.req.raw.headers);
      return c.json({ setUp: await records.hasOwner(), member: member && { email: member.email } }, 200);
    })
    .openapi(setUp, async (c) => {
      const { token, email, password } = c.req.valid('json');
      await createOwner(deps, token, email, password);
      const session = await auth.signIn(
        email,
        password,
        c.req.raw.headers,
        addressOf(c.env, c.req.raw.headers, deps.config.trustedProxies),
      );
      for (const cookie of session.cookies) c.header('Set-Cookie', cookie, { append: true });
      return c.json({ setUp: true, member: { email: session.email } }, 201);
    })
    .openapi(signIn, async (c) => {
      const { email, password } = c.req.valid('json');
      const session = await auth.signIn(
        email,
        password,
        c.req.raw.headers,
        addressOf(c.env, c.req.raw.headers, deps.config.trustedProxies),
      );
      for (const cookie of session.cookies) c.header('Set-Cookie', cookie, { append: true });
      return c.json({ setUp: true, member: { email: session.email } }, 200);
    })
    .openapi(signOut, async (c) => {
      for (const cookie of await auth.signOut(c.req.raw.headers)) {
        c.header('Set-Cookie', cookie, { append: true });
      }
      return c.json({ setUp: await records.hasOwner(), member: null }, 200);
    });
}
