import { type Loaded, loadedBy } from './address.ts';
import { type Given, givenAt } from './given.ts';
import { isForTag, isMade, misspeltAt } from './misspelt.ts';
import { type Moment, Moments } from './moment.ts';
import { Stubs, type Taker } from './stub.ts';
import { TAG_IDS } from './tag-ids.ts';
import { type Fault, type Token, tokensOf, unescaped } from './token.ts';
import { Reader, type Value } from './value.ts';

/** One call of `_lt`, or one item put into `_ltq`. */
export interface Call {
  args: Value[];
  faults: Fault[];
  moment: Moment;
  /** What has to be there before it, because it runs at once and its script does not bring it; else null. */
  lacks: Taker | null;
}

/** An attribute that it gives to the element of the tag. */
export interface Attribute extends Pick<Call, 'faults' | 'moment'> {
  name: Given['name'];
  value: Value;
}

/** A call of a function that is not there. */
export interface Misspelt extends Pick<Call, 'moment'> {
  name: string;
}

/** A string that holds code of its own. */
export interface Inner {
  text: string;
  /** What takes it as HTML and runs none of its scripts: `innerHTML`; null for whatever else takes it. */
  sink: string | null;
}

/** What stands in a script. */
export interface Script {
  calls: Call[];
  attributes: Attribute[];
  /** Calls that are meant for the tag, and have nearly its name. */
  misspelt: Misspelt[];
  /** What takes calls once it has run. */
  leaves: Taker[];
  /** Scripts that it loads. */
  loaded: Loaded[];
  /** Strings that hold code of their own: HTML or a script. */
  inner: Inner[];
  /** Comments that hold code. */
  comments: string[];
  /** Whether it is the shadow code. */
  shadows: boolean;
}

/** Whether a text may hold anything of the tag; most scripts of a page do not, and are not cut up. */
export function isWorthReading(text: string): boolean {
  return /_ltq?\b|\blt(?:\.[\w-]+)?\.js|ltag\.js|tr\.line\.me|yjtag|tag\.gif|data-tag-id|\.tagId\b|[l1i]t\s*\(\s*['"](?:init|send)\b/i.test(
    text,
  );
}

/** Pieces that the arguments of one call may have, and calls of one script: so that a hostile page is read in one go. */
const CALL_MAX = 2_000;
const CALLS_MAX = 200;
/** Pieces that a value may have. */
const VALUE_MAX = 20;
/** Pieces back from a `push` in which its queue is looked for. */
const QUEUE_BACK = 14;

/** Where the arguments of a call begin, and how they are given. */
interface Opening {
  at: number;
  by: 'call' | 'apply' | null;
}

/** Where a call begins, if one begins at this piece: `_lt(`, `window['_lt'](`, `_lt?.(`, `_lt.apply(`, `_ltq.push(`. */
function callAt(tokens: readonly Token[], index: number): Opening | null {
  const is = (at: number, text: string) => tokens[at]?.text === text && tokens[at]?.kind !== 'string';
  const token = tokens[index];
  // Behind the name, the brackets that it may stand in, and a question mark with its point.
  const inBrackets = token?.kind === 'string';
  if (inBrackets && !(is(index - 1, '[') && is(index + 1, ']'))) return null;
  const end = inBrackets ? index + 2 : index + 1;
  const behind = is(end, '?') && is(end + 1, '.') ? end + 2 : end;
  if (token?.text === '_lt' && !is(index - 1, 'function')) {
    if (is(behind, '(')) return { at: behind + 1, by: null };
    if (!is(behind, '.') || !is(behind + 2, '(')) return null;
    if (is(behind + 1, 'call')) return { at: behind + 3, by: 'call' };
    return is(behind + 1, 'apply') ? { at: behind + 3, by: 'apply' } : null;
  }
  if (token?.text !== 'push' || inBrackets || !is(index - 1, '.') || !is(index + 1, '(')) return null;
  if (is(index + 2, 'arguments')) return null;
  const owner = is(index - 2, '?') ? index - 3 : index - 2;
  return isQueue(tokens, owner) ? { at: index + 2, by: null } : null;
}

/** Whether what ends at this piece is the queue: `_ltq`, `window['_ltq']`, `(window._ltq = window._ltq || [])`. */
function isQueue(tokens: readonly Token[], end: number): boolean {
  const text = tokens[end]?.text;
  if (text === '_ltq') return true;
  if (text === ']') return tokens[end - 1]?.text === '_ltq';
  if (text !== ')') return false;
  for (let at = end - 1; at > end - QUEUE_BACK && tokens[at]?.text !== '('; at -= 1) {
    if (tokens[at]?.text === '_ltq') return true;
  }
  return false;
}

/** The arguments of a call, whichever way they are given. */
function argsOf(given: Value[], by: Opening['by']): Value[] {
  const [first, second] = given;
  if (by === 'call') return given.slice(1);
  if (by === 'apply') return second?.is === 'list' ? second.items : [];
  // A site may queue a list where the stub queues `arguments`.
  return given.length === 1 && first?.is === 'list' ? first.items : given;
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

/** What takes HTML and runs no script in it, by its name. */
const SINK = /^(?:innerHTML|outerHTML|insertAdjacentHTML)$/;
/** Pieces back from a string in which that is looked for. */
const SINK_BACK = 40;

/** What takes a string as HTML without running its scripts: `x.innerHTML = '<p>' + …`. */
function sinkAt(tokens: readonly Token[], index: number): string | null {
  const text = (at: number) => (tokens[at]?.kind === 'string' ? '' : (tokens[at]?.text ?? ''));
  let isPart = false;
  for (let at = index - 1; at > index - SINK_BACK && at > 0; at -= 1) {
    if (SINK.test(text(at))) {
      const next = text(at + 1) + text(at + 2);
      const isSet = next === '+=' || (next.startsWith('=') && next !== '==');
      return (isSet && !isPart) || (text(at) === 'insertAdjacentHTML' && text(at + 1) === '(')
        ? text(at)
        : null;
    }
    // A value put together: strings and names with pluses between them, up to what it is given to.
    if (tokens[at]?.kind === 'mark') {
      if (text(at) === ',' || text(at) === '(') isPart = true;
      else if (!['+', '=', '.'].includes(text(at))) return null;
    } else if (tokens[at + 1]?.kind !== 'mark') return null; // two in a row: another statement
  }
  return null;
}

/** Whether a script makes script elements: it may bring to life what it was given as HTML. */
function makesScripts(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, text }, index) =>
      kind === 'word' &&
      (text === 'createContextualFragment' ||
        (text === 'createElement' && tokens[index + 2]?.text.toLowerCase() === 'script')),
  );
}

/** The pieces of what is left of a statement; a word behind its first piece begins another. */
function statementAt(tokens: readonly Token[], at: number): Token[] {
  const pieces = tokens.slice(at, at + (tokens[at + 1]?.kind === 'word' ? 1 : VALUE_MAX));
  const end = pieces.findIndex(({ kind, text }) => kind === 'mark' && text === ';');
  return end < 0 ? pieces : pieces.slice(0, end);
}

/**
 * Reads one script; `known` are names that earlier scripts of the page gave. `isWhole` is one that stands in the page
 * itself, and not in a string.
 */
export function readScript(source: string, known: Map<string, string>, isWhole: boolean): Script {
  const all = tokensOf(source, isWhole);
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const moments = new Moments(tokens);
  const { loaded, places } = loadedBy(tokens, moments);
  const shadows = tokens.some(({ kind, text }) => kind === 'word' && text === '_tlq');
  const script: Script = {
    ...{ calls: [], attributes: [], misspelt: [], leaves: [], loaded, inner: [], comments: [], shadows },
  };
  for (const [name, text] of namesIn(tokens)) known.set(name, text);
  const markup = hasMarkup(tokens);
  const stubs = new Stubs(tokens, moments);
  script.leaves = stubs.left();
  const revives = makesScripts(tokens);

  tokens.forEach(({ kind, text }, index) => {
    const isInner = kind === 'string' && text.length > 20 && !places.has(index);
    if (isInner && isWorthReading(text))
      script.inner.push({ text: unescaped(text), sink: revives ? null : sinkAt(tokens, index) });
    const given = givenAt(tokens, index);
    if (given !== null && script.attributes.length < CALLS_MAX) {
      const reader = new Reader(statementAt(tokens, given.at), known);
      const value = reader.value(0);
      const faults = [...reader.faults];
      script.attributes.push({ name: given.name, value, faults, moment: moments.of(index) });
    }
    const misspelt = misspeltAt(tokens, index);
    if (misspelt !== null && script.misspelt.length < CALLS_MAX && !isMade(tokens, text)) {
      const given = new Reader(tokens.slice(misspelt, misspelt + CALL_MAX), known).until(')', 0);
      if (isForTag(given)) script.misspelt.push({ name: text, moment: moments.of(index) });
    }
    const opening = callAt(tokens, index);
    if (opening === null || script.calls.length >= CALLS_MAX) return;
    const reader = new Reader(tokens.slice(opening.at, opening.at + CALL_MAX), known);
    const args = argsOf(reader.until(')', 0), opening.by);
    const faults = markup ? [...reader.faults, 'markup' as const] : [...reader.faults];
    const taker = text === 'push' ? '_ltq' : '_lt';
    const lacks = stubs.has(taker, index) || !moments.isAtOnce(index) ? null : taker;
    script.calls.push({ args, faults, moment: moments.of(index), lacks });
  });
  for (const { kind, text } of all)
    if (kind === 'comment' && isWorthReading(text)) script.comments.push(text);
  return script;
}
