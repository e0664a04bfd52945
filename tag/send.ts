import { click } from './click-id.ts';
import { consent } from './consent.ts';
import type { Draft } from './hit.ts';
import { initialised } from './init.ts';
import { cleanUrl } from './lib/clean-url.ts';
import { post, root } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { randomHex } from './lib/random-hex.ts';
import { MOST_HITS, MOST_LENGTH, RETRY_MS, TICK_MS } from './limits.ts';
import { visitorId } from './visitor.ts';
import { WIRE_VERSION, type WireFlag } from './wire.ts';

/** Hits without an answer. */
export const waiting = new Set<Draft>();
/** Those of them that are under way, or of a page that nobody has seen yet. */
const held = new Set<Draft>();
/** Tags whose base code was seen twice, to be said on the next hit of theirs that leaves. */
export const twice = new Set<string>();

/** Takes a hit of this moment for the next `flush`; a page view, which has no `fields`, once the page is seen. */
export const enqueue = (tag: string, flags: WireFlag[], fields?: Partial<Draft>): void => {
  let since = 0;
  const hit = Object.assign(
    {
      tag,
      flags: [...flags],
      url: cleanUrl(location.href),
      referrer: cleanUrl(document.referrer),
      /** Counts from the first reading, which is the first sending. */
      get age() {
        const now = performance.now();
        since = since || now;
        return (now - since) | 0;
      },
    },
    fields,
  );
  if (waiting.size < MOST_HITS) waiting.add(hit);
  if (fields ? document.prerendering : document.hidden) held.add(hit);
};

/** Sends what is neither answered nor held. What fails stays, and goes under the same ids next time. */
export const flush = guard(() => send([...waiting].filter((hit) => !held.has(hit))));

/**
 * The page was hidden: it may never be seen again, so what is under way goes by beacon too; nobody reads a
 * beacon's answer, so it goes once more when the page is shown. Or the page was shown, and what waited for that
 * goes, a moment later: at this one, requests of a page that was rendered ahead still say that it is.
 */
export const turn = (): void => {
  held.clear();
  if (document.hidden) flush();
  else setTimeout(flush, TICK_MS);
};

const send = (hits: Draft[]): void => {
  if (hits[0] && consent !== 'denied') {
    hits.forEach(prepare);
    const body = JSON.stringify({ v: WIRE_VERSION, hits });
    if (hits[1] && body.length > MOST_LENGTH) {
      send(hits.splice(hits.length >> 1));
      send(hits);
    } else {
      if (document.hidden) navigator.sendBeacon(`${root}hit`, body);
      else
        void post('hit', body).then((answer) => {
          // Any other answer is final: stored, not wanted, or refused for good.
          const final = answer && answer.status < 429;
          for (const hit of hits) {
            held.delete(hit);
            if (final) waiting.delete(hit);
          }
          if (!final)
            setTimeout(flush, Number(answer ? answer.headers.get('retry-after') : 0) * 1000 || RETRY_MS);
        });
    }
  }
};

/** Holds a hit, and adds what is known only when it first leaves, after every call of the same moment was heard. */
const prepare = (hit: Draft, place: number): void => {
  const { tag, flags } = hit;
  held.add(hit);
  if (hit.id) return;
  if (twice.delete(tag)) flags.push('twice');
  if (!initialised.includes(tag)) flags.push('not-initialised');
  Object.assign(hit, {
    // Begins with the clock (48 bits), so that ids sort by time, those of one batch in the order of its calls.
    id: `0${(Date.now() + place).toString(16)}${randomHex()}`.slice(0, 32),
    visitor: visitorId(),
    click,
    title: document.title,
    consent,
  });
};
