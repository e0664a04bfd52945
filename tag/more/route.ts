import type { First } from '../handed.ts';
import { TICK_MS } from '../limits.ts';

/**
 * Counts a view for every route of a single-page app: another address by the page's own history calls, by the
 * buttons of the browser, or by the fragment where routes stand there. A page that calls for the same view itself, before
 * or after, has it counted once.
 */
export const watchRoutes = (first: First): void => {
  const look = first.$guard(() => {
    for (const tag of first.$page.$routed) first.$pageView(tag, []);
  });
  // A router may well push an address and at once put another in its place.
  const lookSoon = () => setTimeout(look, TICK_MS);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    // Defined, not set: a page may have frozen History.prototype.
    Reflect.defineProperty(history, name, {
      writable: true,
      configurable: true,
      value(...args: Parameters<typeof original>) {
        original.apply(history, args);
        // What is put in the place of an address that was not looked at yet is as new as that.
        first.$page.$replaced = name === 'replaceState' && first.$page.$replaced !== false && location.href;
        lookSoon();
      },
    });
  }
  addEventListener('popstate', lookSoon);
  // The page may have gone on before this was loaded.
  lookSoon();
};
