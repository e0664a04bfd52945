import type { Moments } from './moment.ts';
import { type Token, unescaped } from './token.ts';

/** A string that holds code of its own. */
export interface Inner {
  text: string;
  /** What takes it as HTML and runs none of its scripts: `innerHTML`; null for whatever else takes it. */
  sink: string | null;
  /** Whether it is a handler, which waits for somebody to do something. */
  waits: boolean;
  /** Whether it is written into the page as that is read. */
  isWritten: boolean;
}

/** What takes HTML and runs no script in it, by its name. */
const SINK = /^(?:innerHTML|outerHTML|insertAdjacentHTML)$/;
/** Pieces back from a string in which that is looked for. */
const SINK_BACK = 40;
/** A handler by its name, but for those of what comes by itself; and the beginning of one in a string of HTML. */
const HANDLER = /^on(?!load|pageshow)[a-z]+$/i;
const BEGUN = /\son(?!load|pageshow)[a-z]+\s*=\s*["']?$/i;

/** What takes a string as HTML without running its scripts: `x.innerHTML = '<p>' + …`. */
function sinkAt(tokens: readonly Token[], index: number): string | null {
  const text = (at: number) => (tokens[at]?.kind === 'string' ? '' : (tokens[at]?.text ?? ''));
  let isPart = false;
  for (let at = index - 1; at > index - SINK_BACK && at > 0; at -= 1) {
    if (SINK.test(text(at))) {
      const next = text(at + 1) + text(at + 2);
      const isSet = next === '+=' || (next.startsWith('=') && next !== '==');
      return (isSet && !isPart) || (text(at) === 'insertAdjacentHTML' && text(at + 1) === '(')
        ? text(at)
        : null;
    }
    // A value put together: strings and names with pluses between them, up to what it is given to.
    if (tokens[at]?.kind === 'mark') {
      if (text(at) === ',' || text(at) === '(') isPart = true;
      else if (!['+', '=', '.'].includes(text(at))) return null;
    } else if (tokens[at + 1]?.kind !== 'mark') return null; // two in a row: another statement
  }
  return null;
}

/** Whether a string is a handler: `setAttribute('onclick', '…')`, `{ onclick: '…' }`, `'<a onclick="' + '…'`. */
function isHandler(tokens: readonly Token[], index: number): boolean {
  const [name, mark] = [tokens[index - 2], tokens[index - 1]];
  if (!name || mark?.kind !== 'mark' || name.kind === 'mark') return false;
  if (mark.text === '+') return name.kind === 'string' && BEGUN.test(unescaped(name.text));
  const isNamed = mark.text === ':' || mark.text === '=' || (mark.text === ',' && name.kind === 'string');
  return isNamed && HANDLER.test(name.text);
}

/** Whether a script makes script elements: it may bring to life what it was given as HTML. */
export function makesScripts(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, text }, index) =>
      kind === 'word' &&
      (text === 'createContextualFragment' ||
        (text === 'createElement' && tokens[index + 2]?.text.toLowerCase() === 'script')),
  );
}

/** A string that holds code; `revives` says whether its script brings to life what is given as HTML. */
export function innerAt(
  tokens: readonly Token[],
  index: number,
  moments: Moments | null,
  revives: boolean,
): Inner {
  const isWritten = moments?.givenTo(index).some((name) => name === 'write' || name === 'writeln') ?? false;
  return {
    text: unescaped(tokens[index]?.text ?? ''),
    sink: revives ? null : sinkAt(tokens, index),
    waits: isHandler(tokens, index),
    isWritten: isWritten && (moments?.isAtOnce(index) ?? false),
  };
}
