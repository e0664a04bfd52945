import type { Found } from './found.ts';
import type { Lead } from './lead.ts';
import type { Place } from './place.ts';
import type { Taker } from './stub.ts';

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
  /** Whether that is read there; else it is a script of another address, which may make them. */
  isRead: boolean;
}

/** A Content-Security-Policy that the page itself states: it holds from its place on. */
export interface Policy extends Pick<Place, 'block'> {
  text: string;
}

/** What a page carries. */
export interface PageCodes {
  found: Found[];
  stubs: Stub[];
  /** Scripts that hold a code and cannot be run. */
  broken: Broken[];
  /** Containers of Google Tag Manager. */
  containers: string[];
  policies: Policy[];
  /** What its addresses are relative to; null where that is its own address. */
  base: string | null;
  /** Whether it loads scripts that were not read, which may hold the tag. */
  loads: boolean;
  /** Where it leads on by itself; null where it stays. */
  lead: Lead | null;
  /** Number of the shadow code, which has calls of LINE's go to both; null where there is none. */
  shadow: number | null;
}

/** What the addresses of a page are relative to. */
export function baseOf({ base }: Pick<PageCodes, 'base'>, url: URL): URL {
  return base !== null && URL.canParse(base, url) ? new URL(base, url) : url;
}
