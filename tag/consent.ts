import { forget } from './lib/stored.ts';
import { loadMore } from './more.ts';
import { page } from './page.ts';
import { flush } from './send.ts';
import { keepVisitor } from './visitor.ts';
import { waiting } from './waiting.ts';

/**
 * `_lt('consent', 'granted' | 'denied')`. Whatever is said and is not a clear yes is a no, which takes away all that
 * is kept here. `_lt('consent')`, `'unset'` and `'required'` only ask for a yes: what is measured waits for it in this
 * page, nothing is taken away, and nothing back. Answers whether it was one of these words.
 */
export const answer = (said: unknown = 'unset'): boolean => {
  const word = typeof said === 'string' && said.toLowerCase();
  const isYes = word === 'granted';
  const isAsked = word === 'unset' || word === 'required';
  if (isAsked && page.$consent) return true;
  page.$isAsked = isAsked;
  page.$consent = isYes ? word : 'denied';
  // Who came here was not asked as long as there was no yes.
  if (isYes && page.$landing) {
    loadMore({ href: page.$landing }, true);
    page.$landing = '';
  }
  flush();
  if (isYes || isAsked) return true;
  // The views that were never sent stay: they are counted if the visitor agrees after all.
  for (const hit of waiting) if (hit.id[15] || hit.event) waiting.delete(hit);
  keepVisitor('');
  forget();
  return word === 'denied';
};

/**
 * What an init, or the script's own element, says of consent: where the page begins, which takes nothing back that was
 * said. Whatever is not `assumed`, or `granted` before the visitor said anything, waits for an answer. Answers whether it
 * was a word that says so.
 */
export const begin = (said: unknown): boolean => {
  const word = typeof said === 'string' && said.toLowerCase();
  if (word !== 'assumed') answer(word === 'granted' && (!page.$consent || page.$isAsked) ? word : undefined);
  return /^(assumed|required|granted|denied|unset)$/.test(`${word}`);
};
