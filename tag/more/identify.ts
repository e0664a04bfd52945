import type { First } from '../handed.ts';
import { PROOF_AGAIN_MS, PROOF_AGAIN_TIMES, PROOF_MOST_MS } from '../limits.ts';

/** By tag, what offers the proof that was said last: an older one must not undo a newer one. */
const last: Record<string, unknown> = {};

/**
 * Has the collector tie this visitor to who `idToken` proves to be, for each of `tags`. Again, each time after longer,
 * where nobody takes it, as long as the visitor is the same. What nobody took is told with the next hit.
 */
export const identify = (first: First, tags: string[], idToken: unknown): void => {
  const { visitor } = first.$facts();
  for (const tag of tags) {
    const attempt = (wait: number): void => {
      const who = first.$facts();
      if (last[tag] !== attempt || who.visitor !== visitor) return;
      // Without a visitor there is nobody to tie.
      if (!visitor || wait > PROOF_MOST_MS) first.$news.add('ignored');
      else
        void first
          .$ask('identify', { tag, ...who, idToken })
          .then((answer) => first.$isFinal(answer) || setTimeout(attempt, wait, wait * PROOF_AGAIN_TIMES));
    };
    last[tag] = attempt;
    attempt(PROOF_AGAIN_MS);
  }
};
