import type { First } from '../handed.ts';
import { TICK_MS } from '../limits.ts';

/**
 * Counts a view for every route of a single-page app: another address by the page's own history calls, by the
 * buttons of the browser, or by the fragment where routes stand there. A page that calls for the same view itself, before
 * or after, has it counted once. Gives what looks at the address, for whoever asks for routes after it was opened.
 */
export const watchRoutes = (first: First): (() => unknown) => {
  const look = () => {
    first.$look();
    first.$page.$isHeard = true;
  };
  // A router may well push an address and at once put another in its place.
  const lookSoon = () => setTimeout(look, TICK_MS);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    // Defined, not set: a page may have frozen History.prototype.
    Reflect.defineProperty(history, name, {
      writable: true,
      configurable: true,
      value(...args: Parameters<typeof original>) {
        // A page's own may call for a view on the way, of where it was or of where it goes, and may answer.
        if (name === 'pushState') first.$push();
        lookSoon();
        return original.apply(history, args);
      },
    });
  }
  addEventListener('popstate', lookSoon);
  return lookSoon;
};
