import type { Token } from './token.ts';
import type { Value } from './value.ts';

/** Pieces back from a `push` in which its queue is looked for. */
const QUEUE_BACK = 14;

/** What a call by another name begins with. */
const COMMAND = /^(?:init|send|consent|identify)$/;

/** Where a call begins, and how its arguments are given. */
interface Opening {
  /** Where its expression begins. */
  from: number;
  /** Where its arguments do. */
  at: number;
  by: 'call' | 'apply' | null;
  /** `push`: what is put into the queue. `alias`: a call by another name. */
  of: '_lt' | 'push' | 'alias';
}

function isMark(tokens: readonly Token[], at: number, text: string): boolean {
  return tokens[at]?.text === text && tokens[at]?.kind !== 'string';
}

/** Where an expression of names and points begins that ends at a piece: at `window` of `window._lt`. */
function startAt(tokens: readonly Token[], end: number): number {
  let start = end;
  while (isMark(tokens, start - 1, '.') && tokens[start - 2]?.kind === 'word') start -= 2;
  return start;
}

/**
 * Where a call begins, if one begins at this piece: `_lt(`, `window['_lt'](`, `_lt?.(`, `_lt.apply(`, `(0, _lt)(`,
 * `_ltq.push(`, or by another name that it was given.
 */
export function callAt(
  tokens: readonly Token[],
  index: number,
  aliases: ReadonlySet<string>,
): Opening | null {
  const is = (at: number, text: string) => isMark(tokens, at, text);
  const token = tokens[index];
  // Behind the name, the brackets that it may stand in, and a question mark with its point.
  const inBrackets = token?.kind === 'string';
  if (inBrackets && !(is(index - 1, '[') && is(index + 1, ']'))) return null;
  const end = inBrackets ? index + 2 : index + 1;
  const behind = is(end, '?') && is(end + 1, '.') ? end + 2 : end;
  if (token?.text === '_lt' && !is(index - 1, 'function')) {
    const found = { from: index, of: '_lt' as const };
    if (is(behind, '(')) return { ...found, at: behind + 1, by: null };
    const wrapped = is(end, ')') && is(end + 1, '(') ? wrappedAt(tokens, index) : null;
    if (wrapped !== null) return { ...found, from: wrapped, at: end + 2, by: null };
    if (!is(behind, '.') || !is(behind + 2, '(')) return null;
    if (is(behind + 1, 'call')) return { ...found, at: behind + 3, by: 'call' };
    return is(behind + 1, 'apply') ? { ...found, at: behind + 3, by: 'apply' } : null;
  }
  if (!token || inBrackets || !is(index + 1, '(')) return null;
  const said = tokens[index + 2];
  const isSaid = said?.kind === 'string' && COMMAND.test(said.text);
  if (isSaid && aliases.has(token.text) && !is(index - 1, 'function'))
    return { from: index, at: index + 2, by: null, of: 'alias' };
  if (token.text !== 'push' || !is(index - 1, '.') || is(index + 2, 'arguments')) return null;
  const owner = is(index - 2, '?') ? index - 3 : index - 2;
  return isQueue(tokens, owner) ? { from: index, at: index + 2, by: null, of: 'push' } : null;
}

/** The bracket of `(0, window._lt)` and `(_lt)`, by the name in it; null where that is what another call is given. */
function wrappedAt(tokens: readonly Token[], index: number): number | null {
  const start = startAt(tokens, index);
  const isAfterNumber = isMark(tokens, start - 1, ',') && tokens[start - 2]?.text === '0';
  const open = isAfterNumber ? start - 3 : start - 1;
  if (!isMark(tokens, open, '(')) return null;
  const before = tokens[open - 1];
  const isGiven = before?.kind === 'word' && !/^(?:return|void|await|else|do)$/.test(before.text);
  return isGiven || isMark(tokens, open - 1, ']') ? null : open;
}

/** Whether what ends at this piece is the queue: `_ltq`, `window['_ltq']`, `(window._ltq = window._ltq || [])`. */
function isQueue(tokens: readonly Token[], end: number): boolean {
  const text = tokens[end]?.text;
  if (text === '_ltq') return true;
  if (text === ']') return tokens[end - 1]?.text === '_ltq';
  if (text !== ')') return false;
  for (let at = end - 1; at > end - QUEUE_BACK && tokens[at]?.text !== '('; at -= 1) {
    if (tokens[at]?.text === '_ltq') return true;
  }
  return false;
}

/** Other names that a script gives the function of the tag: `lt = window._lt`, and nothing behind it. */
export function aliasesIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== 'word' || text !== '_lt') return [];
    const next = tokens[index + 1];
    if (next !== undefined && next.kind !== 'word' && !/^[;,})]$/.test(next.text)) return [];
    const start = startAt(tokens, index);
    const name = tokens[start - 2];
    const isNamed = isMark(tokens, start - 1, '=') && name?.kind === 'word' && name.text !== '_lt';
    return isNamed ? [name.text] : [];
  });
}

/** What a call is given, whichever way; a push may be several calls, each a list. */
export function argsOf(given: Value[], { by, of }: Pick<Opening, 'by' | 'of'>): Value[][] {
  const [first, second] = given;
  if (by === 'call') return [given.slice(1)];
  if (by === 'apply') return [second?.is === 'list' ? second.items : []];
  // A site may queue a list where the stub queues `arguments`.
  if (of === 'push' && first?.is === 'list')
    return given.flatMap((one) => (one.is === 'list' ? [one.items] : []));
  return [given.length === 1 && first?.is === 'list' ? first.items : given];
}
