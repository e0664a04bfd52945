import { ApiError } from '../client.ts';
import { en } from './en.ts';
import type { Key, Text } from './text.ts';

function isKey(text: string): text is Key {
  return Object.hasOwn(en, text);
}

/** The key of a problem's text, where it takes no values. */
type PlainKey = Extract<Key, `problem.${string}` | `invalid.${string}`>;

function isPlain(key: Key): key is Exclude<PlainKey, 'problem.request' | 'problem.other'> {
  return /^(problem|invalid)\./.test(key) && !en[key].includes('{');
}

/** What went wrong and what to do about it, in the reader's language where we have words for it. */
export function describe(error: unknown, t: Text): string {
  if (!(error instanceof ApiError)) return t('problem.unknown');
  // `invalid_input` comes as `field.path: what is wrong`; the first part that has words of its own speaks.
  const field = error.reason === 'invalid_input' ? (/^([\w.]+): /.exec(error.message)?.[1] ?? '') : '';
  const parts = field.split('.').filter((part) => part !== '' && !/^\d+$/.test(part));
  const names = [
    ...parts.map((part) => `invalid.${part}`).reverse(),
    ...(error.reason === 'unknown' ? [] : [`problem.${error.reason}`]),
  ];
  for (const name of names) if (isKey(name) && isPlain(name)) return t(name);
  if (error.status >= 500) return t('problem.server');
  return error.message ? t('problem.other', { message: error.message }) : t('problem.unknown');
}
