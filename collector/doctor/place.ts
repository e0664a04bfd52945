import type { Inline } from './csp.ts';

/**
 * Where a code stands. `page`: it runs as the page is read. `action`: when somebody clicks. `embedded`: inside a
 * string of a script, which puts it into the page. `held`: in a script that a consent tool holds back. `comment`,
 * `text` and `inert`: it never runs; inert is what stands where browsers run no script.
 */
export type Where = 'page' | 'action' | 'embedded' | 'held' | 'comment' | 'text' | 'inert';

/** The place of what is being read. */
export interface Place {
  where: Where;
  /** Of what is inert, what keeps it from running: `<noscript>`, `<template>`, `innerHTML`. */
  inertBy: string | null;
  /** Whether its script runs once the page is read, and not where it stands. */
  isDeferred: boolean;
  /** Whether it stands in a handler, wherever that is: it runs when somebody does something. */
  waits: boolean;
  /** Whether a script writes it into the page, as it is read: `document.write`. */
  isWritten: boolean;
  /** Number of the script element or tag it stands in. */
  block: number;
  /** What a policy would let it run by; null for what runs by something else. */
  inline: Inline | null;
}

/** A page itself, before its first element. */
export const PAGE: Place = {
  where: 'page',
  inertBy: null,
  isDeferred: false,
  waits: false,
  isWritten: false,
  block: 0,
  inline: null,
};

/** Whether what stands there ever runs. */
export function isLive({ where }: Pick<Place, 'where'>): boolean {
  return where !== 'comment' && where !== 'text' && where !== 'inert';
}

/** The place of what stands inside something there: what is in the page itself is then elsewhere. */
export function within(place: Place, where: Where): Place {
  return { ...place, where: place.where === 'page' ? where : place.where };
}

/** The place of a script, where what it stands in or is given to runs none. */
export function inertIn(what: string | null, place: Place): Place {
  return what === null || !isLive(place) ? place : { ...place, where: 'inert', inertBy: what };
}
