import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';

/** Who is told apart by `sub`: `U` and 32 hex digits, like LINE's own. */
const USER = /^U[0-9a-f]{32}$/;
const ISSUER = 'https://access.line.me';

/** A fault that answers in the place of the fake. */
export interface Fault {
  status: number;
  body: string;
  delayMs?: number;
}

/** A stateful stand-in for LINE, for tests and the demo. It knows no real token and asks nobody. */
export interface FakeLine {
  app: Hono;
  /** An ID token as LINE Login would give it, for one user and one channel, for an hour or `expiresIn` seconds. */
  issueIdToken(claim: { userId: string; channelId: string; expiresIn?: number }): string;
  /** Answers every call like this until `null` ends it. */
  fault(fault: Fault | null): void;
}

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
  iat: z.number(),
  nonce: z.string().optional(),
  name: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** The fake, with a secret of its own and the caller's clock in milliseconds. */
export function createFakeLine({
  now,
  secret = randomUUID(),
}: {
  now: () => number;
  secret?: string;
}): FakeLine {
  let faulty: Fault | null = null;
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');

  function issueIdToken({
    userId,
    channelId,
    expiresIn = 3600,
  }: Parameters<FakeLine['issueIdToken']>[0]): string {
    const iat = Math.floor(now() / 1000);
    const claims: Claims = {
      iss: ISSUER,
      sub: userId,
      aud: channelId,
      exp: iat + expiresIn,
      iat,
      name: 'Demo',
    };
    const text = `${base64url('{"typ":"JWT","alg":"HS256"}')}.${base64url(JSON.stringify(claims))}`;
    return `${text}.${sign(text)}`;
  }

  /** The claims of a token that is ours, else null. */
  function claimsOf(token: string): Claims | null {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const expected = Buffer.from(sign(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
    return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  }

  /** LINE's own words for what is wrong. */
  function complaint(claims: Claims | null, clientId: string, nonce: string, user: string): string | null {
    if (!claims) return 'Invalid IdToken.';
    if (claims.iss !== ISSUER) return 'Invalid IdToken Issuer.';
    if (claims.exp * 1000 <= now()) return 'IdToken expired.';
    if (claims.aud !== clientId) return 'Invalid IdToken Audience.';
    if (nonce !== '' && claims.nonce !== nonce) return 'Invalid IdToken Nonce.';
    return user !== '' && claims.sub !== user ? 'Invalid IdToken Subject Identifier.' : null;
  }

  const app = new Hono();
  app.use(async (c, next) => {
    if (faulty) {
      const { status, body, delayMs = 0 } = faulty;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      return new Response(body, { status, headers: { 'X-Line-Request-Id': randomUUID() } });
    }
    await next();
    c.res.headers.set('X-Line-Request-Id', randomUUID());
  });

  app.post('/oauth2/v2.1/verify', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const token = form.get('id_token') ?? '';
    const clientId = form.get('client_id') ?? '';
    if (token === '' || clientId === '') {
      return c.json(
        { error: 'invalid_request', error_description: 'id_token and client_id are required' },
        400,
      );
    }
    const claims = claimsOf(token);
    const wrong = complaint(claims, clientId, form.get('nonce') ?? '', form.get('user_id') ?? '');
    if (wrong || !claims) return c.json({ error: 'invalid_request', error_description: wrong }, 400);
    return c.json(claims);
  });

  // What LINE Login's pages would do: the demo shop's "Sign in with LINE" asks here.
  app.get('/demo/login', (c) => {
    const userId = c.req.query('user') ?? '';
    const channelId = c.req.query('channel') ?? '';
    if (!USER.test(userId)) return c.json({ error: 'invalid_request' }, 400);
    c.header('Access-Control-Allow-Origin', '*');
    return c.json({ idToken: issueIdToken({ userId, channelId }) });
  });

  app.get('/', (c) => c.text('This is the fake LINE of the Tagline demo. It only knows its own tokens.'));

  return {
    app,
    issueIdToken,
    fault: (fault) => {
      faulty = fault;
    },
  };
}
