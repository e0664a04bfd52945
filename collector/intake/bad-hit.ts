import type { Consent, Reason } from '../../db/model.ts';
import { keepable } from '../lib/text.ts';

/** What could be read of a hit that has not the form of one: where to look for the code that sent it. */
export interface Claim {
  /** Null is a page view. */
  event: string | null;
  /** Cleaned http(s) address of its page, or what stood in its place as far as it tells of nobody. */
  url: string | null;
  consent: Consent | null;
}

/** A hit that could not be read; with its id and tag id where those could. */
export interface BadHit {
  bad: Reason;
  id: string | null;
  tagId: string | null;
  /** Null of a body that is none, and of what a server sent: it is told itself. */
  claim: Claim | null;
}

/** Stands for a name that is no text. */
const NO_NAME = '?';
const NAME_MAX = 100;

/** The event that a hit names, whatever it is. */
export function eventClaimed(event: unknown): string | null {
  if (event === undefined) return null;
  return typeof event === 'string' ? keepable(event, NAME_MAX).trim() || NO_NAME : NO_NAME;
}

/**
 * What stands for the address of a page that has none: that of a frame (`about:srcdoc`) whole; of any other only the
 * scheme, because a file is in somebody's folder, and what a blob or data address holds may be of a person.
 */
export function placeClaimed(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  const address = url.trim().toLowerCase();
  const [place = null] =
    /^about:[a-z]{1,20}/.exec(address) ?? /^(?!https?:)[a-z][a-z0-9+.-]{0,30}:/.exec(address) ?? [];
  return place;
}
