import type { Asked, First } from './handed.ts';
import { ask, isFinal, root, way } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { json } from './lib/json.ts';
import { load } from './lib/load.ts';
import { randomHex } from './lib/random-hex.ts';
import { keep, kept } from './lib/stored.ts';
import { MORE_MS } from './limits.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { look } from './page-view.ts';
import { push } from './same-view.ts';
import { flush } from './send.ts';
import { facts, keepVisitor } from './visitor.ts';
import { waiting } from './waiting.ts';

const first: First = {
  $ask: ask,
  $facts: facts,
  $flush: flush,
  $guard: guard,
  $isFinal: isFinal,
  $json: json,
  $keep: keep,
  $keepVisitor: keepVisitor,
  $kept: kept,
  $news: news,
  $page: page,
  $look: look,
  $push: push,
  $randomHex: randomHex,
  $root: () => root,
  $way: way,
  $waiting: waiting,
};

/** Loads the second file, once, and has it do what `params` ask for. Hits wait for that if they must, but not for long. */
export const loadMore = (params: Asked, mustWait = false): void => {
  const go = () => {
    page.$mustWait = page.$mustWait && !mustWait;
    page.$hearAgain?.();
    flush();
  };
  page.$mustWait = page.$mustWait || mustWait;
  setTimeout(go, MORE_MS);
  void load()
    .then((more) => more.start(first, params))
    .catch(() => {
      // What a site has asked for is lost then; what only a landing address said may be of anybody.
      if (!mustWait) news.add('ignored');
    })
    .then(go);
};

let isRefused = false;

/** The page's policy forbids requests to the collector: what waits goes by image. */
export const refused = (violation: SecurityPolicyViolationEvent): void => {
  // A policy may also only report what it would forbid. And once: it may forbid the second file, too.
  if (isRefused || violation.blockedURI !== `${root}hit` || violation.disposition !== 'enforce') return;
  isRefused = true;
  loadMore({ violation: true });
};
