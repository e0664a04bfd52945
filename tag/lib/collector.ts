import { MOST_KEPT_ALIVE } from '../limits.ts';
import { type PATH, WIRE_VERSION } from '../wire.ts';
import { guard } from './guard.ts';
import { json } from './json.ts';

/** A route's path, below the root. */
type Route = (typeof PATH)['hit' | 'identify' | 'hop'] extends `/${infer Name}` ? Name : never;

/** Address below which all of the collector's routes stand; ends with a slash. Empty where there is none. */
export let root: string;
/** Whether the collector shares a site with this page: then it may keep the visitor's cookie alive. */
let credentials: RequestCredentials = 'omit';

/** Says that the collector stands beside the script at `src`, if that is an address of a host. */
export const setCollector = (src: string): void => {
  const [address = ''] = src.split('?');
  root = src.startsWith('http') ? address.slice(0, address.lastIndexOf('/') + 1) : '';
};

/** Says which is the widest domain that takes cookies of this page. */
export const setSite = (domain: string): void => {
  // The host by its place, for a page may have a URL of its own.
  if (`.${root.split(/[/:]/)[3]}`.endsWith(`.${domain.toLowerCase()}`)) credentials = 'include';
};

/** What is read of an answer. */
export interface Answer extends Partial<Pick<Response, 'status' | 'ok' | 'json'>> {
  headers?: Pick<Headers, 'get'>;
}

/** Whether that is the collector's last word: stored, not wanted, or refused for good. Any other is none of its own. */
export const isFinal = guard((answer?: Answer) => /20[24]|40[013]|41[35]|422/.test(`${answer?.status}`));

/** How a body gets to a route; undefined without an answer. */
export type Post = (route: Route, body: string) => Promise<Answer | undefined>;

/** The way to the collector: as text/plain, which needs no preflight, and going on when the page is left. */
const $post: Post = async (route, body) => {
  try {
    return await fetch(root + route, {
      method: 'POST',
      body,
      keepalive: !body[MOST_KEPT_ALIVE],
      credentials,
    });
  } catch {
    // A page may have put anything in the place of fetch. And a collector that does not see one site in us and
    // itself refuses cookies by refusing it all.
    credentials = 'omit';
  }
};

/** The way to the collector, in whose place the second file may put another. */
export const way = { $post };

/** Tells or asks the collector something else than hits. */
export const ask = (route: Route, fields: object) => way.$post(route, json({ v: WIRE_VERSION, ...fields }));
