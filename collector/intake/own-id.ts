import { keepable } from '../lib/text.ts';

/* A key or an id of the site's own making: the deduplication key of an event, the site's id of its customer. */

/** What careless sites send for nothing. */
const NOTHING = /^(?:undefined|null|NaN)?$/;
/** What a template or a tag manager leaves where it filled nothing in, and an object as a text. */
const UNFILLED = /^(?:\{\{.*\}\}|\{\w+\}|\$\{.*\}|%%.*%%|<[%?].*[%?]>|\[object \w+\])$/s;

/** An id as it is kept, null where there is none; and whether something stood there that is none. */
export interface OwnId {
  id: string | null;
  isBad: boolean;
}

/**
 * Reads an id of the site's own making, a text or a number. One that is the same for everybody is none: as a
 * deduplication key it would make one conversion of all. At most `max` characters are kept.
 */
export function ownId(value: unknown, max: number): OwnId {
  if (value === undefined || value === null) return { id: null, isBad: false };
  if (typeof value !== 'string' && typeof value !== 'number') return { id: null, isBad: true };
  const id = keepable(String(value), max).trim();
  if (NOTHING.test(id)) return { id: null, isBad: false };
  return UNFILLED.test(id) ? { id: null, isBad: true } : { id, isBad: false };
}
