/** What damaged a piece of code between our page and theirs. */
export const FAULTS = ['smart_quotes', 'escaped_quotes', 'line_break', 'markup'] as const;
export type Fault = (typeof FAULTS)[number];

/** A piece of a script. Numbers are words; a string is what stands between its quotes, as it was written. */
export interface Token {
  kind: 'word' | 'string' | 'mark' | 'comment';
  text: string;
  fault: Fault | null;
  /** Whether a string has parts that are known only when it runs. */
  isComputed: boolean;
}

const WORD = /[\p{L}\p{N}_$]+/uy;
/** Quotes that a text editor or a CMS makes of straight ones; the last two are full-width. */
export const SMART = /[\u2018-\u201f\u2032\u2033\uff02\uff07]/;
/** Quotes that were escaped once too often: as HTML has it, and as a string of a script has it. */
const ESCAPED = /&(?:quot|apos|[lr][sd]quo|#0?39|#34|#x2[27]|#82(?:1[67]|2[01]));/iy;
const BACKSLASHED = /\\+['"]/y;
/** What a literal of ours looks like; only such a one is read on after a line break. */
const LITERAL = /^[\w:/.?=&%{}\s-]{0,300}$/;
/** Nothing longer is taken for a regular expression. */
const PATTERN_MAX = 2000;
/** After one of these a slash begins a regular expression, not a division. */
const BEFORE_PATTERN = /^(?:[(,=:[!&|?{};+\-*%<>~^]|return|typeof|case|in|of|do|else|void|delete)$/;

/**
 * Cuts a script into pieces, however it is written, in one pass. It never fails: it is no judge of the language, and
 * the scripts of the wild are none of ours. Only what could hide a code from us, or a comment as one, is told apart. In a
 * script that is no part of a string, `isWhole`, a backslash before a quote is one too many.
 */
export function tokensOf(source: string, isWhole = false): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let before = '';
  // Up to here there is no regular expression: so that a hostile line is not looked through again and again.
  let dividing = 0;

  function add(kind: Token['kind'], text: string, end: number, fault: Fault | null = null): void {
    const isComputed = kind === 'string' && source[at] === '`' && text.includes('${');
    tokens.push({ kind, text, fault, isComputed });
    if (kind !== 'comment') before = kind === 'string' ? '"' : text;
    at = end;
  }

  function match(pattern: RegExp): string | null {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  }

  /** A comment up to `close`, or to the end. */
  function comment(open: string, close: string): void {
    const end = source.indexOf(close, at + open.length);
    const last = end < 0 ? source.length : end;
    add('comment', source.slice(at + open.length, last), end < 0 ? last : last + close.length);
  }

  function straight(quote: string): void {
    const start = at + 1;
    let end = start;
    let broken = -1;
    while (end < source.length && source[end] !== quote) {
      if (source[end] === '\n' && quote !== '`') {
        if (broken < 0) broken = end;
        if (end - start > 300) break;
      }
      end += source[end] === '\\' ? 2 : 1;
    }
    const text = source.slice(start, end);
    if (broken < 0) add('string', text, end + 1);
    // A literal that an editor wrapped is read on; anything else was no string, or is beyond telling.
    else if (source[end] === quote && LITERAL.test(text))
      add('string', text.replace(/\s*\n\s*/g, ''), end + 1, 'line_break');
    else add('string', source.slice(start, broken), broken, 'line_break');
  }

  function curly(open: number, fault: Fault): void {
    const start = at + open;
    const closing = source[at] === '\\' ? BACKSLASHED : ESCAPED;
    for (let end = start; end < source.length && end - start < 300 && source[end] !== '\n'; end += 1) {
      closing.lastIndex = end;
      const close = fault === 'escaped_quotes' ? closing.exec(source)?.[0] : null;
      if (close || SMART.test(source[end] ?? '') || source[end] === "'" || source[end] === '"') {
        add('string', source.slice(start, end), end + (close?.length ?? 1), fault);
        return;
      }
    }
    add('mark', source.slice(at, start), start);
  }

  /** A regular expression, or the division sign that it was taken for. */
  function pattern(): void {
    let inClass = false;
    let end = at + 1;
    for (; end < at + PATTERN_MAX && end < source.length && source[end] !== '\n'; end += 1) {
      const letter = source[end];
      if (letter === '\\') end += 1;
      else if (letter === '[') inClass = true;
      else if (letter === ']') inClass = false;
      else if (letter === '/' && !inClass) {
        add('word', source.slice(at, end + 1), end + 1);
        return;
      }
    }
    dividing = end;
    add('mark', '/', at + 1);
  }

  while (at < source.length) {
    const letter = source[at] ?? '';
    if (/\s/.test(letter)) at += 1;
    else if (source.startsWith('//', at)) comment('//', '\n');
    else if (source.startsWith('/*', at)) comment('/*', '*/');
    else if (source.startsWith('<!--', at)) comment('<!--', '\n');
    else if (letter === "'" || letter === '"' || letter === '`') straight(letter);
    else if (SMART.test(letter)) curly(1, 'smart_quotes');
    else if (letter === '/' && at >= dividing && (before === '' || BEFORE_PATTERN.test(before))) pattern();
    else {
      const isBackslash = isWhole && letter === '\\';
      const escaped = letter === '&' ? match(ESCAPED) : isBackslash ? match(BACKSLASHED) : null;
      const word = escaped ? null : match(WORD);
      if (escaped) curly(escaped.length, 'escaped_quotes');
      else if (word) add('word', word, at + word.length);
      else add('mark', letter, at + 1);
    }
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** The text that a string stands for. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (whole, four?: string, braced?: string, two?: string, one?: string) => {
      const code = four ?? braced ?? two;
      if (code === undefined) return one === undefined ? whole : (ESCAPES[one] ?? one);
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
