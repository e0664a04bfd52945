import { land } from './landing.ts';
import { root, setCollector } from './lib/collector.ts';
import type { QueuedCall } from './lib/globals.ts';
import { guard } from './lib/guard.ts';
import { refused } from './more.ts';
import { look, stepped, viewAgain } from './page-view.ts';
import { again, call } from './queue.ts';
import { flush, turn } from './send.ts';

/**
 * Takes over the calls of this page, those made already and those to come, for the collector beside the script at
 * `src`. Whoever else takes them, LINE's own tag above all, gets them too: the queue keeps all that was ever in it,
 * and a function that replaces `_lt` is called after ours. Answers whether it did, which it does once on a page.
 */
export const start = (src: string): boolean => {
  setCollector(src);
  const given = window._tlq || window._ltq;
  // Another tag may have put anything in its place, and have taken what was in it.
  const queue = Array.isArray(given) ? given : [];
  // A base code that stands in the page twice brings the script twice. A page may have made `_lt` a name that stays.
  if (!root || [window._lt, queue.push].some((one) => 'isTagline' in Object(one))) return false;
  window._ltq = window._ltq || (window._tlq ? [] : queue);
  let heard = 0;
  /** What passes calls on to `theirs` and hears them, unless they came back to us on the way and were heard there. */
  const hook = (theirs: (...args: QueuedCall[]) => unknown, isPush?: boolean) =>
    Object.assign(
      (...args: QueuedCall[]) => {
        const before = heard;
        guard(theirs)(...args);
        if (heard !== before) return;
        heard++;
        (isPush ? args : [args]).forEach(call);
      },
      { isTagline: true },
    );
  let ours = hook(window._lt || ((...args) => window._ltq?.push(args)));
  land();
  queue.forEach(call);
  // Defined, not set: a page may have frozen Array.prototype.
  Reflect.defineProperty(queue, 'push', {
    writable: true,
    value: hook(queue.push.bind(queue), true),
  });
  Reflect.defineProperty(window, '_lt', {
    configurable: true,
    get: () => ours,
    set: (replacement) => {
      // A stub that finds us in its place puts us there again.
      if (replacement !== ours) ours = hook(replacement);
    },
  });
  // The latter does not bubble.
  for (const moment of ['visibilitychange', 'prerenderingchange']) {
    // Where timers are late, as those of a page that nobody sees, a route may not have been looked at yet.
    addEventListener(moment, look, true);
    addEventListener(moment, turn, true);
  }
  addEventListener('prerenderingchange', again, true);
  addEventListener('online', flush);
  addEventListener('pageshow', viewAgain);
  // Before a router hears of it, where captures go first: it may call at once.
  addEventListener('popstate', stepped, true);
  addEventListener('securitypolicyviolation', refused);
  return true;
};
