import { ApiError } from '../client.ts';
import type { Key } from './dictionary.ts';
import { en } from './en.ts';
import type { Text } from './text.ts';

/** The keys of what has words of its own: reasons of the server, and fields of a form. */
type PlainKey = Extract<Key, `problem.${string}` | `invalid.${string}`>;

function isPlain(text: string): text is PlainKey {
  return Object.hasOwn(en, text) && /^(problem|invalid)\./.test(text);
}

/** What went wrong and what to do about it, in the reader's language where we have words for it. */
export function describe(error: unknown, t: Text): string {
  if (!(error instanceof ApiError)) return t('state.unknown');
  // `invalid_input` comes as `field.path: what is wrong`; the first part that has words of its own speaks.
  const field = error.reason === 'invalid_input' ? (/^([\w.]+): /.exec(error.message)?.[1] ?? '') : '';
  const parts = field.split('.').filter((part) => part !== '' && !/^\d+$/.test(part));
  const names = [...parts.map((part) => `invalid.${part}`).reverse(), `problem.${error.reason}`];
  for (const name of names) if (isPlain(name)) return t(name);
  if (error.status >= 500) return t('state.fault');
  return error.message ? t('state.refused', { message: error.message }) : t('state.unknown');
}
