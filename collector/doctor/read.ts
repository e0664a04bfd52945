import { keyOf } from './found.ts';
import type { PageCodes } from './page-codes.ts';
import { PAGE } from './place.ts';
import { Reading } from './reading.ts';

/**
 * Reads the codes out of the HTML of a page, whatever their formatting: on one line or many, in a module, inside the
 * data of a framework, in a comment. What a page says in both its HTML and its data is there once.
 */
export function readPage(html: string): PageCodes {
  const reading = new Reading();
  reading.html(html, PAGE);
  const seen = new Set(reading.found.filter(({ where }) => where === 'page').map(keyOf));
  const found = reading.found.filter((one) => {
    if (one.where !== 'embedded') return true;
    const key = keyOf(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const { broken, stubs, policies, base, loads, lead, shadow } = reading;
  const containers = [...new Set(reading.containers)];
  return { found, stubs, broken, containers, policies, base, loads, lead, shadow };
}
