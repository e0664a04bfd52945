import type { ask, isFinal, way } from './lib/collector.ts';
import type { guard } from './lib/guard.ts';
import type { json } from './lib/json.ts';
import type { randomHex } from './lib/random-hex.ts';
import type { keep, kept } from './lib/stored.ts';
import type { news } from './news.ts';
import type { page } from './page.ts';
import type { look } from './page-view.ts';
import type { push } from './same-view.ts';
import type { flush } from './send.ts';
import type { facts, keepVisitor } from './visitor.ts';
import type { waiting } from './waiting.ts';

/** What the second file may use of the first. */
export interface First {
  $ask: typeof ask;
  $facts: typeof facts;
  $flush: typeof flush;
  $guard: typeof guard;
  $isFinal: typeof isFinal;
  $json: typeof json;
  $keep: typeof keep;
  $keepVisitor: typeof keepVisitor;
  $kept: typeof kept;
  $look: typeof look;
  $news: typeof news;
  $page: typeof page;
  $push: typeof push;
  $randomHex: typeof randomHex;
  /** Address below which the collector's routes stand. */
  $root: () => string;
  $way: typeof way;
  $waiting: typeof waiting;
}

/** What the first file asks of the second: what calls said, and what it saw. */
export type Asked = Record<string, unknown> & {
  tags?: string[];
  /** The address that this page was opened with. */
  href?: string;
};

/** The second file. Its promise settles when hits that waited for it may go on their way. */
export interface Second {
  start: (first: First, asked: Asked) => Promise<void>;
}
