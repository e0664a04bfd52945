import type { Token } from './token.ts';

/** Uses of one name that are looked at, and pieces of an expression. */
const USES_MAX = 20;
const EXPRESSION_MAX = 40;
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** Words that stand before another piece of the same expression. */
const GOES_ON = /^(?:await|void|return|typeof|new|delete|in|of|instanceof|yield|async|case)$/;

/** A function, by the brackets of its body. */
export interface FunctionAt {
  /** Where it begins: at `function` or `async`, or at the list of an arrow. */
  start: number;
  /** Its own name, `function name(){}`; else null. */
  name: string | null;
  isAsync: boolean;
  isGenerator: boolean;
}

/** What stands in which brackets of a script. */
export class Brackets {
  protected readonly tokens: readonly Token[];
  /** Of a bracket, the other one of the pair; of anything, the bracket that it stands in; else -1. */
  protected readonly pair: Int32Array;
  protected readonly within: Int32Array;
  private uses: Map<string, number[]> | null = null;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.pair = new Int32Array(tokens.length).fill(-1);
    this.within = new Int32Array(tokens.length).fill(-1);
    const open: number[] = [];
    tokens.forEach(({ kind, text }, index) => {
      this.within[index] = open.at(-1) ?? -1;
      if (kind !== 'mark') return;
      if ('([{'.includes(text)) open.push(index);
      const before = CLOSES[text];
      const last = open.at(-1);
      if (before === undefined || last === undefined || tokens[last]?.text !== before) return;
      open.pop();
      this.pair[last] = index;
      this.pair[index] = last;
      this.within[index] = open.at(-1) ?? -1;
    });
  }

  protected text(index: number): string {
    const token = this.tokens[index];
    return token && token.kind !== 'string' ? token.text : '';
  }

  protected is(index: number, ...texts: string[]): boolean {
    return texts.includes(this.text(index));
  }

  /** Whether braces are the body of an arrow, and where that begins. */
  protected isArrowAt(open: number): boolean {
    return this.is(open - 1, '>') && this.is(open - 2, '=');
  }

  /** Where an arrow begins, by its `>`: at the list of what it is given, or at `async` before it. */
  protected startOfArrow(arrow: number): number {
    const list = this.is(arrow - 2, ')') ? (this.pair[arrow - 2] ?? -1) : arrow - 2;
    return this.is(list - 1, 'async') ? list - 1 : list;
  }

  /** The function whose body braces are; null for any other braces, and for a method. */
  protected functionAt(open: number): FunctionAt | null {
    if (this.isArrowAt(open)) {
      const start = this.startOfArrow(open - 1);
      return { start, name: null, isAsync: this.is(start, 'async'), isGenerator: false };
    }
    if (!this.is(open - 1, ')')) return null;
    const list = this.pair[open - 1] ?? -1;
    const isNamed = !this.is(list - 1, 'function', '*') || this.is(list - 2, '*');
    const before = isNamed ? list - 2 : list - 1;
    const isGenerator = this.is(before, '*');
    const start = isGenerator ? before - 1 : before;
    if (!this.is(start, 'function')) return null;
    const isAsync = this.is(start - 1, 'async');
    return {
      start: isAsync ? start - 1 : start,
      name: isNamed ? this.text(list - 1) : null,
      isAsync,
      isGenerator,
    };
  }

  /** The `>` of the arrow, without braces, in whose body a piece stands; else -1. */
  protected arrowBefore(index: number): number {
    const open = this.within[index] ?? -1;
    for (let at = index - 1; at > open && at > index - EXPRESSION_MAX; at -= 1) {
      if (this.is(at, ';', ',') || this.beginsStatement(at + 1)) return -1;
      if (this.is(at, '>') && this.is(at - 1, '=')) return at;
      if (this.is(at, ')', ']', '}')) at = this.pair[at] ?? at;
    }
    return -1;
  }

  /** Whether a piece begins a statement behind one that has no semicolon: two in a row are of no expression. */
  private beginsStatement(index: number): boolean {
    const [before, token] = [this.tokens[index - 1], this.tokens[index]];
    if (!before || !token || token.kind === 'mark' || GOES_ON.test(token.text)) return false;
    if (before.kind === 'mark') return [')', ']', '}'].includes(before.text);
    return before.kind === 'string' || !GOES_ON.test(before.text);
  }

  /** `(function(){ … })()`, `!function(){ … }()`, and with `call` or `apply`. */
  protected runsAtOnce(start: number, open: number | null): boolean {
    const wrapped = this.is(start - 1, '(') ? this.pair[start - 1] : undefined;
    const body = open === null ? undefined : this.pair[open];
    return [wrapped, body].some(
      (end) =>
        end !== undefined &&
        end >= 0 &&
        (this.is(end + 1, '(') || (this.is(end + 1, '.') && this.is(end + 2, 'call', 'apply'))),
    );
  }

  /** The names of what a piece is given to, the innermost first: `unescape` and `write` of `d.write(unescape('…'))`. */
  givenTo(index: number): string[] {
    const names: string[] = [];
    for (let open = this.within[index] ?? -1; this.is(open, '('); open = this.within[open] ?? -1) {
      names.push(this.text(open - 1));
      if (names.length >= EXPRESSION_MAX) break;
    }
    return names;
  }

  /** Where a name stands in this script, the first times. */
  protected usesOf(name: string): number[] {
    if (this.uses === null) {
      this.uses = new Map();
      for (const [index, token] of this.tokens.entries()) {
        if (token.kind !== 'word') continue;
        const all = this.uses.get(token.text);
        if (all) all.push(index);
        else this.uses.set(token.text, [index]);
      }
    }
    return (this.uses.get(name) ?? []).slice(0, USES_MAX);
  }
}
