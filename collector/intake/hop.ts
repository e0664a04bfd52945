import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { TaglineError } from '../../db/error.ts';
import type { Account } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import type { WireHopAnswer } from '../../tag/wire.ts';
import { sha256 } from '../lib/hash.ts';
import { limitBody } from '../lib/limit-body.ts';
import { admit } from './admit.ts';
import { type AnswerTo, answerPage, PREFLIGHT } from './cors.ts';
import type { IntakeDeps } from './hit.ts';
import { BODY_MAX, type ParsedHop, parseHop } from './parse.ts';

/** A link is followed at once or not at all. */
export const HOP_LIFE = 10 * 60_000;

type HopDeps = Pick<IntakeDeps, 'accounts' | 'now' | 'hosts' | 'rates' | 'addressOf'> & {
  records: Pick<RecordStore, 'account' | 'hops' | 'putHop' | 'takeHops'>;
};

function nobody(): never {
  // The same for a token that never was, was used, is too old, or is not for this site.
  throw new TaglineError('not_found', 'unknown_hop', 'Nobody came with this token.');
}

/**
 * `POST /hop`: takes a visitor along from one of the account's sites to another, or from LINE's in-app browser to the
 * phone's own. The site that is left says who will arrive with a random token (204); the site that is reached asks
 * who came (200, once, within ten minutes, else 404). What admit would drop is dropped here too (202), and what comes too
 * often from one address, before the database is asked.
 */
export function hopRoute({ accounts, records, now, hosts, rates, addressOf }: HopDeps) {
  const route = new Hono<AnswerTo & { Bindings: Partial<HttpBindings> }>();
  route.use(answerPage(hosts));
  route.options('/', () => new Response(null, { status: 204, headers: PREFLIGHT }));
  route.post(
    '/',
    limitBody(BODY_MAX, () => {
      throw new TaglineError('too_large', 'too_large', 'The body is over the limit.');
    }),
    async (c) => {
      const claim = parseHop(await c.req.arrayBuffer());
      if (claim === null) throw new TaglineError('invalid', 'bad_hop', 'The body names no hop token.');
      const { headers } = c.req.raw;
      const isTooMany = rates.isTooManyFrom(addressOf(c.env, headers), now());
      const refusal = (account: Account) =>
        headers.get('sec-gpc') === '1'
          ? 'consent'
          : admit({
              account,
              headers,
              url: null,
              referrer: null,
              consent: claim.consent,
              sender: null,
              test: null,
            });

      async function leave(visitor: string, { tagId, hop, click }: ParsedHop) {
        const account = tagId === null ? null : await accounts.byTagId(tagId);
        if (account === null)
          throw new TaglineError('invalid', 'unknown_tag', 'There is no account with this tag id.');
        c.set('account', account);
        const reason = refusal(account) ?? (isTooMany ? 'rate' : null);
        if (reason) return drop(reason);
        await records.putHop({ accountId: account.id, tokenHash: sha256(hop), visitor, click, at: now() });
        return c.body(null, 204);
      }

      async function arrive({ hop }: ParsedHop) {
        if (isTooMany) return drop('rate');
        const tokenHash = sha256(hop);
        const since = now() - HOP_LIFE;
        const known = await records.hops(tokenHash, since);
        const told = (await Promise.all(known.map(({ accountId }) => records.account(accountId)))).filter(
          (account) => account !== null,
        );
        // A page may have told several accounts, of which only some list the site that is reached.
        const account = told.find((one) => refusal(one) === null) ?? told[0];
        if (!account) nobody();
        c.set('account', account);
        const reason = refusal(account);
        if (reason) return drop(reason);
        const taken = await records.takeHops(tokenHash, since);
        const mine = taken.find(({ accountId }) => accountId === account.id);
        if (!mine) nobody();
        const who: WireHopAnswer = { visitor: mine.visitor, ...(mine.click ? { click: mine.click } : {}) };
        return c.json(who, 200);
      }

      function drop(reason: string) {
        c.header('X-Tagline-Reason', reason);
        return c.json({ outcome: 'dropped', reason }, 202);
      }

      return claim.visitor === null ? arrive(claim) : leave(claim.visitor, claim);
    },
  );
  return route;
}
