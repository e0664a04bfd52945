import { TaglineError } from '../../db/error.ts';

/** The answer of every route that there is not. */
export function nothingHere(): never {
  throw new TaglineError('not_found', 'not_found', 'There is nothing here.');
}
