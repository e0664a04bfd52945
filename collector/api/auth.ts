import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TaglineError } from '../../db/error.ts';
import type { Config } from '../config.ts';

/** Somebody who may sign in to the dashboard. */
export interface Member {
  id: string;
  email: string;
}

/** Sign-in, as the API uses it; the library behind it is seen nowhere else. */
export interface Auth {
  /** Name of the cookie that holds a session. */
  cookie: string;
  member(headers: Headers): Promise<Member | null>;
  /** Throws `unauthenticated` for a wrong pair, `too_many` after ten wrong ones from one address. */
  signIn(email: string, password: string, headers: Headers, address: string): Promise<SignedIn>;
  /** Ends the session; gives the cookies that clear it. */
  signOut(headers: Headers): Promise<string[]>;
  /** Adds a member with a password. There is no public way to this. */
  addMember(email: string, password: string): Promise<void>;
  /** Gives a member another password and ends every session of theirs; false where there is no such member. */
  changePassword(email: string, password: string): Promise<boolean>;
}

export interface SignedIn {
  email: string;
  cookies: string[];
}

/** Wrong passwords allowed for one e-mail address from one network address in a quarter of an hour. */
const ATTEMPTS = { points: 10, duration: 900 };

/** The store's own file, as the library's adapter takes it. */
export interface AuthDatabase {
  db: Parameters<typeof drizzleAdapter>[0];
  schema: Record<string, unknown>;
}

/** Sign-in over the store's own file. */
export function createAuth(config: Config, { db, schema }: AuthDatabase): Auth {
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const cookie = secure ? '__Host-tagline' : 'tagline';
  const library = betterAuth({
    secret: config.sessionSecret,
    baseURL: config.publicUrl ?? `http://localhost:${config.port}`,
    // The driver is synchronous: an asynchronous transaction would commit before its callback has ended.
    database: drizzleAdapter(db, { provider: 'sqlite', schema, transaction: false }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { modelName: 'member' },
    session: { modelName: 'memberSession' },
    account: { modelName: 'memberCredential' },
    verification: { modelName: 'memberVerification' },
    rateLimit: { enabled: false }, // ours, below, counts by address and e-mail
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      useSecureCookies: false, // it would choose __Secure-; __Host- also binds the cookie to this host
      ipAddress: { disableIpTracking: true },
      cookies: {
        session_token: {
          name: cookie,
          attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
  });
  const attempts = new RateLimiterMemory(ATTEMPTS);

  return {
    cookie,

    async member(headers) {
      const session = await library.api.getSession({ headers });
      return session && { id: session.user.id, email: session.user.email };
    },

    async signIn(email, password, headers, address) {
      const key = `${address} ${email.toLowerCase()}`;
      try {
        await attempts.consume(key);
      } catch (refused) {
        const wait =
          refused instanceof RateLimiterRes ? Math.ceil(refused.msBeforeNext / 1000) : ATTEMPTS.duration;
        throw new TaglineError(
          'too_many',
          'too_many_attempts',
          'Too many attempts. Wait a few minutes.',
          wait,
        );
      }
      try {
        const answer = await library.api.signInEmail({
          body: { email, password },
          headers,
          returnHeaders: true,
        });
        await attempts.delete(key);
        return { email: answer.response.user.email, cookies: answer.headers.getSetCookie() };
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) {
          throw new TaglineError(
            'unauthenticated',
            'wrong_password',
            'The e-mail address or the password is wrong.',
          );
        }
        throw error;
      }
    },

    async signOut(headers) {
      const answer = await library.api.signOut({ headers, returnHeaders: true });
      return answer.headers.getSetCookie();
    },

    async addMember(email, password) {
      const context = await library.$context;
      const hash = await context.password.hash(password);
      const member = await context.internalAdapter.createUser(
        { email, name: email, emailVerified: true },
        { method: 'email-password' },
      );
      await context.internalAdapter.linkAccount({
        userId: member.id,
        accountId: member.id,
        providerId: 'credential',
        password: hash,
      });
    },

    async changePassword(email, password) {
      const context = await library.$context;
      const found = await context.internalAdapter.findUserByEmail(email);
      if (!found) return false;
      await context.internalAdapter.updatePassword(found.user.id, await context.password.hash(password));
      await context.internalAdapter.deleteUserSessions(found.user.id);
      return true;
    },
  };
}
