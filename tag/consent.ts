import { forget } from './lib/stored.ts';
import { flush, waiting } from './send.ts';
import { keepVisitor } from './visitor.ts';
import type { WireConsent } from './wire.ts';

/** What the visitor said on this page; undefined while nothing was said. Not kept: the site asks, the site says. */
export let consent: WireConsent | undefined;

/**
 * `_lt('consent', 'granted' | 'denied')`. Whatever is said and is not a clear yes is a no, which takes away all that
 * is kept here. `_lt('consent')` only asks for a yes: it takes nothing away, and nothing back.
 */
export const answer = (said: unknown): void => {
  if (said === 'granted') {
    consent = said;
    flush();
  } else if (said) {
    consent = 'denied';
    // The views that were never sent stay: they are counted if the visitor agrees after all.
    for (const hit of waiting) if (hit.id || hit.event) waiting.delete(hit);
    keepVisitor('');
    forget();
  } else consent = consent || 'denied';
};
