import { type Called, type Draft, WAITS } from './hit.ts';
import { cleaned } from './lib/clean.ts';
import { clock } from './lib/clock.ts';
import { root, way } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { randomHex } from './lib/random-hex.ts';
import { keep, kept } from './lib/stored.ts';
import { MOST_HITS, MOST_LENGTH, MOST_PROPS_LENGTH, MOST_WAITING, RETRY_SECONDS, TICK_MS } from './limits.ts';
import { page } from './page.ts';
import { nextNumber } from './sequence.ts';
import { facts } from './visitor.ts';
import { ANSWER, SIGHT, TURN } from './waits.ts';
import { WIRE_VERSION } from './wire.ts';

/** Hits without an answer, oldest first. */
export const waiting = new Set<Draft>();
/** Tags whose base code was seen twice, and `ignored`: to be said on the next hit that leaves, of that tag. */
export const news = new Set<string>();

/** Hits that wait for this; without it, those that nothing keeps from leaving. */
const those = (what?: Draft[typeof WAITS]) => [...waiting].filter((hit) => hit[WAITS] === what);

/** Lets hits go that waited for this. */
const release = (what: Draft[typeof WAITS]) => {
  for (const hit of those(what)) hit[WAITS] = undefined;
};

let calls = 0;
/**
 * The first part of the id of a hit of this moment: the clock (48 bits) and which call it is, so that ids sort by time.
 * The rest follows when it first leaves.
 */
const moment = () => `0${clock().toString(16)}${100 + (calls++ % 900)}`;
const hasLeft = ({ id }: Draft) => id[15];

/** Properties that the page set for all that follows. */
export const common: Record<string, unknown> = {};

/**
 * What `props` are at this moment, or none where they are no JSON, or nothing, or too much: the hit itself matters more.
 * It, or one soon after it, tells of what was left out.
 */
const sendable = (props: Record<string, unknown>): Record<string, unknown> | undefined => {
  const json = guard(JSON.stringify)(props);
  if (!json || json[MOST_PROPS_LENGTH]) news.add('ignored');
  else if (json[2]) return JSON.parse(json);
};

/** Takes a hit of this moment for the next `flush`; a page view, which has no `event`, once the page is seen. */
export const enqueue = (
  fields: Called,
  values: Record<string, unknown>[] = [],
  props?: Record<string, unknown>,
): void => {
  const own: object = Object.assign({}, ...values.map(sendable));
  const hit: Draft = {
    ...fields,
    ...own,
    // Too much of what the page set for all takes nothing away from the event's own.
    props: sendable({ ...common, ...props }) || sendable({ ...props }),
    id: moment(),
    url: location.href,
    referrer: page.$from,
    title: ofDocument('title'),
  };
  waiting.add(hit);
  if (ofDocument('prerendering') || (!hit.event && ofDocument('hidden'))) hit[WAITS] = SIGHT;
  // A page that is hidden waits for no answer: what it sent counts, too.
  const list = () => (ofDocument('hidden') ? [...waiting] : those());
  const over = waiting.size > MOST_HITS ? list().slice(0, -MOST_HITS) : [];
  // A page that calls without end is not listened to without end.
  if (waiting.size > MOST_WAITING) giveUp([hit]);
  else if (over[0]) {
    if (!hasLeft(over[0])) flush();
    giveUp(list().filter((hit) => over.includes(hit)));
  }
};

/** Nobody takes these: they are forgotten, but with numbers of their own, that their loss is told by. */
const giveUp = (hits: Draft[]): void => {
  hits.forEach(prepare);
  settle(hits, true);
};

/** When to come again, by the clock, where the collector said so. */
let resumeAt = 0;
let retry: ReturnType<typeof setTimeout>;

/** Sends what is neither answered nor held. What fails stays, and goes under the same ids next time. */
export const flush = guard(() => {
  if (ofDocument('hidden')) release(TURN);
  else if (page.$mustWait || clock() + TICK_MS < resumeAt) return;
  send(those());
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

/** Forgets hits, or keeps those that left once for a later page; not what has no number: a test, or nobody's. */
const settle = (hits: Iterable<Draft>, final?: boolean): void => {
  for (const hit of hits) {
    if (final) waiting.delete(hit);
    if (hit.seq) keep(hit.id, waiting.has(hit) ? JSON.stringify(hit) : '');
  }
};

/** Sends hits: as many as fit into a request now, the others when these have an answer, or the page hides. */
const send = (hits: Draft[]): void => {
  if (!hits[0] || page.$consent === 'denied') return;
  hits.forEach(prepare);
  const body = JSON.stringify({ v: WIRE_VERSION, test: testToken(), hits });
  if (hits[1] && body.length > MOST_LENGTH) {
    for (const hit of hits.splice(hits.length >> 1)) hit[WAITS] = TURN;
    send(hits);
    if (ofDocument('hidden')) flush();
  } else if (ofDocument('hidden')) {
    navigator.sendBeacon(`${root}hit`, body);
    for (const hit of hits) hit[WAITS] = SIGHT;
    settle(hits);
  } else
    void way.$post('hit', body).then(
      guard((answer) => {
        for (const hit of hits) hit[WAITS] = undefined;
        release(TURN);
        // Any other answer is final: stored, not wanted, or refused for good.
        const final = Number(answer?.status) < 429;
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

/** The token of the test mode that this browser is in. */
const testToken = () => page.$test || kept('test');

/** Takes a hit for a request, and adds what is known only when it first leaves, after every call of that moment was heard. */
const prepare = (hit: Draft): void => {
  hit[WAITS] = ANSWER;
  if (!hasLeft(hit)) {
    const { id, tag, flags, url, referrer, title } = hit;
    const who = facts();
    // A router names a page after it has changed the address; unless it has gone on meanwhile.
    Object.assign(hit, cleaned(url, referrer, location.href === url ? ofDocument('title') : title), {
      id: (id + randomHex()).slice(0, 32),
      ...who,
      // A test is not kept: its number would be missed.
      seq: who.visitor && !testToken() ? nextNumber(tag) : undefined,
      flags: flags.concat(
        news.delete(tag) ? 'twice' : [],
        news.delete('ignored') ? 'ignored' : [],
        page.$tags.includes(tag) ? [] : 'not-initialised',
      ),
    });
  }
  hit.age = clock() - parseInt(hit.id.slice(0, 12), 16);
};
