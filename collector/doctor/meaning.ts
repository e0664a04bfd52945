import { NO_CURRENCY } from '../../db/model.ts';
import { isCurrency, moneyOf } from '../lib/money.ts';
import { type Found, PLAIN } from './found.ts';
import { answerOf, answerOfAttribute, answerOfInit, badSpa, isMissing } from './option.ts';
import type { Place } from './place.ts';
import type { Attribute, Call } from './script.ts';
import { TAG_IDS } from './tag-ids.ts';
import { REST, type Value } from './value.ts';

/** A plain decimal number, as the collector takes one from a text. */
const AMOUNT = /^\d+(?:\.\d+)?$/;
/** What sites send for no value, no currency and no name. */
const NOTHING = ['', 'undefined', 'null'];
/** What a template leaves where it filled nothing in, and an object as a text, as the intake knows them for ids. */
export const UNFILLED = /^(?:\{\{.*\}\}|\{\w+\}|\$\{.*\}|%%.*%%|<[%?].*[%?]>|\[object \w+\])$/s;
/** What a call may begin with. */
const COMMANDS = ['init', 'send', 'consent', 'identify', 'set'];
/** What proves who a visitor is. */
const PROOF = "_lt('identify', { idToken: liff.getIDToken() });";
const UUID_LENGTH = 36;

/** Whether nothing stands where a tag id belongs. */
export function isBlank(text: string): boolean {
  return idsIn(text).length === 0;
}

/** Tag ids of a text, lower case. */
export function idsIn(text: string): string[] {
  return text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '');
}

function idsOf(value: Value | undefined): string[] {
  if (value?.is === 'text') return idsIn(value.text);
  return value?.is === 'list' ? value.items.flatMap(idsOf) : [];
}

/** What a call was given, by kind of its parts and not by place, as the tag reads it. */
interface Parts {
  words: string[];
  tagIds: string[];
  fields: Map<string, Value>;
  /** Whether a list of tag ids was given. */
  hasList: boolean;
  /** Whether something was given that is not written there. */
  hasOther: boolean;
  isSwapped: boolean;
}

function partsOf(args: readonly Value[]): Parts {
  const parts: Parts = {
    words: [],
    tagIds: [],
    fields: new Map(),
    hasList: false,
    hasOther: false,
    isSwapped: false,
  };
  for (const part of args) {
    const isTags = part.is === 'list' || (part.is === 'text' && TAG_IDS.test(part.text));
    // Nothing follows the list of tags, and it is a list.
    const hadIds = parts.tagIds.some((id) => id.length === UUID_LENGTH);
    if (hadIds || (isTags && part.is === 'text')) parts.isSwapped = true;
    if (isTags) {
      parts.tagIds.push(...idsOf(part));
      parts.hasList ||= !isBlankList(part);
    } else if (part.is === 'map') for (const [name, value] of part.fields) parts.fields.set(name, value);
    else if (part.is === 'text') parts.words.push(part.text);
    else if (part.is !== 'nothing') parts.hasOther = true;
  }
  return parts;
}

/** Whether a list of tag ids, or a text of them, holds none. */
function isBlankList(value: Value | undefined): boolean {
  if (value?.is === 'text') return isBlank(value.text);
  return value?.is === 'list' && value.items.every((one) => isBlankList(one));
}

/** What stands for an id of the site's own making, and is none; null for what is none to be seen. */
function unfilledIn(fields: ReadonlyMap<string, Value>): string | null {
  const given = ['deduplicationKey', 'externalId'].map((name) => fields.get(name));
  const bad = given.find((value) => value?.is === 'text' && UNFILLED.test(value.text));
  return bad?.is === 'text' ? bad.text : null;
}

/** What is wrong with the money of an event; nothing is wrong with what is not written there. */
function faultsOfMoney(fields: ReadonlyMap<string, Value>): Pick<Found, 'badValue' | 'badCurrency'> {
  const value = fields.get('value');
  const currency = fields.get('currency');
  const code = currency?.is === 'text' && !NOTHING.includes(currency.text) ? currency.text : NO_CURRENCY;
  const isKnown = isCurrency(code.toUpperCase());
  // As JSON, null is what became of a calculation that failed: it is no amount, for Tracking too.
  const isNone = isMissing(value) || (value.is === 'text' && NOTHING.includes(value.text));
  const badCurrency = isKnown || isNone ? null : code;
  if (!isNone && value.is === 'nothing') return { badValue: value.text, badCurrency: null };
  // What a template left without its quotes (`{$total}`) is a map to a browser.
  if (value?.is === 'map') return { badValue: '{…}', badCurrency: null };
  if (isNone || (value.is !== 'text' && value.is !== 'number')) return { badValue: null, badCurrency };
  const isAmount = value.is === 'number' || AMOUNT.test(value.text);
  const amount = isAmount ? Number(value.is === 'number' ? value.number : value.text) : -1;
  const isMoney = amount >= 0 && moneyOf(amount, isKnown ? code.toUpperCase() : NO_CURRENCY) !== null;
  return isMoney ? { badValue: null, badCurrency } : { badValue: value.text, badCurrency: null };
}

/** What an attribute of the tag's element means that a script gives it: what it means where it stands in the page. */
export function meaningsOf({ name, value, faults, moment, isOnce }: Attribute, place: Place): Found[] {
  const found = { ...PLAIN, ...place, faults, moment, isOnce };
  if (name === 'data-tag-id') {
    const said = { ...found, tagIds: idsOf(value), hasTags: !isBlankList(value) };
    return [
      { ...said, kind: 'start' },
      { ...said, kind: 'view' },
    ];
  }
  const answer = answerOfAttribute(value);
  return answer ? [{ ...found, ...answer, kind: 'consent' }] : [];
}

/** Whether an `identify` has no proof, as far as that is written there. */
function isUnproved(given: Value | undefined): boolean {
  if (given?.is !== 'map') return given?.is !== 'other';
  return !given.fields.has('idToken') && !given.fields.has(REST);
}

/** What a call has that the tag makes nothing of, and what belongs in its place; null where that is not the matter. */
function ignoredOf({ args, isLoose }: Call): Pick<Found, 'event' | 'mend'> | null {
  const [first, second] = args;
  if (first?.is !== 'text' || !COMMANDS.includes(first.text)) return null;
  if (isLoose) {
    const words = args.flatMap((one) =>
      one.is === 'text' && /^\w+$/.test(one.text) ? [`'${one.text}'`] : [],
    );
    const parts = [...words, ...(words.length < args.length ? ['…'] : [])].join(', ');
    return { event: `_ltq.push(${parts})`, mend: `_ltq.push([${parts}]);` };
  }
  if (first.text !== 'identify' || !isUnproved(second)) return null;
  const given = second?.is === 'map' ? `, {${[...second.fields.keys()].join(', ')}}` : '';
  return { event: `_lt('identify'${given})`, mend: PROOF };
}

/** A call as what it means; nothing for none of ours, and for what is not written there. */
export function meaningsOfCall(call: Call, place: Place): Found[] {
  const { args, faults, moment, isOnce, lacks } = call;
  const found = { ...PLAIN, ...place, faults, moment, isOnce, lacks };
  const ignored = ignoredOf(call);
  if (ignored !== null) return [{ ...found, ...ignored, kind: 'ignored' }];
  const [first, second] = args;
  const meaning = meaningOf(args, found);
  if (meaning === null || first?.is !== 'text' || first.text !== 'init' || second?.is !== 'map')
    return meaning === null ? [] : [meaning];
  const bad = badSpa(second.fields.get('spa'));
  const answer = answerOfInit(second.fields.get('consent'));
  return [
    ...(answer ? [{ ...found, ...answer, kind: 'consent' as const }] : []),
    meaning,
    ...(bad ? [{ ...found, kind: 'ignored' as const, event: bad.name, mend: bad.mend }] : []),
  ];
}

/** What a call of LINE's, or an answer to the question for consent, means. */
function meaningOf(args: readonly Value[], found: typeof PLAIN & Place): Found | null {
  const [first, second] = args;
  if (first?.is !== 'text') return null;
  const { words, tagIds, fields, hasList, hasOther, isSwapped } = partsOf(args);
  const [command = '', kind, name] = words;
  if (command === 'init') {
    const ids = fields.has('tagId') ? idsOf(fields.get('tagId')) : tagIds;
    return { ...found, kind: 'start', tagIds: ids, hasTags: !isBlankList(fields.get('tagId')) };
  }
  if (command === 'consent') return { ...found, kind: 'consent', event: answerOf(second) };
  if (command === 'identify' || command === 'set' || second?.is === 'other') return null;
  const hasTags = hasList || hasOther;
  const tags = { tagIds, hasTags, isSwapped: isSwapped || name !== undefined };
  if (command === 'send' && kind === 'pv') return { ...found, ...tags, kind: 'view' };
  if (command !== 'send' || kind !== 'cv') {
    // Other programs may have a function of this name.
    if (command !== 'send' && tagIds.length === 0) return null;
    return { ...found, kind: 'ignored', event: words.join(' ') };
  }
  const type = fields.get('type');
  const said = type?.is === 'text' ? type.text : null;
  const isBlank = type?.is === 'nothing' || (said !== null && NOTHING.slice(0, 2).includes(said));
  const isNamed = type !== undefined && !isBlank;
  // What is spread into the fields may have one.
  const isOpen = hasOther || (type === undefined && fields.has(REST));
  const hasName = isNamed || name !== undefined || isOpen;
  const event = isNamed ? said : (name ?? (isOpen ? null : 'Conversion'));
  const badKey = unfilledIn(fields);
  return { ...found, ...tags, kind: 'event', event, hasName, badKey, ...faultsOfMoney(fields) };
}
