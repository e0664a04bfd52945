import { cleanUrl } from './lib/clean.ts';
import { guard } from './lib/guard.ts';
import { page } from './page.ts';

/**
 * By tag, the view that was last asked for: where routes are counted its address, as it may leave the browser, else its
 * address and its place in the history.
 */
export const views: Record<string, string> = {};

/** By tag, the place in the history at that call. */
const places: Record<string, string> = {};

/** What the browser calls the entry of the history that is shown; a page may have put anything in its place. */
const key = guard(() => window.navigation?.currentEntry?.key);
/** That or, where it has no name, how long the history was before the page's own steps in it were heard. */
let entry: string | number | undefined;

/** Steps in the history of this page: back, forth, and, where routes are counted, to an address that it pushed. */
let moves = 0;
/** The address that a push is about to leave; empty once a view was asked for at another. */
let left = '';

/** The page is about to push an address. */
export const push = (): void => {
  moves++;
  left = location.href;
};

/** The page went back or forth. */
export const step = (): void => {
  moves++;
};

/** Where the page is in its history. */
const placeOf = (href: string) => {
  // The length stays where a page goes on from an earlier entry, and grows with what a frame does: the name is better.
  entry = key() || (page.$isHeard && entry) || history.length;
  // A page may call for a view while it is still where a push is about to lead away from.
  if (left !== href) left = '';
  return ` ${entry} ${moves - (left ? 1 : 0)}`;
};

/** The address of a view where routes are counted; a router that starts puts an empty route to it. */
export const routeOf = (href: string) => cleanUrl(href).replace(/#!?\/?$/, '');

/** An address without a part of the page, which a visitor may have gone to before its code comes a second time. */
const whole = (address: string) => address.replace(/#(?![!/]).*| .*/, '');

/** The page of an address: its parameters may be put in order, or taken off once they were read. */
const pageOf = (address: string) => address.replace(/\?[^#]*/, '').replace(/\/$/, '');

/**
 * Whether the page is still the view that was last asked for, for `tag`, and from now on the last is this one. A base
 * code that comes again is of the same view where a page's own call would be of another.
 */
export const isSameView = (tag: string, isCode: boolean): boolean => {
  const { href } = location;
  const isRouted = page.$routed.has(tag);
  const place = placeOf(href);
  const stays = places[tag] === place;
  const view = isRouted ? routeOf(href) : href + place;
  const before = views[tag];
  const [bare] = href.split('#');
  places[tag] = place;
  views[tag] = view;
  return (
    !!before &&
    // A router that starts puts a fragment to the address it was opened with; an init may ask for routes after the view.
    ([view, bare + place, href + place].includes(before) ||
      // What was no route before has its place behind it, and may have got a fragment since.
      ((isCode || (isRouted && before.includes(' '))) && whole(before) === whole(href)) ||
      (stays && (isRouted ? pageOf(before) === pageOf(view) : isCode && before.startsWith(`${bare}?`))))
  );
};
