import { cleanUrl } from './lib/clean.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { TICK_MS } from './limits.ts';
import { page } from './page.ts';
import { enqueue, flush, news } from './send.ts';
import type { WireFlag } from './wire.ts';

/** By tag, the view that was last asked for. Where routes are counted it is the address as it may leave the browser. */
const views: Record<string, string> = {};

/** Steps back and forth in the history of this page. */
let steps = 0;
export const step = (): void => {
  steps++;
};

/**
 * Counts one view of this page for `tag`, once the page can be seen. Asking again for the same view (a base
 * code that stands in the page twice, a router that starts) only leaves a flag; another address, or a step in the
 * history, is another view.
 */
export const pageView = (tag: string, flags: WireFlag[]): void => {
  const { href } = location;
  const isRouted = page.$routed.includes(tag);
  const [bare] = href.split('#');
  const key = (address = '') => [address, history.length, steps].join();
  // A router that starts puts an empty route to the address.
  const view = isRouted ? cleanUrl(href).replace(/#!?\/?$/, '') : key(href);
  const before = views[tag];
  // A router that starts puts a fragment to the address it was opened with; an init may ask for routes after the view.
  if (before !== view && before !== key(bare) && before !== key(href)) {
    if (page.$here !== href) page.$from = page.$here || ofDocument('referrer');
    enqueue({ tag, flags });
  } else if (!isRouted && before === view) news.add(tag);
  page.$here = href;
  views[tag] = view;
  // A page that is still read may hold the base code once more, or an event of its own.
  if (ofDocument('readyState') === 'loading') setTimeout(flush, TICK_MS);
  else queueMicrotask(flush);
};

/** Back from the back/forward cache: to the visitor a new view of the page, to the browser the same page. */
export const viewAgain = guard((shown: PageTransitionEvent) => {
  if (!shown.persisted) return;
  page.$from = page.$here;
  for (const tag of Object.keys(views)) {
    views[tag] = '';
    pageView(tag, []);
  }
});
