import type { PATH } from '../wire.ts';

/** A route's path, below the root. */
type Route = (typeof PATH)['hit' | 'identify'] extends `/${infer Name}` ? Name : never;

/** Root of the collector. */
export let root: URL;

/**
 * Finds the collector: it is where this script came from, so that no page can name another one. Must be
 * called while the script first runs. Throws where the script has no host: none found, inlined, blob: or data:.
 */
export const findCollector = (): void => {
  root = new URL(
    '/',
    // An SVG script has no src.
    Object(
      document.currentScript ||
        // A module has no current script. LINE's own has our file name, in its folder line_tag.
        document.querySelector('[src$="/lt.js"]:not([src*=_tag])'),
    ).src,
  );
};

/**
 * Posts `body` as text/plain, which needs no preflight; fetch's defaults are mode cors and no cookies for
 * another origin. Goes on when the page is left. Undefined where there was no answer.
 */
export const post = (route: Route, body: string): Promise<Response | undefined> =>
  fetch(root + route, { method: 'POST', body, keepalive: true }).catch(() => undefined);
