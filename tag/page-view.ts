import { hasLeft } from './draft.ts';
import { enqueue } from './enqueue.ts';
import { cleanUrl } from './lib/clean.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { TICK_MS } from './limits.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { flush } from './send.ts';
import { those, waiting } from './waiting.ts';
import { SIGHT } from './waits.ts';
import type { WireFlag } from './wire.ts';

/**
 * By tag, the view that was last asked for: where routes are counted its address, as it may leave the browser, else its
 * address and its place in the history.
 */
const views: Record<string, string> = {};

/** By tag, the place in the history at that call. */
const places: Record<string, string> = {};

/** What the browser calls the entry of the history that is shown; a page may have put anything in its place. */
const key = guard(() => window.navigation?.currentEntry?.key);
/** That or, where it has no name, how long the history was before the page's own steps in it were heard. */
let entry: string | number | undefined;

/** The address of a view where routes are counted; a router that starts puts an empty route to it. */
const routeOf = (href: string) => cleanUrl(href).replace(/#!?\/?$/, '');

/** Steps in the history of this page: back, forth, and, where routes are counted, to an address that it pushed. */
let moves = 0;
/** The address that a push is about to leave; empty once a view was asked for at another. */
let left = '';

/** The page is about to push an address. */
export const push = (): void => {
  moves++;
  left = location.href;
};

/** A step back or forth in the history of this page. */
export const step = guard(() => {
  moves++;
  // One to a part of the page leads nowhere else: what is then put in the place of the address is the same view.
  for (const tag of page.$routed) if (views[tag] === routeOf(location.href)) pageView(tag, []);
});

/**
 * Counts one view of this page for `tag`, once the page can be seen. Asking again for the same view (a base
 * code that stands in the page twice, a router that starts) only leaves a flag; another address, or a step in the
 * history, is another view, in whose favour one that nobody has seen yet is dropped.
 */
export const pageView = (tag: string, flags: WireFlag[]): void => {
  const { href } = location;
  const isRouted = page.$routed.has(tag);
  // A base code says init before it, a page that calls for its routes does not.
  const isCode = page.$again.delete(tag);
  const [bare] = href.split('#');
  // The length stays where a page goes on from an earlier entry, and grows with what a frame does: the name is better.
  entry = key() || (page.$isHeard && entry) || history.length;
  // A page may call for a view while it is still where a push is about to lead away from.
  if (left !== href) left = '';
  const place = ` ${entry} ${moves - (left ? 1 : 0)}`;
  const stays = places[tag] === place;
  places[tag] = place;
  const view = isRouted ? routeOf(href) : href + place;
  const before = views[tag] || '';
  /** Without a part of the page, which a visitor may have gone to before its code comes a second time. */
  const whole = (address: string) => address.replace(/#(?![!/]).*| .*/, '');
  /** The page of an address: its parameters may be put in order, or taken off once they were read. */
  const pageOf = (address: string) => address.replace(/\?[^#]*/, '').replace(/\/$/, '');
  const isSame =
    before &&
    // A router that starts puts a fragment to the address it was opened with; an init may ask for routes after the view.
    ([view, bare + place, href + place].includes(before) ||
      // What was no route before has its place behind it, and may have got a fragment since.
      ((isCode || (isRouted && before.includes(' '))) && whole(before) === whole(href)) ||
      (stays && (isRouted ? pageOf(before) === pageOf(view) : isCode && before.startsWith(`${bare}?`))));
  if (!isSame) {
    const unseen = those(SIGHT).filter((hit) => !hit.event && !hasLeft(hit));
    const own = unseen.filter((hit) => hit.tag === tag);
    // What an app showed to nobody was no view, and nobody came from there.
    for (const hit of own) waiting.delete(hit);
    if (page.$here !== href && !unseen[0]) page.$from = page.$here || ofDocument('referrer');
    // Nor is it one to be where the visitor has been all the time.
    if (!before || !own[0] || page.$from !== href || href === ofDocument('referrer')) enqueue({ tag, flags });
  } else if (isCode && !isRouted) news.add(tag);
  page.$here = href;
  views[tag] = view;
  // A page that is still read may hold the base code once more, or an event of its own.
  if (ofDocument('readyState') === 'loading') setTimeout(flush, TICK_MS);
  else queueMicrotask(flush);
};

/** Has each tag that asks for routes counted where the page is now. */
export const look = guard(() => {
  for (const tag of page.$routed) pageView(tag, []);
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
