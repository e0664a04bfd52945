import type { Moments } from './moment.ts';
import type { Token } from './token.ts';

/** What takes calls until the tag has loaded: the function `_lt`, and the list `_ltq` that it fills. */
export type Taker = '_lt' | '_ltq';

/** More places where a script makes one say nothing new. */
const MADE_MAX = 20;

/** Where a script makes a taker, each place with whether a call above it has it too. */
interface Made {
  at: number;
  /** A function that is declared is there before the first line runs. */
  isDeclared: boolean;
}

/** Whether a taker is given a value at a piece: `_lt =`, `['_lt'] =`, `_lt ||=`, `{ _lt: … }`. */
function isGiven(tokens: readonly Token[], index: number): boolean {
  const is = (at: number, ...texts: string[]) =>
    tokens[at]?.kind === 'mark' && texts.includes(tokens[at]?.text ?? '');
  if (tokens[index]?.kind === 'string') {
    if (is(index - 1, '[') && is(index + 1, ']')) return is(index + 2, '=') && !is(index + 3, '=');
    return tokens[index - 4]?.text === 'defineProperty';
  }
  if (is(index + 1, ':')) return is(index - 1, '{', ',');
  const end = is(index + 1, '|', '?') && is(index + 2, '|', '?') ? index + 3 : index + 1;
  return is(end, '=') && !is(end + 1, '=', '>');
}

/** What a script makes that takes calls. */
export class Stubs {
  private readonly made = new Map<string, Made[]>();
  private readonly moments: Moments;

  constructor(tokens: readonly Token[], moments: Moments) {
    this.moments = moments;
    tokens.forEach(({ text }, at) => {
      if (text !== '_lt' && text !== '_ltq') return;
      const made = this.made.get(text) ?? [];
      if (made.length >= MADE_MAX) return;
      const isDeclared = tokens[at - 1]?.text === 'function' && tokens[at]?.kind === 'word';
      if (!isDeclared && !isGiven(tokens, at)) return;
      this.made.set(text, [...made, { at, isDeclared }]);
    });
  }

  /** Whether a call at a piece of this script has its taker from the script itself. */
  has(taker: Taker, index: number): boolean {
    return (this.made.get(taker) ?? []).some(({ at, isDeclared }) => isDeclared || at < index);
  }

  /** What there is once the script has run. */
  left(): Taker[] {
    const takers: Taker[] = ['_lt', '_ltq'];
    return takers.filter((taker) => this.made.get(taker)?.some(({ at }) => this.moments.isAtOnce(at)));
  }
}
