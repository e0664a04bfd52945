import type { First } from '../handed.ts';
import { guard } from '../lib/guard.ts';
import { TICK_MS } from '../limits.ts';

/**
 * Counts a view for every route of a single-page app: another address by the page's own history calls, by the
 * buttons of the browser, or by the fragment where routes stand there. A page that calls for the same view itself, before
 * or after, has it counted once.
 */
export const watchRoutes = (first: First): void => {
  const look = guard(() => {
    if (first.$cleanUrl(location.href) !== first.$cleanUrl(first.$page.$here))
      for (const tag of first.$page.$tags) first.$pageView(tag, []);
  });
  // A router may well push an address and at once put another in its place.
  const lookSoon = () => setTimeout(look, TICK_MS);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      lookSoon();
    };
  }
  addEventListener('popstate', lookSoon);
  // The page may have gone on before this was loaded.
  lookSoon();
};
