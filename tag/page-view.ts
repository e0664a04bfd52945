import { hasLeft } from './draft.ts';
import { enqueue } from './enqueue.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { TICK_MS } from './limits.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { isSameView, routeOf, step, views } from './same-view.ts';
import { flush } from './send.ts';
import { those, waiting } from './waiting.ts';
import { SIGHT } from './waits.ts';
import type { WireFlag } from './wire.ts';

/** Address of the view that was last in sight; empty before there is one. */
let seen = '';
const see = () => {
  if (!ofDocument('hidden') && !ofDocument('prerendering')) seen = page.$here;
};

/**
 * Counts one view of this page for `tag`, once the page can be seen. Asking again for the same view (a base
 * code that stands in the page twice, a router that starts) only leaves a flag; another address, or a step in the
 * history, is another view, in whose favour one that nobody has seen yet is dropped.
 */
export const pageView = (tag: string, flags: WireFlag[]): void => {
  const { href } = location;
  // A base code says init before it, a page that calls for its routes does not.
  const isCode = page.$again.delete(tag);
  if (!isSameView(tag, isCode)) {
    // What an app showed to nobody was no view, and nobody came from there.
    for (const hit of those(SIGHT)) if (hit.tag === tag && !hit.event && !hasLeft(hit)) waiting.delete(hit);
    if (page.$here !== href) page.$from = seen || ofDocument('referrer');
    enqueue({ tag, flags });
  } else if (isCode && !page.$routed.has(tag)) news.add(tag);
  page.$here = href;
  see();
  // A page that is still read may hold the base code once more, or an event of its own.
  if (ofDocument('readyState') === 'loading') setTimeout(flush, TICK_MS);
  else queueMicrotask(flush);
};

/** Has each tag that asks for routes counted where the page is now. */
export const look = guard(() => {
  for (const tag of page.$routed) pageView(tag, []);
  see();
});

/** A step back or forth in the history of this page. */
export const stepped = guard(() => {
  step();
  // One to a part of the page leads nowhere else: what is then put in the place of the address is the same view.
  for (const tag of page.$routed) if (views[tag] === routeOf(location.href)) pageView(tag, []);
});

/** Back from the back/forward cache: to the visitor a new view of the page, to the browser the same page. */
export const viewAgain = guard((shown: PageTransitionEvent) => {
  if (!shown.persisted) return;
  page.$from = page.$here;
  for (const tag of Object.keys(views)) {
    views[tag] = '';
    pageView(tag, []);
  }
});
