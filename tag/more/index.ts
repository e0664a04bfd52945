import type { Second } from '../handed.ts';
import { identify } from './identify.ts';
import { goByImage } from './image.ts';
import { land } from './landing.ts';
import { linkDomains } from './link.ts';
import { watchRoutes } from './route.ts';

/** Looks at the address, once the history is heard. */
let look: ReturnType<typeof watchRoutes> | undefined;

/**
 * Does what only some pages ask for, with the means of the first file. Settles when hits that waited for it may go
 * on their way.
 */
export const start: Second['start'] = async (first, params) => {
  const { spa, autoLinkDomains, idToken, tags, violation, href, isKnown } = params;
  if (spa) {
    // A base code may well run again for each route.
    look ??= watchRoutes(first);
    look();
  }
  if (autoLinkDomains) linkDomains(first, `${autoLinkDomains}`);
  // Only a token is proof; any other field, a userId above all, never leaves the page.
  if (idToken && tags) identify(first, tags, idToken);
  if (violation) goByImage(first);
  if (href) await land(first, href, isKnown);
};
