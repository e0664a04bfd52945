import { type Fault, type Token, unescaped } from './token.ts';

/** What a call was given, as far as it stands there to be read. */
export type Value =
  | { is: 'text'; text: string }
  | { is: 'number'; number: number; text: string }
  | { is: 'list'; items: Value[] }
  | { is: 'map'; fields: Map<string, Value> }
  /** `true` or `false`. */
  | { is: 'flag'; isTrue: boolean }
  /** `null`, `undefined` or `NaN`. */
  | { is: 'nothing'; text: string }
  | { is: 'other' };

/** Nesting of a call's arguments that is followed. */
const DEEP = 12;
const OTHER: Value = { is: 'other' };
/** The name under which a map has what is not written there: `{ ...rest }`, `{ [name]: value }`. */
export const REST = '...';
/** A number, and the pieces that one may be cut into: `-1.5e+3`. */
const NUMBER = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?$/i;
const NUMBER_PIECES = 6;
const FLAG = /^(?:true|false)$/;
const NO_VALUE = /^(?:null|undefined|NaN)$/;

/** Reads the arguments of calls out of the pieces of a script. */
export class Reader {
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
      if (!token.isComputed) value = { is: 'text', text: unescaped(token.text).trim() };
    } else if (this.is('[')) {
      this.at += 1;
      value = { is: 'list', items: this.until(']', deep + 1) };
    } else if (this.is('{')) {
      this.at += 1;
      value = { is: 'map', fields: this.fields(deep + 1) };
    } else {
      const number = this.number();
      if (number) return number;
      const flag = this.shortFlag();
      if (flag) return flag;
      if (token.kind === 'word') {
        const text = this.named.get(token.text);
        this.at += 1;
        if (text !== undefined) value = { is: 'text', text };
        else if (FLAG.test(token.text)) value = { is: 'flag', isTrue: token.text === 'true' };
        else if (NO_VALUE.test(token.text)) value = { is: 'nothing', text: token.text };
      }
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
      } else if (key?.kind === 'word' && (this.is(',', 1) || this.is('}', 1))) {
        fields.set(key.text, this.value(deep)); // `{ tagId }`
      } else fields.set(REST, this.rest());
      if (this.is(',')) this.at += 1;
      else if (!this.is('}')) break;
    }
    this.at += 1;
    return fields;
  }

  /** A number that is all there is of a value, which is passed; null where it is none. */
  number(): Value | null {
    const begin = this.at;
    let text = '';
    for (; !this.atEnd() && this.at < begin + NUMBER_PIECES; this.at += 1) {
      const token = this.tokens[this.at];
      if (token?.kind === 'string') break;
      text += token?.text ?? '';
    }
    if (this.atEnd() && NUMBER.test(text))
      return { is: 'number', number: Number(text.replaceAll('_', '')), text };
    this.at = begin;
    return null;
  }

  /** `!0` or `!1`, as tools that shorten scripts write `true` and `false`: passed, if it is all there is of a value. */
  shortFlag(): Value | null {
    const begin = this.at;
    const digit = this.tokens[begin + 1]?.text ?? '';
    const isFlag = this.is('!') && /^[01]$/.test(digit);
    this.at += isFlag ? 2 : 0;
    if (isFlag && this.atEnd()) return { is: 'flag', isTrue: digit === '0' };
    this.at = begin;
    return null;
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
