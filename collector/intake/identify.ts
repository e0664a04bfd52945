import { Hono } from 'hono';
import { TaglineError } from '../../db/error.ts';
import { mayIdentify, proveIdentity } from '../identity/id-token.ts';
import { limitBody } from '../lib/limit-body.ts';
import type { LineLogin } from '../line/login.ts';
import { admit } from './admit.ts';
import { type AnswerTo, answerPage, PREFLIGHT } from './cors.ts';
import type { IntakeDeps } from './hit.ts';
import { BODY_MAX, parseIdentify } from './parse.ts';

function refuse(reason: string, message: string): never {
  throw new TaglineError('invalid', reason, message);
}

type IdentifyDeps = Pick<IntakeDeps, 'accounts' | 'writer' | 'now' | 'hosts'> & { login: LineLogin };

/**
 * `POST /identify`: ties a visitor to the LINE user that LINE itself vouches for. A bare user id is refused,
 * always. Answers 204 when the link is on disk.
 */
export function identifyRoute({ accounts, writer, now, login, hosts }: IdentifyDeps) {
  const route = new Hono<AnswerTo>();
  route.use(answerPage(hosts));
  route.options('/', () => new Response(null, { status: 204, headers: PREFLIGHT }));
  route.post(
    '/',
    limitBody(BODY_MAX, () => {
      throw new TaglineError('too_large', 'too_large', 'The body is over the limit.');
    }),
    async (c) => {
      const claim = parseIdentify(await c.req.arrayBuffer());
      if (claim === null) throw new TaglineError('invalid', 'bad_identify', 'The body is no JSON object.');
      if (claim.idToken === null && claim.bareUserId) {
        refuse('bare_user_id', 'A user id proves nothing; send a LINE ID token.');
      }
      if (claim.tagId === null || claim.visitor === null || claim.idToken === null) {
        refuse('bad_identify', 'tag, visitor and idToken are needed.');
      }
      const account = await accounts.byTagId(claim.tagId);
      if (account === null) refuse('unknown_tag', 'There is no account with this tag id.');
      c.set('account', account);
      const headers = c.req.raw.headers;
      const allowed = mayIdentify(account, claim.consent) && headers.get('sec-gpc') !== '1';
      const reason =
        admit({
          account,
          headers,
          url: null,
          referrer: null,
          consent: claim.consent,
          sender: null,
          test: null,
        }) ?? (allowed ? null : 'consent');
      if (reason) {
        c.header('X-Tagline-Reason', reason);
        return c.json({ outcome: 'dropped', reason }, 202);
      }
      const { visitor, idToken } = claim;
      const identityLink = await proveIdentity(login, account, { visitor, idToken }, now());
      try {
        await writer.write({ identityLinks: [identityLink] });
      } catch {
        throw new TaglineError('unavailable', 'storage', 'It could not be stored just now; try again.');
      }
      return c.body(null, 204);
    },
  );
  return route;
}
