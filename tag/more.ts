import { setClick } from './click-id.ts';
import { initialised } from './init.ts';
import { cleanUrl } from './lib/clean.ts';
import { root, way } from './lib/collector.ts';
import { load } from './lib/load.ts';
import { keep, kept } from './lib/stored.ts';
import { MORE_MS } from './limits.ts';
import { here, pageView } from './page-view.ts';
import { flush, waiting } from './send.ts';
import { facts, keepVisitor } from './visitor.ts';

/** What the second file may use of the first; made when it is asked for, because modules here need each other. */
const means = () => ({
  $tags: initialised,
  $cleanUrl: cleanUrl,
  $facts: facts,
  $flush: flush,
  $here: () => here,
  $keep: keep,
  $keepVisitor: keepVisitor,
  $kept: kept,
  $pageView: pageView,
  $way: way,
  $setClick: setClick,
  $waiting: waiting,
});
export type First = ReturnType<typeof means>;

/** Whether hits wait for what the second file has to say of them. */
export let isExpecting: boolean;

/** Loads the second file, once, and has it do what `params` ask for. Hits wait for that if they must, but not for long. */
export const loadMore = (params: Record<string, unknown>, mustWait = false): void => {
  const go = () => {
    isExpecting = isExpecting && !mustWait;
    flush();
  };
  isExpecting = isExpecting || mustWait;
  setTimeout(go, MORE_MS);
  void load()
    .then((more) => more.start(means(), params))
    .then(go, go);
};

/** The page's policy forbids requests to the collector: what waits goes by image. */
export const refused = (violation: SecurityPolicyViolationEvent): void => {
  if (violation.blockedURI === `${root}hit`) loadMore({ violation });
};
