import { land } from './click-id.ts';
import { setCollector } from './lib/collector.ts';
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
 * and a function that replaces `_lt` is called after ours.
 */
export const start = (src: string): void => {
  setCollector(src);
  window._ltq = window._ltq || [];
  const queue = window._tlq || window._ltq;
  // A base code that stands in the page twice brings the script twice.
  if (queue.push !== [].push) return;
  let theirs = window._lt || ((...args) => window._ltq?.push(args));
  let isPassing = false;
  const ours = (...args: unknown[]) => {
    if (isPassing) return;
    call(args);
    isPassing = true;
    guard(theirs)(...args);
    isPassing = false;
  };
  if (!isPrivate()) land();
  queue.forEach(call);
  // Defined, not set: a page may have frozen Array.prototype.
  Reflect.defineProperty(queue, 'push', {
    writable: true,
    value: (args: QueuedCall) => {
      if (!isPassing) call(args);
      queue[queue.length] = args;
    },
  });
  Reflect.defineProperty(window, '_lt', {
    configurable: true,
    get: () => ours,
    set: (replacement) => {
      theirs = replacement;
    },
  });
  addEventListener('visibilitychange', turn);
  addEventListener('online', flush);
  addEventListener('pageshow', viewAgain);
  addEventListener('securitypolicyviolation', refused);
};
