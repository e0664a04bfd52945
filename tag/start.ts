import { land } from './landing.ts';
import { root, setCollector } from './lib/collector.ts';
import type { QueuedCall } from './lib/globals.ts';
import { guard } from './lib/guard.ts';
import { refused } from './more.ts';
import { viewAgain } from './page-view.ts';
import { call } from './queue.ts';
import { flush, turn } from './send.ts';
import { isPrivate } from './visitor.ts';

/**
 * Takes over the calls of this page, those made already and those to come, for the collector beside the script at
 * `src`. Whoever else takes them, LINE's own tag above all, gets them too: the queue keeps all that was ever in it,
 * and a function that replaces `_lt` is called after ours. Answers whether it did, which it does once on a page.
 */
export const start = (src: string): boolean => {
  setCollector(src);
  // A base code that stands in the page twice brings the script twice.
  if (!root || 'isTagline' in Object(window._lt)) return false;
  window._ltq = window._ltq || [];
  const given = window._tlq || window._ltq;
  // Another tag may have put anything in its place, and have taken what was in it.
  const queue = Array.isArray(given) ? given : [];
  let theirs = window._lt || ((...args) => window._ltq?.push(args));
  let isPassing = false;
  /** Hears a call, then passes it on; what comes back to us on the way was heard already. */
  const take = (args: QueuedCall, pass: () => unknown) => {
    call(args);
    isPassing = true;
    guard(pass)();
    isPassing = false;
  };
  const ours = Object.assign(
    (...args: unknown[]) => {
      if (!isPassing) take(args, () => theirs(...args));
    },
    { isTagline: true },
  );
  if (!isPrivate()) land();
  queue.forEach(call);
  const { push } = queue;
  // Defined, not set: a page may have frozen Array.prototype.
  Reflect.defineProperty(queue, 'push', {
    writable: true,
    value: (args: QueuedCall) => {
      const pass = () => push.call(queue, args);
      if (isPassing) pass();
      else take(args, pass);
    },
  });
  Reflect.defineProperty(window, '_lt', {
    configurable: true,
    get: () => ours,
    set: (replacement) => {
      // A stub that finds us in its place puts us there again.
      if (replacement !== ours) theirs = replacement;
    },
  });
  // The latter does not bubble.
  for (const moment of ['visibilitychange', 'prerenderingchange']) addEventListener(moment, turn, true);
  addEventListener('online', flush);
  addEventListener('pageshow', viewAgain);
  addEventListener('securitypolicyviolation', refused);
  return true;
};
