import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { CONVERSION_CODE_EVENT } from '../../db/model.ts';
import { type IntakeDeps, unreadable, write } from './hit.ts';
import { requestOf } from './new-hit.ts';
import { answerOf } from './outcome.ts';
import { imageHit, type Parsed, parseBatch } from './parse.ts';
import { respondImage } from './respond.ts';
import { take } from './step.ts';

/** The image of a page without script, with LINE's own parameters. */
function hitOf(c: Context, newId: () => string): Parsed {
  const kind = c.req.query('e') ?? 'pv';
  if (kind !== 'pv' && kind !== 'cv')
    return { bad: 'bad_hit', id: null, tagId: c.req.query('t_id') ?? null, claim: null };
  return imageHit({
    id: newId(),
    tagId: c.req.query('t_id'),
    event: kind === 'cv' ? (c.req.query('type') ?? CONVERSION_CODE_EVENT) : undefined,
    url: c.req.header('referer'),
    value: c.req.query('value'),
    currency: c.req.query('currency'),
    test: c.req.query('test'),
  });
}

/** A batch in the query, as the tag sends it from a page whose policy forbids everything but images. */
function batchOf(text: string) {
  try {
    return parseBatch(JSON.parse(text));
  } catch {
    return 'unreadable_body' as const;
  }
}

/**
 * `GET /tag.gif`: the image without script (`c_t`, `t_id`, `e`, `noscript`). Its page is what the Referer says,
 * often only the site; its visitor is nobody. It is never a conversion. With `hits`, what `POST /hit` takes, for a
 * script that may send nothing but images; there the image says that the hits need not be sent again.
 */
export function gifRoute(deps: IntakeDeps) {
  const { accounts, now, newId, addressOf, countryOf } = deps;
  return new Hono<{ Bindings: Partial<HttpBindings> }>().get('/', async (c) => {
    // Looking is not seeing.
    if (c.req.method === 'HEAD') return respondImage(answerOf([]));
    const { headers } = c.req.raw;
    const batch = c.req.query('hits');
    const request = requestOf(
      batch === undefined ? 'image' : 'tag',
      headers,
      now(),
      addressOf(c.env, headers),
      countryOf,
    );
    const parsed = batch === undefined ? [hitOf(c, newId)] : batchOf(batch);
    const known = await accounts.byTagIds();
    const steps = Array.isArray(parsed)
      ? parsed.map((hit) => take(hit, request, known, deps))
      : unreadable(parsed, request);
    return respondImage(await write(steps, deps), batch !== undefined);
  });
}
