import { TAG_IDS } from './tag-ids.ts';
import type { Token } from './token.ts';
import type { Value } from './value.ts';

/** Names that somebody writes, or a program makes, of `_lt`: a capital I or a 1 looks like its l. */
const LIKE = /^_{0,2}[l1i]t$/i;

/** Whether what a call is given is meant for the tag. */
export function isForTag([first, second]: readonly Value[]): boolean {
  if (first?.is !== 'text') return false;
  if (first.text === 'send') return second?.is === 'text' && /^(?:pv|cv)$/.test(second.text);
  const id = second?.is === 'map' ? second.fields.get('tagId') : undefined;
  return first.text === 'init' && id?.is === 'text' && TAG_IDS.test(id.text);
}

/** Whether what is called by another name of the tag is given what the tag knows: a short name may be that of others. */
export function isCommand([first, second]: readonly Value[]): boolean {
  if (first?.is !== 'text') return false;
  if (first.text === 'init') return second?.is === 'map' && second.fields.has('tagId');
  if (first.text === 'send') return second?.is === 'text' && /^(?:pv|cv)$/.test(second.text);
  return first.text === 'consent' || first.text === 'identify';
}

/** Where the arguments of a call begin that has nearly the name of ours, if one begins at a piece; else null. */
export function misspeltAt(tokens: readonly Token[], index: number): number | null {
  const token = tokens[index];
  const isMark = (at: number, text: string) => tokens[at]?.kind === 'mark' && tokens[at]?.text === text;
  if (token?.kind !== 'word' || token.text === '_lt' || !LIKE.test(token.text)) return null;
  return isMark(index + 1, '(') && tokens[index - 1]?.text !== 'function' ? index + 2 : null;
}

/** Whether a script makes a function of this name. */
export function isMade(tokens: readonly Token[], name: string): boolean {
  return tokens.some(
    ({ kind, text }, index) =>
      kind !== 'mark' &&
      text === name &&
      (tokens[index - 1]?.text === 'function' || ['=', ':'].includes(tokens[index + 1]?.text ?? '')),
  );
}
