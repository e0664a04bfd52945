import type { Token } from './token.ts';

/** An attribute of the tag's element that a script gives it, and where its value begins. */
export interface Given {
  name: 'data-tag-id' | 'data-consent';
  at: number;
}

const PROPERTIES: Readonly<Record<string, Given['name']>> = {
  tagId: 'data-tag-id',
  consent: 'data-consent',
};

/** What is given at a piece: `s.dataset.tagId = …`, `s.dataset['tagId'] = …` or `s.setAttribute('data-tag-id', …)`. */
export function givenAt(tokens: readonly Token[], index: number): Given | null {
  const is = (at: number, text: string) => tokens[at]?.kind === 'mark' && tokens[at]?.text === text;
  const word = (at: number) => (tokens[at]?.kind === 'word' ? tokens[at]?.text : undefined);
  const token = tokens[index];
  if (!token) return null;
  const property = PROPERTIES[token.text];
  if (property !== undefined && word(index - 2) === 'dataset') {
    const end = token.kind === 'string' ? index + 2 : index + 1;
    const isNamed = token.kind === 'string' ? is(index - 1, '[') && is(index + 1, ']') : is(index - 1, '.');
    return isNamed && is(end, '=') && !is(end + 1, '=') ? { name: property, at: end + 1 } : null;
  }
  const name = Object.values(PROPERTIES).find((one) => one === token.text);
  const isSet = name !== undefined && token.kind === 'string' && word(index - 2) === 'setAttribute';
  return isSet && is(index - 1, '(') && is(index + 1, ',') ? { name, at: index + 2 } : null;
}
