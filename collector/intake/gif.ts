import { Hono } from 'hono';
import { CONVERSION_CODE_EVENT } from '../../db/model.ts';
import { type IntakeDeps, take, write } from './hit.ts';
import { requestOf } from './new-hit.ts';
import { answerOf } from './outcome.ts';
import { addressIn, imageHit, type Parsed } from './parse.ts';
import { respondImage } from './respond.ts';

/**
 * `GET /tag.gif`: the image without script, with LINE's own parameters (`c_t`, `t_id`, `e`, `noscript`). Its
 * page is what the Referer says, often only the site; its visitor is nobody. It is never a conversion.
 */
export function gifRoute(deps: IntakeDeps) {
  const { now, newId } = deps;
  return new Hono().get('/', async (c) => {
    // Looking is not seeing.
    if (c.req.method === 'HEAD') return respondImage(answerOf([]));
    const request = requestOf('image', c.req.raw.headers, now());
    const kind = c.req.query('e') ?? 'pv';
    const parsed: Parsed =
      kind === 'pv' || kind === 'cv'
        ? imageHit({
            id: newId(),
            tagId: c.req.query('t_id'),
            event: kind === 'cv' ? (c.req.query('type') ?? CONVERSION_CODE_EVENT) : undefined,
            url: addressIn(c.req.header('referer')) ?? undefined,
            value: c.req.query('value'),
            currency: c.req.query('currency'),
            test: c.req.query('test'),
          })
        : { bad: 'bad_hit', id: null, tagId: c.req.query('t_id') ?? null };
    return respondImage(await write([await take(parsed, request, deps)], deps));
  });
}
