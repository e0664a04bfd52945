import { click } from './click-id.ts';
import { consent } from './consent.ts';
import type { Draft } from './hit.ts';
import { initialised } from './init.ts';
import { cleanTitle, cleanUrl, cuts } from './lib/clean.ts';
import { post, root } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { randomHex } from './lib/random-hex.ts';
import { keep, kept } from './lib/stored.ts';
import { MOST_HITS, MOST_LENGTH, RETRY_SECONDS, TICK_MS } from './limits.ts';
import { isExpecting } from './more.ts';
import { from } from './page-view.ts';
import { nextNumber } from './sequence.ts';
import { isPrivate, visitorId } from './visitor.ts';
import { WIRE_VERSION } from './wire.ts';

/** Hits without an answer, oldest first. */
export const waiting = new Set<Draft>();
/** Those of them that are under way, or of a page that nobody has seen yet. */
const held = new Set<Draft>();
/** Tags whose base code was seen twice, and `ignored`: to be said on the next hit that leaves, of that tag. */
export const news = new Set<string>();

/** Takes a hit of this moment for the next `flush`; a page view, which has no `event`, once the page is seen. */
export const enqueue = (fields: Omit<Draft, 'age'>): void => {
  const before = cuts;
  const hit = wait({
    ...fields,
    url: cleanUrl(location.href),
    referrer: cleanUrl(from),
    cuts: cuts - before || undefined,
  });
  if (hit.event ? document.prerendering : document.hidden) held.add(hit);
};

/** Lets a hit wait, `age` milliseconds old when it is first sent from here. Too many, and the oldest is given up. */
const wait = (fields: Omit<Draft, 'age'>, age = 0): Draft => {
  let since = 0;
  const hit = {
    ...fields,
    get age() {
      const now = performance.now();
      since = since || now;
      return (age + now - since) | 0;
    },
  };
  waiting.add(hit);
  if (waiting.size > MOST_HITS) {
    // With a number of its own, that its loss is told by.
    flush();
    settle([...waiting].slice(0, 1), true);
  }
  return hit;
};

/** Takes up what earlier pages could not send. */
export const restore = guard(() => {
  for (const key of Object.keys(localStorage).sort()) {
    const [, time] = /^_tl([0-9a-f]{12})[0-9a-f]{20}$/.exec(key) || [];
    if (time) {
      const hit = JSON.parse(localStorage[key]);
      hit.flags.push('queued');
      wait(hit, Date.now() - parseInt(time, 16));
      setTimeout(flush, TICK_MS);
    }
  }
});

/** Sends what is neither answered nor held. What fails stays, and goes under the same ids next time. */
export const flush = guard(() => {
  if (!isExpecting || document.hidden) send([...waiting].filter((hit) => !held.has(hit)));
});

/**
 * The page was hidden, and may never be seen again: what has no answer is kept for the next one. Or it was shown, and
 * what waited for that goes, a moment later: at this one, requests of a page that was rendered ahead still say
 * that it is.
 */
export const turn = (): void => {
  if (document.hidden) {
    flush();
    settle(waiting);
  } else {
    held.clear();
    setTimeout(flush, TICK_MS);
  }
};

/** Forgets hits, or keeps those that left once for a later page. */
const settle = (hits: Iterable<Draft>, final?: boolean): void => {
  for (const hit of hits) {
    if (final) waiting.delete(hit);
    if (hit.id && !isPrivate()) keep(hit.id, waiting.has(hit) ? JSON.stringify(hit) : '');
  }
};

const send = (hits: Draft[]): void => {
  if (!hits[0] || consent === 'denied') return;
  hits.forEach(prepare);
  const body = JSON.stringify({ v: WIRE_VERSION, test: kept('test'), hits });
  if (hits[1] && body.length > MOST_LENGTH) {
    send(hits.splice(hits.length >> 1));
    send(hits);
  } else if (document.hidden) navigator.sendBeacon(`${root}hit`, body);
  else
    void post('hit', body).then((answer) => {
      // Any other answer is final: stored, not wanted, or refused for good.
      const final = !!answer && answer.status < 429;
      const seconds = Number(answer?.headers.get('retry-after'));
      for (const hit of hits) held.delete(hit);
      settle(hits, final);
      if (!final)
        setTimeout(flush, 1000 * (seconds > 0 && seconds < RETRY_SECONDS ? seconds : RETRY_SECONDS));
    });
};

/** Holds a hit, and adds what is known only when it first leaves, after every call of the same moment was heard. */
const prepare = (hit: Draft, place: number): void => {
  held.add(hit);
  if (hit.id) return;
  const { tag, flags } = hit;
  const before = cuts;
  const visitor = visitorId();
  if (news.delete(tag)) flags.push('twice');
  if (news.delete('ignored')) flags.push('ignored');
  if (!initialised.includes(tag)) flags.push('not-initialised');
  Object.assign(hit, {
    // Begins with the clock (48 bits), so that ids sort by time, those of one batch in the order of its calls.
    id: `0${(Date.now() + place).toString(16)}${randomHex()}`.slice(0, 32),
    visitor,
    // A test is not kept: its number would be missed.
    seq: visitor && !kept('test') ? nextNumber(tag) : undefined,
    click,
    title: cleanTitle(document.title),
    cuts: (hit.cuts || 0) + cuts - before || undefined,
    consent,
  });
};
