import type { Pin } from './address.ts';
import type { Inline } from './csp.ts';
import type { Moment } from './moment.ts';
import type { Taker } from './stub.ts';
import type { Fault } from './token.ts';

/**
 * Where a code stands. `page`: it runs as the page is read. `action`: when somebody clicks. `embedded`: inside a
 * string of a script, which puts it into the page. `held`: in a script that a consent tool holds back. `comment`,
 * `text` and `inert`: it never runs; inert is what stands where browsers run no script.
 */
export type Where = 'page' | 'action' | 'embedded' | 'held' | 'comment' | 'text' | 'inert';

/** Whether what stands there ever runs. */
export function isLive({ where }: Pick<Found, 'where'>): boolean {
  return where !== 'comment' && where !== 'text' && where !== 'inert';
}

/** One thing that was found, in the order of the page. */
export interface Found {
  /**
   * `start` is an init, `view` a page view, `event` anything with a name, `ignored` a call that the tag makes nothing
   * of, `consent` an answer to it or the question, `script` the address of a tag script.
   */
  kind: 'script' | 'start' | 'view' | 'event' | 'ignored' | 'consent' | 'image';
  where: Where;
  /** Of what is inert, what keeps it from running: `<noscript>`, `<template>`, `innerHTML`. */
  inertBy: string | null;
  /** Whether its script runs once the page is read, and not where it stands. */
  isDeferred: boolean;
  /** Of a call, what has to be there before it; null where it brings that itself, or runs later. */
  lacks: Taker | null;
  /** When it runs once its script does. */
  moment: Moment;
  /** Number of the script element or tag it stands in. */
  block: number;
  inHead: boolean;
  /** As they are written, lower case; empty where none stand there to be read. */
  tagIds: string[];
  /** Whether a list of tag ids was given at all. */
  hasTags: boolean;
  /**
   * Name of an event, the words of what is ignored, or what is said of consent: `granted`, `denied`, or `unset` where it
   * is asked for. Null where it is not written there.
   */
  event: string | null;
  /** Whether a conversion call says its type. */
  hasName: boolean;
  /** Whether the parts of a call stand in another order than LINE's. */
  isSwapped: boolean;
  /** A value that is no amount, and the currency of an amount that is none; else null. */
  badValue: string | null;
  badCurrency: string | null;
  /** Of a script or an image; null where it has none. */
  address: string | null;
  /** Of a script. */
  pin: Pin | null;
  faults: Fault[];
  /** What a policy would let it run by; null for what runs by something else. */
  inline: Inline | null;
}

/** The place of what is being read. */
export type Place = Pick<Found, 'where' | 'inertBy' | 'isDeferred' | 'block' | 'inHead' | 'inline'>;

/** A script that the browser cannot run, by its number and by where and why it gave up. */
export interface Broken extends Pick<Place, 'block'> {
  line: number;
  text: string;
  why: string;
  /** Whether the page ends in it. */
  isOpen: boolean;
}

/** A script after which calls are taken. */
export interface Stub extends Pick<Place, 'block' | 'isDeferred'> {
  takers: Taker[];
}

/** What a page carries. */
export interface PageCodes {
  found: Found[];
  stubs: Stub[];
  /** Scripts that hold a code and cannot be run. */
  broken: Broken[];
  /** Containers of Google Tag Manager. */
  containers: string[];
  /** Content-Security-Policies that the page itself states. */
  policies: string[];
  /** What its addresses are relative to; null where that is its own address. */
  base: string | null;
  /** Whether it loads scripts that were not read, which may hold the tag. */
  loads: boolean;
}

/** What a thing has that says nothing of itself. */
export const PLAIN: Omit<Found, keyof Place | 'kind'> = {
  moment: 'now',
  lacks: null,
  tagIds: [],
  hasTags: true,
  event: null,
  hasName: true,
  isSwapped: false,
  badValue: null,
  badCurrency: null,
  address: null,
  pin: null,
  faults: [],
};
