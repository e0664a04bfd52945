import { guard } from './guard.ts';

/**
 * Keeps `value` for the pages of this origin; takes away what is kept where it is empty. Answers whether it is kept now:
 * what a page has put in the place of the browser's own may take a value and forget it.
 */
export const keep = guard((name: string, value?: string | number) => {
  if (value) localStorage[`_tl${name}`] = value;
  else delete localStorage[`_tl${name}`];
  return `${localStorage[`_tl${name}`]}` === `${value}`;
});

/** Takes away all that is kept of a visitor; a test mode, which is nobody's, goes on to its end. */
export const forget = guard(() => {
  for (const key of Object.keys(localStorage)) if (/^_tl(?!trial)/.test(key)) delete localStorage[key];
});

/** What is kept; undefined where nothing is, or storage is blocked. */
export const kept = guard((name: string): string | undefined => localStorage[`_tl${name}`]);
