import type { First } from '../handed.ts';
import { TELL_AGAIN_MS, TELL_AGAIN_TIMES, TELL_MOST_MS } from '../limits.ts';
import { WIRE_VERSION, type WireHop, type WireIdentify } from '../wire.ts';

type Body = { [Key in keyof (WireHop & WireIdentify)]?: unknown };

/** What was last said, by route and tag: an older proof that is tried again must not undo a newer one. */
const last: Record<string, unknown> = {};

/**
 * Tells the collector something of this visitor, as long as there is one, for each of `tags`: again after `wait`
 * milliseconds where it does not take it, and then after longer. What it never took is told with the next hit.
 */
export const tell = (
  first: First,
  route: 'identify' | 'hop',
  tags: string[],
  fields: Pick<Body, 'idToken' | 'hop'>,
  wait = TELL_AGAIN_MS,
): void => {
  for (const tag of tags) {
    const body: Body = { v: WIRE_VERSION, tag, ...first.$facts(), ...fields };
    last[route + tag] = fields;
    if (body.visitor)
      void first.$way.$post(route, first.$json(body)).then((answer) => {
        if (first.$isFinal(answer)) return;
        if (wait > TELL_MOST_MS) first.$news.add('ignored');
        else
          setTimeout(() => {
            if (last[route + tag] === fields) tell(first, route, [tag], fields, wait * TELL_AGAIN_TIMES);
          }, wait);
      });
  }
};
