import { Hono } from 'hono';
import { TaglineError } from '../../db/error.ts';
import { CLICK_PARAM } from '../../tag/wire.ts';
import { withParam } from '../lib/with-param.ts';
import { agentOf } from './agent.ts';
import { notAPerson } from './bot.ts';
import type { IntakeDeps } from './hit.ts';
import type { Links } from './links.ts';

/** What a code may look like; anything else is not even looked up. */
const CODE = /^[A-Za-z0-9_-]{4,32}$/;

type ClickDeps = Pick<IntakeDeps, 'writer' | 'now' | 'newId'> & {
  links: Links;
};

/**
 * `GET /r/CODE`: counts a human click and leads on to the link's one stored destination. Programs, previews and
 * HEAD are led on uncounted. A click that could not be written is lost, and counted as that, but its visitor still arrives.
 */
export function clickRoute({ links, writer, now, newId }: ClickDeps) {
  return new Hono().get('/:code', async (c) => {
    const code = c.req.param('code');
    const link = CODE.test(code) ? await links.byCode(code) : null;
    if (!link) throw new TaglineError('not_found', 'unknown_link', 'There is no such link.');
    const headers = c.req.raw.headers;
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex');
    const reason = notAPerson(headers);
    if (reason || c.req.method === 'HEAD') {
      if (reason) c.header('X-Tagline-Reason', reason);
      return c.redirect(link.destination, 302);
    }
    const id = newId();
    try {
      await writer.write({
        clicks: [
          {
            id,
            linkId: link.id,
            accountId: link.accountId,
            at: now(),
            agent: agentOf(headers.get('user-agent')),
          },
        ],
      });
    } catch {
      return c.redirect(link.destination, 302); // logged and counted by the writer
    }
    // Global Privacy Control: the click counts, but nobody is tied to it.
    const isPrivate = headers.get('sec-gpc') === '1';
    const { destination } = link;
    return c.redirect(isPrivate ? destination : withParam(destination, CLICK_PARAM, id), 302);
  });
}
