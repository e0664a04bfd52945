import { type Called, type Draft, hasLeft, moment, prepare, WAITS } from './draft.ts';
import { guard } from './lib/guard.ts';
import { json } from './lib/json.ts';
import { ofDocument } from './lib/of-document.ts';
import { MOST_HITS, MOST_PROPS_LENGTH, MOST_WAITING } from './limits.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { flush } from './send.ts';
import { inOrder, settle, those, waiting } from './waiting.ts';
import { SIGHT } from './waits.ts';

/** Properties that the page set for all that follows. */
export const common: Record<string, unknown> = {};

/**
 * What `props` are at this moment, or none where they are no JSON, or nothing, or too much: the hit itself matters more.
 * It, or one soon after it, tells of what was left out.
 */
const sendable = (props: Record<string, unknown>): Record<string, unknown> | undefined => {
  const text = guard(json)(props);
  if (!text || text[MOST_PROPS_LENGTH]) news.add('ignored');
  else if (text[2]) return JSON.parse(text);
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
    // A frame without an address of its own is a part of the page around it.
    url: location.href.startsWith('about:') ? ofDocument('baseURI') : location.href,
    referrer: page.$from,
    title: ofDocument('title'),
  };
  waiting.add(hit);
  if (ofDocument('prerendering') || (!hit.event && ofDocument('hidden'))) hit[WAITS] = SIGHT;
  // A page that is hidden waits for no answer: what it sent counts, too.
  const excess = () => inOrder(ofDocument('hidden') ? [...waiting] : those()).slice(0, -MOST_HITS);
  // A page that calls without end is not listened to without end.
  if (waiting.size > MOST_WAITING) giveUp([hit]);
  // What waits for a yes, to hear whose it is, or for anybody to open the page, has failed nowhere yet.
  else if (
    waiting.size > MOST_HITS &&
    page.$consent !== 'denied' &&
    !page.$mustWait &&
    !ofDocument('prerendering')
  ) {
    const [first] = excess();
    if (first && !hasLeft(first)) flush();
    giveUp(excess());
  }
};

/** Nobody takes these: they are forgotten, but with numbers of their own, that their loss is told by, and what they told. */
const giveUp = (hits: Draft[]): void => {
  hits.forEach(prepare);
  if (hits.some(({ flags }) => flags.includes('ignored'))) news.add('ignored');
  settle(hits, true);
};
