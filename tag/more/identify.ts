import type { First } from '../handed.ts';
import { PROOF_AGAIN_MS, PROOF_AGAIN_TIMES, PROOF_MOST_MS } from '../limits.ts';
import { WIRE_VERSION } from '../wire.ts';

/** By tag, what was said last: an older proof that is tried again must not undo a newer one. */
const last: Record<string, unknown> = {};

/**
 * Has the collector tie this visitor to who `idToken` proves to be, for each of `tags`. Again, each time after longer,
 * where nobody takes it, as long as the visitor is the same. What nobody took is told with the next hit.
 */
export const identify = (first: First, tags: string[], idToken: unknown): void => {
  for (const tag of tags) {
    const body = { v: WIRE_VERSION, tag, ...first.$facts(), idToken };
    last[tag] = body;
    const attempt = (wait: number): void => {
      if (
        wait < PROOF_MOST_MS &&
        last[tag] === body &&
        // Without a visitor there is nobody to tie.
        body.visitor === (first.$facts().visitor || '')
      )
        void first.$way.$post('identify', first.$json(body)).then((answer) => {
          if (!first.$isFinal(answer)) setTimeout(attempt, wait, wait * PROOF_AGAIN_TIMES);
        });
      else first.$news.add('ignored');
    };
    attempt(PROOF_AGAIN_MS);
  }
};
