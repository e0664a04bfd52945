import { type Fault, type Token, tokensOf, unescaped } from './token.ts';

/** What a call was given, as far as it stands there to be read. */
export type Value =
  | { is: 'text'; text: string }
  | { is: 'list'; items: Value[] }
  | { is: 'map'; fields: Map<string, Value> }
  | { is: 'other' };

/** One call of `_lt`, or one item put into `_ltq`. */
export interface Call {
  args: Value[];
  faults: Fault[];
}

/** What stands in a script. */
export interface Script {
  calls: Call[];
  /** Addresses of scripts that it loads. */
  addresses: { address: string; fault: Fault | null }[];
  /** Strings that hold code of their own: HTML or a script. */
  inner: string[];
  /** Comments that hold code. */
  comments: string[];
}

/** Whether a text may hold anything of the tag; most scripts of a page do not, and are not cut up. */
export function isWorthReading(text: string): boolean {
  return /_ltq?\b|\blt(?:\.[\w-]+)?\.js|ltag\.js|tr\.line\.me|yjtag|tag\.gif|data-tag-id/i.test(text);
}

/** An address of a script of LINE's, of ours, or of a look-alike. */
const ADDRESS =
  /^(?:https?:)?\/\/[^\s'"<>]+\/lt(?:\.[\w-]+)?\.js(?:\?[^\s'"<>]*)?$|^(?:https?:)?\/\/(?:tr\.line\.me|tag\.line-apps\.com|s\.yjtag\.jp)\/[^\s'"<>]*\.js$/i;
/** A tag id, or several joined by commas. */
const TAG_IDS = /^[0-9a-f-]{36}(?:\s*,\s*[0-9a-f-]{36}){0,9}$/i;
/** Nesting of a call's arguments that is followed. */
const DEEP = 12;
/** Pieces that the arguments of one call may have, and calls of one script: so that a hostile page is read in one go. */
const CALL_MAX = 2_000;
const CALLS_MAX = 200;
const OTHER: Value = { is: 'other' };

/** Reads the arguments of calls out of the pieces of a script. */
class Reader {
  at = 0;
  faults = new Set<Fault>();
  readonly tokens: readonly Token[];
  readonly named: ReadonlyMap<string, string>;

  constructor(tokens: readonly Token[], named: ReadonlyMap<string, string>) {
    this.tokens = tokens;
    this.named = named;
  }

  is(text: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === 'mark' && token.text === text;
  }

  /** Values up to a closing mark, which is passed. */
  until(close: string, deep: number): Value[] {
    const values: Value[] = [];
    while (this.at < this.tokens.length && !this.is(close)) {
      const before = this.at;
      values.push(this.value(deep));
      if (this.is(',')) this.at += 1;
      else if (!this.is(close) && this.at === before) this.at += 1; // a mark that fits nowhere
    }
    this.at += 1;
    return values;
  }

  value(deep: number): Value {
    const token = this.tokens[this.at];
    if (!token || deep > DEEP) return this.rest();
    if (token.fault) this.faults.add(token.fault);
    let value: Value = OTHER;
    if (token.kind === 'string') {
      this.at += 1;
      value = { is: 'text', text: unescaped(token.text).trim() };
    } else if (this.is('[')) {
      this.at += 1;
      value = { is: 'list', items: this.until(']', deep + 1) };
    } else if (this.is('{')) {
      this.at += 1;
      value = { is: 'map', fields: this.fields(deep + 1) };
    } else if (token.kind === 'word') {
      const text = this.named.get(token.text);
      this.at += 1;
      if (text !== undefined) value = { is: 'text', text };
    }
    // What goes on is an expression, whose value is not written here.
    return this.atEnd() ? value : this.rest();
  }

  fields(deep: number): Map<string, Value> {
    const fields = new Map<string, Value>();
    while (this.at < this.tokens.length && !this.is('}')) {
      const key = this.tokens[this.at];
      if (key && key.kind !== 'mark' && this.is(':', 1)) {
        if (key.fault) this.faults.add(key.fault);
        this.at += 2;
        fields.set(key.text, this.value(deep));
      } else this.rest();
      if (this.is(',')) this.at += 1;
      else if (!this.is('}')) break;
    }
    this.at += 1;
    return fields;
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length || [',', ')', ']', '}'].some((mark) => this.is(mark));
  }

  /** Passes the rest of an expression. */
  rest(): Value {
    let open = 0;
    for (; this.at < this.tokens.length; this.at += 1) {
      const token = this.tokens[this.at];
      if (token?.fault) this.faults.add(token.fault);
      if (token?.kind !== 'mark') continue;
      if ('([{'.includes(token.text)) open += 1;
      else if (open === 0 && ',)]};'.includes(token.text)) return OTHER;
      else if (')]}'.includes(token.text)) open -= 1;
    }
    return OTHER;
  }
}

/** Where the arguments of a call begin, if one begins at this word; else null. */
function callAt(tokens: readonly Token[], at: number): number | null {
  const is = (index: number, text: string) =>
    tokens[index]?.text === text && tokens[index]?.kind !== 'string';
  if (is(at, '_lt') && !is(at - 1, 'function')) {
    const open = is(at + 1, '?') && is(at + 2, '.') ? at + 3 : at + 1;
    return is(open, '(') ? open + 1 : null;
  }
  const pushed = is(at, '_ltq') && is(at + 1, '.') && is(at + 2, 'push') && is(at + 3, '(');
  return pushed && !is(at + 4, 'arguments') ? at + 4 : null;
}

/** `name = 'TAG_ID'`: so that a tag id which stands in a variable is known. */
function namesIn(tokens: readonly Token[]): Map<string, string> {
  const named = new Map<string, string>();
  tokens.forEach(({ kind, text }, index) => {
    const value = tokens[index + 2];
    if (kind === 'word' && tokens[index + 1]?.text === '=' && value?.kind === 'string') {
      const given = unescaped(value.text).trim();
      if (TAG_IDS.test(given)) named.set(text, given);
    }
  });
  return named;
}

/** `<br>` and `<p>` that a CMS wrote between the lines of a script. */
function hasMarkup(tokens: readonly Token[]): boolean {
  const text = (index: number) => (tokens[index]?.kind === 'string' ? '' : (tokens[index]?.text ?? ''));
  return tokens.some((_, index) => {
    if (text(index) !== '<') return false;
    const rest = [1, 2, 3].map((ahead) => text(index + ahead)).join('');
    return /^(?:br\/?>|p>|\/p>)/.test(rest);
  });
}

/** Reads one script; `known` are names that earlier scripts of the page gave. */
export function readScript(source: string, known: Map<string, string>): Script {
  const script: Script = { calls: [], addresses: [], inner: [], comments: [] };
  const all = tokensOf(source);
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  for (const [name, text] of namesIn(tokens)) known.set(name, text);
  const markup = hasMarkup(tokens);

  tokens.forEach(({ kind, text, fault }, index) => {
    if (kind === 'string') {
      if (!isWorthReading(text)) return;
      const address = unescaped(text).trim();
      if (ADDRESS.test(address)) script.addresses.push({ address, fault });
      else if (text.length > 20) script.inner.push(unescaped(text));
      return;
    }
    const start = callAt(tokens, index);
    if (start === null || script.calls.length >= CALLS_MAX) return;
    const reader = new Reader(tokens.slice(start, start + CALL_MAX), known);
    const given = reader.until(')', 0);
    const [first] = given;
    // A site may queue a list where the stub queues `arguments`.
    const args = given.length === 1 && first?.is === 'list' ? first.items : given;
    script.calls.push({ args, faults: markup ? [...reader.faults, 'markup'] : [...reader.faults] });
  });
  for (const { kind, text } of all)
    if (kind === 'comment' && isWorthReading(text)) script.comments.push(text);
  return script;
}
