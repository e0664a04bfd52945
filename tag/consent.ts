import { forget } from './lib/stored.ts';
import { page } from './page.ts';
import { flush, waiting } from './send.ts';
import { keepVisitor } from './visitor.ts';

/**
 * `_lt('consent', 'granted' | 'denied')`. Whatever is said and is not a clear yes is a no, which takes away all that
 * is kept here. `_lt('consent')` only asks for a yes: it takes nothing away, and nothing back.
 */
export const answer = (said: unknown): void => {
  if (said === 'granted') {
    page.$consent = said;
    flush();
  } else if (said) {
    page.$consent = 'denied';
    // The views that were never sent stay: they are counted if the visitor agrees after all.
    for (const hit of waiting) if (hit.id || hit.event) waiting.delete(hit);
    keepVisitor('');
    forget();
  } else page.$consent = page.$consent || 'denied';
};
