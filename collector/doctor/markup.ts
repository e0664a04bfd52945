import { Tokenizer } from 'htmlparser2';

/** Of an element, by their names. */
export type Attributes = Map<string, string>;

/**
 * A piece of a page, in its order, and where it begins if that is asked for. The text of a script or a style is as it was
 * written.
 */
export type Part =
  | { is: 'open'; name: string; attributes: Attributes; start: number }
  | { is: 'close'; name: string }
  | { is: 'text'; text: string; start: number }
  | { is: 'comment'; text: string };

/** Cuts HTML into pieces in one pass, without a tree: pages of the wild are seldom well-formed. */
export function partsOf(page: string): Part[] {
  // For browsers that is the end of a comment too; as long as it was, so that every place stays.
  const html = page.replaceAll('--!>', ' -->');
  const parts: Part[] = [];
  let text = '';
  let textStart = 0;
  let name = '';
  let nameStart = 0;
  let attributes: Attributes = new Map();
  let attribute = '';
  let value = '';

  function flush(): void {
    if (text !== '') parts.push({ is: 'text', text, start: textStart });
    text = '';
  }
  function put(part: Part): void {
    flush();
    parts.push(part);
  }
  const nothing = () => {};

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => {
        if (text === '') textStart = start;
        text += html.slice(start, end);
      },
      ontextentity: (point) => {
        text += String.fromCodePoint(point);
      },
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        nameStart = start;
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: (point) => {
        value += String.fromCodePoint(point);
      },
      onattribend: () => {
        if (!attributes.has(attribute)) attributes.set(attribute, value); // the first one counts
      },
      onopentagend: () => put({ is: 'open', name, attributes, start: nameStart }),
      onselfclosingtag: () => put({ is: 'open', name, attributes, start: nameStart }),
      onclosetag: (start, end) => put({ is: 'close', name: html.slice(start, end).trim().toLowerCase() }),
      oncomment: (start, end, offset) => put({ is: 'comment', text: html.slice(start, end - offset) }),
      oncdata: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: flush,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return parts;
}
