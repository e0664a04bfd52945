import { Brackets } from './brackets.ts';
import { CALLS_ONCE, LISTENS, ONCE } from './event.ts';

/** Brackets around a piece that are looked at, functions that call functions, and pieces of a condition. */
const LEVELS = 100;
const CALLS_DEEP = 4;
const CONDITION_MAX = 40;

/** How soon: as the script itself does, or also for what comes once by itself. */
type How = 'at once' | 'once';

/** What of a script runs as it does itself. Of what it cannot tell it says no. */
export class AtOnce extends Brackets {
  /**
   * Whether a piece runs as soon as its script does: not for an event, a timer or a promise, and not in a function that
   * nobody calls by then.
   */
  isAtOnce(index: number): boolean {
    return this.runs(index, 'at once', 0);
  }

  /** Whether a piece runs once as the page is opened: at once, as the page is read, or by a timer; not for each route. */
  isOnce(index: number): boolean {
    return this.runs(index, 'once', 0);
  }

  private runs(index: number, how: How, deep: number): boolean {
    if (deep > CALLS_DEEP) return false;
    let at = index;
    for (let level = 0; level < LEVELS; level += 1) {
      const arrow = this.arrowBefore(at);
      if (arrow >= 0) {
        at = this.startOfArrow(arrow);
        if (!this.isCalled(at, null, how, deep)) return false;
        continue;
      }
      if (how === 'at once' && this.asksForReadiness(at)) return false;
      const open = this.within[at] ?? -1;
      if (open < 0) return true;
      if (this.is(open, '{') && !this.isBlockRun(open, how, deep)) return false;
      at = this.is(open, '{') && this.isArrowAt(open) ? this.startOfArrow(open - 1) : open;
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
  private isBlockRun(open: number, how: How, deep: number): boolean {
    if (!this.isArrowAt(open) && !this.is(open - 1, ')')) return true;
    const list = this.pair[open - 1] ?? -1;
    if (!this.isArrowAt(open) && this.is(list - 1, 'if', 'while', 'for', 'switch', 'catch')) return true;
    const found = this.functionAt(open);
    if (found === null || found.isGenerator || (how === 'at once' && found.isAsync)) return false;
    if (found.name !== null)
      return this.runsAtOnce(found.start, open) || this.isCalledBy(found.name, how, deep);
    return this.isCalled(found.start, open, how, deep);
  }

  /** Whether a function without a name of its own is called, by where it begins and by the braces of its body. */
  private isCalled(start: number, open: number | null, how: How, deep: number): boolean {
    if (how === 'at once' && this.is(start, 'async')) return false;
    if (this.runsAtOnce(start, open)) return true;
    const isOnce = how === 'once';
    if (isOnce && this.isHandedOn(start)) return true;
    if (!this.is(start - 1, '=')) return false;
    const name = this.text(start - 2);
    return (isOnce && this.isForEvent(name)) || (open !== null && this.isCalledBy(name, how, deep));
  }

  private isForEvent(name: string): boolean {
    return /^on\w/.test(name) && ONCE.test(name);
  }

  /** Whether a function is given to what calls it once. */
  private isHandedOn(start: number): boolean {
    const list = this.within[start] ?? -1;
    if (!this.is(list, '(') || !this.is(start - 1, '(', ',')) return false;
    const method = this.text(list - 1);
    if (CALLS_ONCE.test(method)) return true;
    const event = this.tokens[list + 1];
    if (!LISTENS.test(method) || event?.kind !== 'string') return false;
    return event.text.split(/\s+/).every((name) => ONCE.test(name));
  }

  /** Whether a function with a name is called; one that is handed on may also come again later. */
  private isCalledBy(name: string, how: How, deep: number): boolean {
    const uses = this.usesOf(name).filter((at) => !this.is(at - 1, 'function') && !this.is(at + 1, '='));
    const isHanded = (at: number) =>
      how === 'once' && (this.isHandedOn(at) || (this.is(at - 1, '=') && this.isForEvent(this.text(at - 2))));
    const isPut = (at: number) => this.is(at + 1, '(') || isHanded(at);
    return uses.every(isPut) && uses.some((at) => this.runs(at, how, deep + 1));
  }
}
