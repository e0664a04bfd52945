import type { Found } from './found.ts';
import type { Value } from './value.ts';

/** What the tag knows of `spa`, and what says that no routes are counted. */
const ROUTES = /^(?:true|history|hash)$/;
const OFF = /^(?:|false)$/;

/** How an option of the tag that it does not know is told, and what to write in its place. */
export interface BadOption {
  name: string;
  mend: string;
}

/** What `data-spa` says that the tag does not know; null where it does. */
export function badRoutes(given: string): BadOption | null {
  if (ROUTES.test(given) || OFF.test(given)) return null;
  return { name: `data-spa="${given}"`, mend: 'data-spa="history"' };
}

/** What `spa` of an init says that the tag does not know; nothing is wrong with what is not written there. */
export function badSpa(value: Value | undefined): BadOption | null {
  if (value === undefined || value.is === 'flag' || value.is === 'nothing' || value.is === 'other')
    return null;
  if (value.is === 'number' && value.number === 0) return null;
  const text = value.is === 'list' ? '[…]' : value.is === 'map' ? '{…}' : value.text;
  if (ROUTES.test(text) || OFF.test(text)) return null;
  return { name: `spa: ${text}`, mend: "spa: 'history'" };
}

/** Whether a value is missing for the tag as if nothing stood there. */
export function isMissing(value: Value | undefined): value is undefined {
  return value === undefined || (value.is === 'nothing' && value.text === 'undefined');
}

/** What the tag takes an answer for: whatever is no clear yes, and no question, is a no. */
export function answerOf(said: Value | undefined): string | null {
  if (isMissing(said)) return 'unset';
  if (said.is === 'other') return null;
  const word = said.is === 'text' ? said.text.toLowerCase() : '';
  if (word === 'required') return 'unset';
  return ['granted', 'unset'].includes(word) ? word : 'denied';
}

/** What an init or the script's element begins with: it asks, where it is not assumed, and never says no. */
function begun(said: Value): Pick<Found, 'event'> | null {
  const word = said.is === 'text' ? said.text.toLowerCase() : '';
  if (word === 'assumed') return null;
  if (said.is === 'other') return { event: null };
  return { event: word === 'granted' ? word : 'unset' };
}

/** What `data-consent` says; null where it says nothing of it. Without a value it asks. */
export function answerOfAttribute(said: Value | undefined): Pick<Found, 'event'> | null {
  return said === undefined ? null : begun(said);
}

/** What `consent` of an init says; null where it says nothing of it. */
export function answerOfInit(said: Value | undefined): Pick<Found, 'event'> | null {
  if (said === undefined || said.is === 'nothing') return null;
  const isOff = (said.is === 'flag' && !said.isTrue) || (said.is === 'number' && said.number === 0);
  return isOff || (said.is === 'text' && said.text === '') ? null : begun(said);
}
