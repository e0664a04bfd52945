import { createMiddleware } from 'hono/factory';
import { TaglineError } from '../../db/error.ts';
import type { RecordStore } from '../../db/store.ts';
import type { Auth } from './auth.ts';
import { type ApiEnv, found } from './route.ts';

/** Lets only members through, and says who it is. */
export function requireMember(auth: Auth) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const member = await auth.member(c.req.raw.headers);
    if (!member) throw new TaglineError('unauthenticated', 'no_session', 'Sign in first.');
    c.set('member', member);
    await next();
  });
}

/** Finds the account that a path names, for every route below it. What is not there is 404, whatever was written. */
export function requireAccount(records: Pick<RecordStore, 'account'>) {
  return createMiddleware<ApiEnv, '/accounts/:account/*'>(async (c, next) => {
    const id = Number(c.req.param('account'));
    c.set('account', found(Number.isSafeInteger(id) ? await records.account(id) : null));
    await next();
  });
}

/** Scheme apart: behind a proxy that ends TLS the browser says https and we hear http. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const READS = new Set(['GET', 'HEAD']);

/**
 * Refuses what another site makes a member's browser send: a change must come from our own pages (Origin,
 * where the browser states one) and as JSON, which no form can send.
 */
export function sameOrigin(publicUrl: string | null) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (!READS.has(c.req.method)) {
      const origin = c.req.header('origin');
      const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
      const own = origin === undefined || origin === publicUrl || hostOf(origin) === new URL(c.req.url).host;
      const site = c.req.header('sec-fetch-site');
      const near = site === undefined || site === 'same-origin' || site === 'none';
      const json = type === 'application/json' || (type === undefined && origin !== undefined);
      if (!own || !near || !json) {
        throw new TaglineError(
          'forbidden',
          'cross_site',
          'A change must be sent as JSON by the dashboard itself.',
        );
      }
    }
    await next();
  });
}
