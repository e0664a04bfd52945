import { forget } from './lib/stored.ts';
import { loadMore } from './more.ts';
import { page } from './page.ts';
import { flush } from './send.ts';
import { keepVisitor } from './visitor.ts';
import { waiting } from './waiting.ts';

/**
 * `_lt('consent', 'granted' | 'denied')`. Whatever is said and is not a clear yes is a no, which takes away all that
 * is kept here. `_lt('consent')` and `_lt('consent', 'unset')` only ask for a yes: what is measured waits for it in this
 * page, nothing is taken away, and nothing back.
 */
export const answer = (said: unknown = 'unset'): void => {
  if (said === 'unset' && page.$consent) return;
  page.$isAsked = said === 'unset';
  page.$consent = said === 'granted' ? said : 'denied';
  // Who came here was not asked as long as there was no yes.
  if (said === 'granted' && page.$landing) {
    loadMore({ hop: page.$landing }, true);
    page.$landing = '';
  }
  flush();
  if (said === 'granted' || page.$isAsked) return;
  // The views that were never sent stay: they are counted if the visitor agrees after all.
  for (const hit of waiting) if (hit.id[15] || hit.event) waiting.delete(hit);
  keepVisitor('');
  forget();
};
