import type { Value } from './value.ts';

/** What the tag knows of `spa`, and what says that no routes are counted. */
const ROUTES = /^(?:true|history|hash)$/;
const OFF = /^(?:|false|off|no|none|0|null|undefined)$/i;

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
  const text = value.is === 'list' ? '[…]' : value.is === 'map' ? '{…}' : value.text;
  if (ROUTES.test(text) || OFF.test(text)) return null;
  return { name: `spa: ${text}`, mend: "spa: 'history'" };
}

/** Whether `data-consent` has the site ask before anything is sent. */
export function asksFor(given: string): boolean {
  return given !== '' && given !== 'assumed';
}

/** The same of `consent` of an init; what is not written there may. */
export function asksForConsent(value: Value | undefined): boolean {
  return value?.is === 'other' || (value?.is === 'text' && asksFor(value.text));
}
