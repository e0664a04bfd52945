import { takeClick } from './click-id.ts';
import { findCollector } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { viewAgain } from './page-view.ts';
import { call } from './queue.ts';
import { flush, turn } from './send.ts';
import { isPrivate } from './visitor.ts';

guard(() => {
  findCollector();
  const queued = window._ltq || [];
  // No array any more: a base code that stands in the page twice has brought the script twice.
  if (Array.isArray(queued)) {
    if (!isPrivate) takeClick();
    // An object of our own: a page may have frozen Array.prototype, or kept the stub, which pushes here.
    window._ltq = { push: call };
    window._lt = (...args) => call(args);
    queued.forEach(call);
    addEventListener('visibilitychange', turn);
    addEventListener('online', flush);
    addEventListener('pageshow', viewAgain);
  }
})();
