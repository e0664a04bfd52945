import type { Token } from './token.ts';

/** When a piece of a script runs: as the page is opened, only where a condition holds, or not before something is done. */
export type Moment = 'now' | 'perhaps' | 'later';

/** Brackets around a call that are looked at, functions that call functions, and uses of one name. */
const LEVELS = 100;
const CALLS_DEEP = 4;
const USES_MAX = 20;
/** Pieces of a condition that are looked at. */
const CONDITION_MAX = 40;
/** What comes by itself, by its name as an event, as a property and as a method. */
const BY_ITSELF = /^(?:on)?(?:DOMContentLoaded|load|ready|pageshow|readystatechange|turbo:load|page:load)$/;
/** What takes the name of an event and a function. */
const LISTENS = /^(?:addEventListener|attachEvent|on|one|once|bind|live|delegate)$/;
/** jQuery's names of events that somebody makes. */
const BY_SOMEBODY =
  /^(?:click|dblclick|submit|change|focus|blur|select|hover|scroll|resize|key\w+|mouse\w+|touch\w+)$/;
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** What stands in which brackets of a script, and so when it runs. Of what it cannot tell it says `now`. */
export class Moments {
  private readonly tokens: readonly Token[];
  /** Of a bracket, the other one of the pair; of anything, the bracket that it stands in; else -1. */
  private readonly pair: Int32Array;
  private readonly within: Int32Array;
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

  /** When the call at a piece runs. */
  of(index: number, deep = 0): Moment {
    if (deep > CALLS_DEEP) return 'now';
    const moments = [this.inExpression(index, deep)];
    let open = this.within[index] ?? -1;
    for (let level = 0; open >= 0 && level < LEVELS && !moments.includes('later'); level += 1) {
      if (this.is(open, '{')) moments.push(this.ofBlock(open, deep));
      open = this.within[open] ?? -1;
    }
    if (moments.includes('later')) return 'later';
    return moments.includes('perhaps') ? 'perhaps' : 'now';
  }

  /**
   * Whether a piece runs as soon as its script does: not for an event, a timer or a promise, and not in a function that
   * nobody calls by then. Of what it cannot tell it says no.
   */
  isAtOnce(index: number, deep = 0): boolean {
    if (deep > CALLS_DEEP) return false;
    let at = index;
    for (let level = 0; level < LEVELS; level += 1) {
      if (this.isBehindArrow(at) || this.asksForReadiness(at)) return false;
      const open = this.within[at] ?? -1;
      if (open < 0) return true;
      if (this.is(open, '{') && !this.isBlockAtOnce(open, deep)) return false;
      at = this.is(open, '{') && this.isArrowAt(open) ? this.startOfArrow(open) : open;
    }
    return false;
  }

  /** Whether a piece stands in the body of an arrow without brackets. */
  private isBehindArrow(index: number): boolean {
    const open = this.within[index] ?? -1;
    for (let at = index - 1; at > open && at > index - CONDITION_MAX; at -= 1) {
      if (this.is(at, ';', ',')) return false;
      if (this.is(at, '>') && this.is(at - 1, '=')) return true;
      if (this.is(at, ')', ']', '}')) at = this.pair[at] ?? at;
    }
    return false;
  }

  /** Whether a piece stands behind a question how far the page is read: where the answer lets it run, that is later. */
  private asksForReadiness(index: number): boolean {
    for (let at = index - 1; at >= 0 && at > index - CONDITION_MAX; at -= 1) {
      if (this.is(at, ';', '{', '}')) return false;
      if (this.is(at, 'readyState')) return true;
    }
    return false;
  }

  /** Whether what stands in braces runs as soon as what is around it. */
  private isBlockAtOnce(open: number, deep: number): boolean {
    const isArrow = this.isArrowAt(open);
    if (!isArrow && !this.is(open - 1, ')')) return true;
    const list = isArrow ? this.startOfArrow(open) : (this.pair[open - 1] ?? -1);
    if (!isArrow && this.is(list - 1, 'if', 'while', 'for', 'switch', 'catch')) return true;
    const named = this.is(list - 2, 'function');
    const start = isArrow ? list : named ? list - 2 : list - 1;
    if (this.is(start - 1, 'async') || (!isArrow && !this.is(start, 'function'))) return false;
    if (this.runsAtOnce(start, open)) return true;
    if (named) return this.isCalledAtOnce(this.text(list - 1), deep);
    return this.is(start - 1, '=') && this.isCalledAtOnce(this.text(start - 2), deep);
  }

  /** Whether braces are the body of an arrow, and where that begins. */
  private isArrowAt(open: number): boolean {
    return this.is(open - 1, '>') && this.is(open - 2, '=');
  }

  private startOfArrow(open: number): number {
    return this.is(open - 3, ')') ? (this.pair[open - 3] ?? -1) : open - 3;
  }

  /** Whether a function with a name is called at once; one that is handed on may also come again later. */
  private isCalledAtOnce(name: string, deep: number): boolean {
    const uses = this.usesOf(name).filter((at) => !this.is(at - 1, 'function') && !this.is(at + 1, '='));
    return uses.every((at) => this.is(at + 1, '(')) && uses.some((at) => this.isAtOnce(at, deep + 1));
  }

  private text(index: number): string {
    const token = this.tokens[index];
    return token && token.kind !== 'string' ? token.text : '';
  }

  private is(index: number, ...texts: string[]): boolean {
    return texts.includes(this.text(index));
  }

  /** What stands before a call in its own statement: a condition without brackets, or an arrow. */
  private inExpression(index: number, deep: number): Moment {
    let start = this.tokens[index]?.kind === 'string' ? index - 2 : index;
    while (this.is(start - 1, '.')) start -= this.is(start - 2, '?') ? 3 : 2;
    if (this.is(start - 1, 'await', 'void', 'return')) start -= 1;
    if (this.is(start - 1, '&') && this.is(start - 2, '&')) return this.condition(start - 3, -1);
    if (this.is(start - 1, '|', '?', ':', 'else')) return 'perhaps';
    if (this.is(start - 1, ')')) return this.behind(start - 1);
    if (this.is(start - 1, '>') && this.is(start - 2, '=')) return this.ofArrow(start - 1, null, deep);
    return 'now';
  }

  /** A condition, read from its end: whether there is a tag is none that keeps a call back. */
  private condition(end: number, start: number): Moment {
    for (let at = end; at > start && at > end - CONDITION_MAX; at -= 1) {
      if (this.is(at, ';', '{', '}')) break;
      if (/^_ltq?$/.test(this.tokens[at]?.text ?? '')) return 'now';
    }
    return 'perhaps';
  }

  /** What stands behind the closing bracket of an `if` or a loop. */
  private behind(close: number): Moment {
    const open = this.pair[close] ?? -1;
    if (this.is(open - 1, 'if')) return this.condition(close - 1, open);
    return this.is(open - 1, 'while', 'for', 'switch', 'catch') ? 'perhaps' : 'now';
  }

  private ofBlock(open: number, deep: number): Moment {
    if (this.is(open - 1, 'else')) return 'perhaps';
    if (this.isArrowAt(open)) return this.ofArrow(open - 1, open, deep);
    if (!this.is(open - 1, ')')) return 'now';
    const list = this.pair[open - 1] ?? -1;
    const star = this.is(list - 1, '*') ? 1 : 0;
    if (this.is(list - 1 - star, 'function')) return this.ofFunction(list - 1 - star, open, deep);
    if (!this.is(list - 2, 'function')) return this.behind(open - 1);
    if (this.runsAtOnce(list - 2, open)) return 'now';
    return this.ofName(this.text(list - 1), deep);
  }

  /** An arrow by its `>`, with the bracket of its body where it has one. */
  private ofArrow(arrow: number, open: number | null, deep: number): Moment {
    const start = this.is(arrow - 2, ')') ? (this.pair[arrow - 2] ?? -1) : arrow - 2;
    return this.ofFunction(start, open, deep);
  }

  /** A function without a name of its own, by where it is put. */
  private ofFunction(begin: number, open: number | null, deep: number): Moment {
    const start = this.is(begin - 1, 'async') ? begin - 1 : begin;
    if (this.runsAtOnce(start, open)) return 'now';
    if (this.is(start - 1, '=', ':')) {
      const name = this.tokens[start - 2]?.text ?? '';
      if (/^on\w/.test(name)) return BY_ITSELF.test(name) ? 'now' : 'later';
      if (this.is(start - 1, ':')) return BY_SOMEBODY.test(name) ? 'later' : 'now';
      return this.ofName(name, deep);
    }
    const list = this.within[start] ?? -1;
    return this.is(list, '(') ? this.given(list) : 'now';
  }

  /** `(function(){ … })()`, `!function(){ … }()`, and with `call` or `apply`. */
  private runsAtOnce(start: number, open: number | null): boolean {
    const wrapped = this.is(start - 1, '(') ? this.pair[start - 1] : undefined;
    const body = open === null ? undefined : this.pair[open];
    return [wrapped, body].some(
      (end) =>
        end !== undefined &&
        end >= 0 &&
        (this.is(end + 1, '(') || (this.is(end + 1, '.') && this.is(end + 2, 'call', 'apply'))),
    );
  }

  /** A function that is given to another, by the bracket of its list. */
  private given(list: number): Moment {
    const method = this.text(list - 1);
    if (BY_SOMEBODY.test(method) && this.is(list - 2, '.')) return 'later';
    const event = this.tokens[list + 1];
    if (!LISTENS.test(method) || event?.kind !== 'string') return 'now';
    return event.text.split(/\s+/).some((name) => BY_ITSELF.test(name)) ? 'now' : 'later';
  }

  /** A function with a name: when the first of its uses in this script runs; never of itself. */
  private ofName(name: string, deep: number): Moment {
    const isUse = (at: number) => {
      if (this.is(at - 1, 'function', '*')) return false;
      if (this.is(at + 1, '(')) return this.of(at, deep + 1) !== 'later';
      if (this.is(at - 1, '=')) return BY_ITSELF.test(this.text(at - 2));
      const list = this.within[at] ?? -1;
      return this.is(at - 1, ',', '(') && this.is(list, '(') && this.given(list) === 'now';
    };
    return this.usesOf(name).some(isUse) ? 'now' : 'later';
  }

  /** Where a name stands in this script, the first times. */
  private usesOf(name: string): number[] {
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
