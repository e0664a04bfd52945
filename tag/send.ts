import { type Draft, hasLeft, moment, prepare, testToken, WAITS } from './draft.ts';
import { clock } from './lib/clock.ts';
import { isFinal, root, way } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { json } from './lib/json.ts';
import { ofDocument } from './lib/of-document.ts';
import { keep, kept } from './lib/stored.ts';
import { MOST_LENGTH, RETRY_SECONDS, TICK_MS } from './limits.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { keepVisitor } from './visitor.ts';
import { inOrder, release, settle, those, waiting } from './waiting.ts';
import { SIGHT, TURN } from './waits.ts';
import { WIRE_VERSION } from './wire.ts';

/** When to come again, by the clock, where the collector said so. */
let resumeAt = 0;
let retry: ReturnType<typeof setTimeout>;

/** Sends what is neither answered nor held. What fails stays, and goes under the same ids next time. */
export const flush = guard(() => {
  if (ofDocument('hidden')) release(TURN);
  else if (page.$mustWait || clock() + TICK_MS < resumeAt) return;
  send(inOrder(those()));
});

/**
 * The page was hidden, and may never be seen again: what has no answer is kept for the next one. Or it was shown, and
 * what waited for that goes. A page that was rendered ahead is shown first and opened a moment later; until then its
 * requests say that it is rendered ahead, which a collector takes for nobody's.
 */
export const turn = (): void => {
  if (ofDocument('hidden')) {
    flush();
    settle(waiting);
    // What nobody is left to tell goes with the next page, where something may be kept.
    if (kept('')) keep('news', [...news].join());
  } else if (!ofDocument('prerendering')) {
    // A view is of the moment that it is seen.
    for (const hit of those(SIGHT)) {
      if (!hasLeft(hit)) hit.id = moment();
      hit[WAITS] = undefined;
    }
    setTimeout(flush, TICK_MS);
  }
};

/** Sends hits: as many as fit into a request now, the others when these have an answer, or the page hides. */
const send = (hits: Draft[]): void => {
  if (!hits[0] || page.$consent === 'denied') return;
  hits.forEach(prepare);
  const body = json({ v: WIRE_VERSION, test: testToken(), hits });
  if (hits[1] && body.length > MOST_LENGTH) {
    for (const hit of hits.splice(hits.length >> 1)) hit[WAITS] = TURN;
    send(hits);
    if (ofDocument('hidden')) flush();
  } else if (ofDocument('hidden')) {
    for (const hit of hits) hit[WAITS] = SIGHT;
    settle(hits);
    navigator.sendBeacon(`${root}hit`, body);
  }
  // What the page has put in the place of the browser's own may throw on the way.
  else
    void way
      .$post('hit', body)
      .catch(() => undefined)
      .then(
        guard((answer) => {
          for (const hit of hits) hit[WAITS] = undefined;
          release(TURN);
          // What came back after a no may have brought the cookie again.
          if (page.$consent === 'denied' && !page.$isAsked) keepVisitor('');
          const final = isFinal(answer);
          settle(hits, final);
          if (final) flush();
          else {
            const seconds = Math.min(Number(answer?.headers?.get('retry-after')), RETRY_SECONDS);
            const now = clock();
            if (seconds > 0) resumeAt = Math.max(resumeAt, now + 1000 * seconds);
            // One timer for all that failed.
            clearTimeout(retry);
            retry = setTimeout(flush, Math.max(resumeAt - now, 0) || 1000 * RETRY_SECONDS);
          }
        }),
      );
};
