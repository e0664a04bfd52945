import type { Moments } from './moment.ts';
import { type Token, unescaped } from './token.ts';

/** Where a page leads by itself, once it is there. */
export interface Lead {
  /** As it is written there. */
  address: string;
  /** `refresh` is said in HTML or in a header, `script` by a script that sets its address. */
  by: 'refresh' | 'script';
  /** Seconds until then. */
  delay: number;
}

/** A page that stays longer than this, in seconds, is meant to be seen. */
const SHORT = 5;
/** `0; url=/new`, as browsers read it: quotes and the word are optional. */
const REFRESH = /^\s*(\d*)(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))/is;

/** Where a refresh leads, of a meta element or a header; null where it comes late, or loads the same page again. */
export function refreshIn(content: string): Lead | null {
  const [, delay = '', double, single, plain] = REFRESH.exec(content.slice(0, 4_000)) ?? [];
  const address = (double ?? single ?? plain ?? '').trim();
  return address === '' || Number(delay) > SHORT ? null : { address, by: 'refresh', delay: Number(delay) };
}

/** What looks like an address, and is no other text that something of this name is given. */
const ADDRESS = /^\s*(?:https?:|\.{0,2}\/|\?|[\w-]+(?:\.\w|\/))/i;

/** Whether what ends at a piece is the location of the page: `location`, `window.location`, `location.href`. */
function isLocation(tokens: readonly Token[], end: number): boolean {
  const word = (at: number) => (tokens[at]?.kind === 'word' ? tokens[at]?.text : undefined);
  const point = (at: number) => tokens[at]?.kind === 'mark' && tokens[at]?.text === '.';
  const at = word(end) === 'href' && point(end - 1) ? end - 2 : end;
  if (word(at) !== 'location') return false;
  if (!point(at - 1)) return !['var', 'let', 'const'].includes(word(at - 1) ?? '');
  return ['window', 'document', 'self', 'top', 'parent'].includes(word(at - 2) ?? '') && !point(at - 3);
}

/** Where a script leads as soon as it runs, if that is all written there: `location.href = '/new'`. */
export function leadIn(tokens: readonly Token[], moments: Moments): Lead | null {
  const is = (at: number, text: string) => tokens[at]?.kind === 'mark' && tokens[at]?.text === text;
  for (const [index, { kind, text, isComputed }] of tokens.entries()) {
    if (kind !== 'string' || isComputed || is(index + 1, '+') || !ADDRESS.test(text)) continue;
    const method = tokens[index - 2]?.text ?? '';
    const isSet = is(index - 1, '=') && isLocation(tokens, index - 2);
    const isCalled =
      is(index - 1, '(') && /^(?:replace|assign)$/.test(method) && isLocation(tokens, index - 4);
    if (!(isSet || isCalled)) continue;
    if (moments.isAtOnce(index) && moments.of(index) === 'now')
      return { address: unescaped(text).trim(), by: 'script', delay: 0 };
  }
  return null;
}
