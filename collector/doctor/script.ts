import { type Loaded, loadedBy } from './address.ts';
import { aliasesIn, argsOf, callAt } from './call-at.ts';
import { type Given, givenAt } from './given.ts';
import { type Inner, innerAt, makesScripts } from './inner.ts';
import { isCommand, isForTag, isMade, misspeltAt } from './misspelt.ts';
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
  isOnce: boolean;
  /** Whether its parts are put into the queue one by one, where a list of them belongs. */
  isLoose: boolean;
  /** What has to be there before it, because it runs at once and its script does not bring it; else null. */
  lacks: Taker | null;
}

/** An attribute that it gives to the element of the tag. */
export interface Attribute extends Pick<Call, 'faults' | 'moment' | 'isOnce'> {
  name: Given['name'];
  value: Value;
}

/** A call of a function that is not there. */
export interface Misspelt extends Pick<Call, 'moment'> {
  name: string;
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

/** The pieces of what is left of a statement; a word behind its first piece begins another. */
function statementAt(tokens: readonly Token[], at: number): Token[] {
  const pieces = tokens.slice(at, at + (tokens[at + 1]?.kind === 'word' ? 1 : VALUE_MAX));
  const end = pieces.findIndex(({ kind, text }) => kind === 'mark' && text === ';');
  return end < 0 ? pieces : pieces.slice(0, end);
}

/** Names that the scripts of a page give: tag ids, and other names of the function of the tag. */
export interface Names {
  tagIds: Map<string, string>;
  aliases: Set<string>;
}

/**
 * Reads one script; `names` are those that earlier scripts of the page gave. `isWhole` is one that stands in the page
 * itself, and not in a string.
 */
export function readScript(source: string, names: Names, isWhole: boolean): Script {
  const all = tokensOf(source, isWhole);
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const moments = new Moments(tokens);
  const { loaded, places } = loadedBy(tokens, moments);
  const shadows = tokens.some(({ kind, text }) => kind === 'word' && text === '_tlq');
  const script: Script = {
    ...{ calls: [], attributes: [], misspelt: [], leaves: [], loaded, inner: [], comments: [], shadows },
  };
  const { tagIds: known, aliases } = names;
  for (const [name, text] of namesIn(tokens)) known.set(name, text);
  for (const name of aliasesIn(tokens)) aliases.add(name);
  const markup = hasMarkup(tokens);
  const stubs = new Stubs(tokens, moments);
  script.leaves = stubs.left();
  const revives = makesScripts(tokens);
  const isKnown = (name: string) => aliases.has(name) || isMade(tokens, name);

  let aliased = 0;

  tokens.forEach(({ kind, text }, index) => {
    const isInner = kind === 'string' && text.length > 20 && !places.has(index);
    if (isInner && isWorthReading(text)) {
      // Of more than these it is not asked when they are written.
      const when = script.inner.length < CALLS_MAX ? moments : null;
      script.inner.push(innerAt(tokens, index, when, revives));
    }
    const attribute = givenAt(tokens, index);
    if (attribute !== null && script.attributes.length < CALLS_MAX) {
      const reader = new Reader(statementAt(tokens, attribute.at), known);
      const value = reader.value(0);
      const faults = [...reader.faults];
      const isOnce = moments.isOnce(index);
      script.attributes.push({ name: attribute.name, value, faults, isOnce, moment: moments.of(index) });
    }
    const misspelt = misspeltAt(tokens, index);
    if (misspelt !== null && script.misspelt.length < CALLS_MAX && !isKnown(text)) {
      const given = new Reader(tokens.slice(misspelt, misspelt + CALL_MAX), known).until(')', 0);
      if (isForTag(given)) script.misspelt.push({ name: text, moment: moments.of(index) });
    }
    const opening = callAt(tokens, index, aliases);
    if (opening === null || script.calls.length >= CALLS_MAX) return;
    if (opening.of === 'alias') aliased += 1;
    if (aliased > CALLS_MAX) return;
    const reader = new Reader(tokens.slice(opening.at, opening.at + CALL_MAX), known);
    const given = reader.until(')', 0);
    if (opening.of === 'alias' && !isCommand(given)) return;
    const faults = markup ? [...reader.faults, 'markup' as const] : [...reader.faults];
    const taker = opening.of === 'push' ? '_ltq' : '_lt';
    const lacks = stubs.has(taker, index) || !moments.isAtOnce(index) ? null : taker;
    const isLoose = opening.of === 'push' && given[0]?.is === 'text';
    const moment = moments.of(opening.from);
    const isOnce = moments.isOnce(opening.from);
    for (const args of argsOf(given, opening).slice(0, CALLS_MAX))
      script.calls.push({ args, faults, moment, isOnce, isLoose, lacks });
  });
  for (const { kind, text } of all)
    if (kind === 'comment' && isWorthReading(text)) script.comments.push(text);
  return script;
}
