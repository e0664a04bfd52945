import { click, setClick } from './click-id.ts';
import { consent } from './consent.ts';
import { initialised } from './init.ts';
import { cleanUrl, without } from './lib/clean.ts';
import { type Post, post, root, wrapPost } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { load } from './lib/load.ts';
import { keep, kept } from './lib/stored.ts';
import { MORE_MS } from './limits.ts';
import { here, pageView } from './page-view.ts';
import { flush } from './send.ts';
import { keepVisitor, visitorId } from './visitor.ts';

/** What the second file may use of the first; made when it is asked for, because modules here need each other. */
const means = () => ({
  tags: initialised,
  root: () => root,
  consent: () => consent,
  click: () => click,
  cleanUrl,
  flush,
  here: () => here,
  keep,
  keepVisitor,
  kept,
  pageView,
  post: (...args: Parameters<Post>) => post(...args),
  setClick,
  visitorId,
  without,
  wrapPost,
});
export type First = ReturnType<typeof means>;

/** Whether hits wait for what the second file has to say of them. */
export let isExpecting: boolean;

/** Loads the second file, once, and has it do what `params` ask for. Hits wait for that if they must, but not for long. */
export const loadMore = (params: Record<string, unknown>, mustWait = false): void => {
  const go = () => {
    isExpecting = false;
    flush();
  };
  isExpecting = isExpecting || mustWait;
  setTimeout(go, MORE_MS);
  void load()
    .then((more) => more.start(means(), params))
    .then(go, go);
};

/** The page's policy forbids requests to the collector: what waits goes by image. */
export const refused = guard(
  ({ blockedURI, disposition, effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (disposition === 'enforce' && effectiveDirective === 'connect-src' && blockedURI.startsWith(root))
      loadMore({ image: true });
  },
);
