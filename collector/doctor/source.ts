import type { Token } from './token.ts';

/** The beginning of an address whose host stands there. */
const HOST = /^\s*(?:https?:)?\/\/[^\s/]+\//i;

/** Names of what is made a script element: `s` of `s = document.createElement('script')`, also of a name for it. */
function scriptNames(tokens: readonly Token[]): { names: Set<string>; makes: boolean } {
  const names = new Set<string>();
  let makes = false;
  tokens.forEach(({ kind, text }, index) => {
    const what = tokens[index + 2];
    if (kind !== 'word' || text !== 'createElement' || !what) return;
    if (what.kind === 'string' && what.text.toLowerCase() !== 'script') return;
    makes = true;
    let start = index;
    while (tokens[start - 1]?.text === '.') start -= 2;
    const name = tokens[start - 2];
    if (tokens[start - 1]?.text === '=' && name?.kind === 'word') names.add(name.text);
  });
  return { names, makes };
}

/** Where the address that is given to an element begins: of `s.src = …`, `s.setAttribute('src', …)` or `{ src: … }`. */
function sourceAt(tokens: readonly Token[], index: number): { owner: string | null; at: number } | null {
  const is = (at: number, text: string) => tokens[at]?.text === text && tokens[at]?.kind === 'mark';
  if (tokens[index]?.text !== 'src') return null;
  const owner = tokens[index - 2]?.text ?? null;
  if (is(index - 1, '.') && is(index + 1, '=') && !is(index + 2, '=')) return { owner, at: index + 2 };
  if (tokens[index - 2]?.text === 'setAttribute' && is(index + 1, ','))
    return { owner: tokens[index - 4]?.text ?? null, at: index + 2 };
  return is(index + 1, ':') && (is(index - 1, '{') || is(index - 1, ','))
    ? { owner: null, at: index + 2 }
    : null;
}

/** Whether a script makes a script element with an address that is known only when it runs. */
export function hasUnreadSource(tokens: readonly Token[]): boolean {
  const { names, makes } = scriptNames(tokens);
  if (!makes) return false;
  return tokens.some((_, index) => {
    const source = sourceAt(tokens, index);
    if (!source || (names.size > 0 && source.owner !== null && !names.has(source.owner))) return false;
    // LINE's `o || …`: what stands behind it is what is loaded as a rule.
    const isElse = tokens[source.at + 1]?.text === '|' && tokens[source.at + 3]?.kind === 'string';
    const at = isElse ? source.at + 3 : source.at;
    const first = tokens[at];
    if (first?.kind !== 'string') return first !== undefined;
    // What stands there whole is read, and none of ours; so is what begins with its host.
    const goesOn = ['+', '.'].includes(tokens[at + 1]?.text ?? '');
    return !HOST.test(first.text) && (goesOn || first.isComputed);
  });
}
