import type { Pin } from './address.ts';
import type { Moment } from './moment.ts';
import type { Place } from './place.ts';
import type { Taker } from './stub.ts';
import type { Fault } from './token.ts';

/** How a call runs. */
interface Run {
  /** When it runs once its script does. */
  moment: Moment;
  /** Whether it runs once as the page is opened, and not for each route of a single-page app, say. */
  isOnce: boolean;
  /** What has to be there before it; null where it brings that itself, or runs later. */
  lacks: Taker | null;
  faults: Fault[];
}

/** What a call says. */
interface Said {
  /** As they are written, lower case; empty where none stand there to be read. */
  tagIds: string[];
  /** Whether tag ids were given at all; an empty text is none. */
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
  /** What a template left where an order's number belongs, or another id of the site's own; else null. */
  badKey: string | null;
  /** What belongs in the place of what is ignored; null where that is not known. */
  mend: string | null;
}

/** What a script or an image is loaded from. */
interface Source {
  /** Null where it has none. */
  address: string | null;
  /** Of a script. */
  pin: Pin | null;
  /** Whether it is asked for as soon as what it stands in runs. */
  isAtOnce: boolean;
}

/** One thing that was found, in the order of the page. */
export interface Found extends Place, Run, Said, Source {
  /**
   * `start` is an init, `view` a page view, `event` anything with a name, `ignored` a call, or a part of one, that the tag makes
   * nothing of, `misspelt` one of nearly its name, `consent` an answer to it or the question, `script` the address of a tag script.
   */
  kind: 'script' | 'start' | 'view' | 'event' | 'ignored' | 'misspelt' | 'consent' | 'image';
}

/** What a thing has that says nothing of itself. */
export const PLAIN: Run & Said & Source = {
  moment: 'now',
  isOnce: true,
  lacks: null,
  tagIds: [],
  hasTags: true,
  event: null,
  hasName: true,
  isSwapped: false,
  badValue: null,
  badCurrency: null,
  badKey: null,
  mend: null,
  address: null,
  pin: null,
  isAtOnce: true,
  faults: [],
};

/** What a thing says, wherever and however often it stands. */
export function keyOf({ kind, tagIds, event, address }: Found): string {
  return JSON.stringify([kind, tagIds, event, address]);
}
