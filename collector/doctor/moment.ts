import { AtOnce } from './at-once.ts';
import { BY_FRAMEWORK, BY_ITSELF, BY_SOMEBODY, LISTENS } from './event.ts';

/** When a piece of a script runs: as the page is opened, only where a condition holds, or not before something is done. */
export type Moment = 'now' | 'perhaps' | 'later';

/** Brackets around a call that are looked at, and functions that call functions. */
const LEVELS = 100;
const CALLS_DEEP = 4;
/** Brackets of one script that are looked at: so that a hostile page is read in one go. */
const STEPS_MAX = 200_000;
/** Pieces of a condition that are looked at. */
const CONDITION_MAX = 40;

/** The soonest of some moments, and the latest. */
function soonest(moments: readonly Moment[]): Moment {
  if (moments.includes('now')) return 'now';
  return moments.includes('perhaps') ? 'perhaps' : 'later';
}

function latest(moments: readonly Moment[]): Moment {
  if (moments.includes('later')) return 'later';
  return moments.includes('perhaps') ? 'perhaps' : 'now';
}

/** When what stands in a script runs. Of what it cannot tell it says `now`. */
export class Moments extends AtOnce {
  private steps = 0;

  /** When the call at a piece runs. */
  of(index: number, deep = 0): Moment {
    if (deep > CALLS_DEEP) return 'now';
    const moments = [this.inExpression(index)];
    let at = index;
    for (let level = 0; level < LEVELS && !moments.includes('later'); level += 1) {
      this.steps += 1;
      if (this.steps > STEPS_MAX) return 'now';
      const arrow = this.arrowBefore(at);
      if (arrow >= 0) {
        moments.push(this.ofArrow(arrow, null, deep));
        at = this.startOfArrow(arrow);
        continue;
      }
      const open = this.within[at] ?? -1;
      if (open < 0) break;
      if (this.is(open, '{')) moments.push(this.ofBlock(open, deep));
      at = this.is(open, '{') && this.isArrowAt(open) ? this.startOfArrow(open - 1) : open;
    }
    return latest(moments);
  }

  /** What stands before a call in its own statement: a condition without brackets. */
  private inExpression(index: number): Moment {
    let start = this.tokens[index]?.kind === 'string' ? index - 2 : index;
    while (this.is(start - 1, '.')) start -= this.is(start - 2, '?') ? 3 : 2;
    if (this.is(start - 1, 'await', 'void', 'return')) start -= 1;
    if (this.is(start - 1, '&') && this.is(start - 2, '&')) return this.condition(start - 3, -1);
    if (this.is(start - 1, '|', '?', ':', 'else')) return 'perhaps';
    if (this.is(start - 1, ')')) return this.behind(start - 1);
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

  /** What stands behind the closing bracket of an `if` or a loop; null where it is that of something else. */
  private control(close: number): Moment | null {
    const open = this.pair[close] ?? -1;
    if (this.is(open - 1, 'if')) return this.condition(close - 1, open);
    return this.is(open - 1, 'while', 'for', 'switch', 'catch') ? 'perhaps' : null;
  }

  private behind(close: number): Moment {
    return this.control(close) ?? 'now';
  }

  private ofBlock(open: number, deep: number): Moment {
    if (this.is(open - 1, 'else')) return 'perhaps';
    if (this.isArrowAt(open)) return this.ofArrow(open - 1, open, deep);
    if (!this.is(open - 1, ')')) return 'now';
    const found = this.functionAt(open);
    if (found === null) return this.control(open - 1) ?? this.ofMethod(open, deep);
    if (found.name === null) return this.ofFunction(found.start, open, deep);
    return this.runsAtOnce(found.start, open) ? 'now' : this.ofName(found.name, open, deep);
  }

  /** An arrow by its `>`, with the bracket of its body where it has one. */
  private ofArrow(arrow: number, open: number | null, deep: number): Moment {
    return this.ofFunction(this.startOfArrow(arrow), open, deep);
  }

  /** A function without a name of its own, by where it is put. */
  private ofFunction(start: number, open: number | null, deep: number): Moment {
    if (this.runsAtOnce(start, open)) return 'now';
    if (this.is(start - 1, '=', ':')) {
      const name = this.tokens[start - 2]?.text ?? '';
      if (this.is(start - 1, ':')) return this.ofField(name, open ?? start, deep);
      if (/^on\w/.test(name)) return BY_ITSELF.test(name) ? 'now' : 'later';
      return this.ofName(name, open ?? start, deep);
    }
    const list = this.within[start] ?? -1;
    return this.is(list, '(') ? this.given(list) : 'now';
  }

  /** A method by the bracket of its body: `name() {}` in an object or a class. */
  private ofMethod(open: number, deep: number): Moment {
    const list = this.pair[open - 1] ?? -1;
    if (this.is(list - 1, 'with')) return 'now';
    return this.ofField(this.tokens[list - 1]?.text ?? '', open, deep);
  }

  /** A function that is a field of an object or a class: who calls it is known only where that is done here. */
  private ofField(name: string, open: number, deep: number): Moment {
    if (BY_FRAMEWORK.test(name)) return 'now';
    if (/^on\w/.test(name)) return BY_ITSELF.test(name) ? 'now' : 'later';
    if (BY_SOMEBODY.test(name)) return 'later';
    const uses = this.momentsOf(name, open, deep, true);
    return uses.includes('now') ? 'now' : 'perhaps';
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
  private ofName(name: string, open: number, deep: number): Moment {
    return soonest(this.momentsOf(name, open, deep, false));
  }

  /** When the uses of a name run, but for those in the braces of its own function; of a field, only those as one. */
  private momentsOf(name: string, open: number, deep: number, isField: boolean): Moment[] {
    const end = this.pair[open] ?? open;
    const moments: Moment[] = [];
    for (const at of this.usesOf(name)) {
      if (moments.includes('now')) break;
      if (at > open && at < end) continue;
      if (!isField || this.is(at - 1, '.')) moments.push(this.ofUse(at, deep));
    }
    return moments;
  }

  private ofUse(at: number, deep: number): Moment {
    let start = at;
    while (this.is(start - 1, '.')) start -= this.is(start - 2, '?') ? 3 : 2;
    if (this.is(start - 1, 'function', '*')) return 'later';
    if (this.is(at + 1, '(')) return this.of(at, deep + 1);
    const name = this.text(start - 2);
    if (this.is(start - 1, '=')) return /^on\w/.test(name) && BY_ITSELF.test(name) ? 'now' : 'later';
    const list = this.within[start] ?? -1;
    if (!this.is(start - 1, ',', '(') || !this.is(list, '(') || this.given(list) === 'later') return 'later';
    return this.of(at, deep + 1);
  }
}
