import type { WireConsent } from './wire.ts';

/** What every part of the tag may know of this page. */
export const page: {
  /** Address of the view that was last asked for; empty before there is one. */
  $here: string;
  /** Where it was come from: another page, or an earlier view of this one. */
  $from: string;
  /** The click that led here, sent with every hit; 32 hex digits. */
  $click?: string | undefined;
  /** Tag ids that an init named, in that order. */
  $tags: string[];
  /** Those of them that an init named again since their last view: a base code that stands in the page twice. */
  $again: Set<string>;
  /** Whether every step in the history of this page is heard, and not only those back and forth. */
  $isHeard?: boolean;
  /** A domain that the site's hosts share, if an init named one. */
  $domain?: unknown;
  /** Tag ids for which an init asked for page views of a single-page app; the site's own calls for them are folded. */
  $routed: Set<string>;
  /** What the visitor said here; undefined while nothing was said. Not kept: the site asks, the site says. */
  $consent?: WireConsent;
  /** Whether `denied` only means that the site has to ask first, and what is measured waits for the answer. */
  $isAsked?: boolean;
  /** The token of the test mode that the landing address carries; one from an earlier page is kept. */
  $test?: string | undefined;
  /** The landing address, where it says who came and nobody was asked for it yet. */
  $landing?: string | false | undefined;
  /** Whether hits wait for what the second file has to say of them. */
  $mustWait?: boolean | undefined;
  /** Hears once more what waited for that. */
  $hearAgain?: () => void;
} = { $here: '', $from: '', $tags: [], $again: new Set(), $routed: new Set() };
