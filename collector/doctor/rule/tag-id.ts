import { distinct, type Evidence, tagged } from '../evidence.ts';
import { type Finding, finding, WEIGHTS, type Weight } from '../finding.ts';
import type { Found } from '../found.ts';

const TAG_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What has the parts of one, though not as long as they are, or of other letters. */
const NEAR = /^[\da-z]{6,10}(?:-[\da-z]{3,5}){3}-[\da-z]{10,14}$/;
/** Letters that nobody sees. */
const HIDDEN = /[\p{C}\p{Z}]/gu;

/** Whether a text was a tag id before something happened to it on the way. */
function wasTagId(text: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase().replace(HIDDEN, '');
  return NEAR.test(plain.replace(/[\p{Pd}\u2212\u30fc]/gu, '-'));
}

/** A text with what nobody sees in it written out. */
function visible(text: string): string {
  return text.replace(HIDDEN, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
}

/** What is counted as one: the page views, or the events of a name. */
interface Counted {
  kind: Found['kind'];
  tagIds: string[];
  /** Whether there may be others, which are not written there. */
  isOpen: boolean;
}

/** What is counted on a page; a call without a tag id counts for those of the base code. */
function countedBy({ calls, starts }: Pick<Evidence, 'calls' | 'starts'>): Counted[] {
  const groups = new Map<string, Found[]>();
  for (const call of calls) {
    const key = JSON.stringify([call.kind, call.event]);
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const isOpen = (one: Found) => one.hasTags && one.tagIds.length === 0;
  return [...groups.values()].map((group) => {
    const all = group.some(({ hasTags }) => !hasTags) ? [...group, ...starts] : group;
    return { kind: group[0]?.kind ?? 'view', tagIds: tagged(all), isOpen: all.some(isOpen) };
  });
}

/** The tag ids of a page that are not of its account, each with its weight. */
function foreign(evidence: Evidence): Map<string, Weight> {
  const { calls, starts, live, account } = evidence;
  const weights = new Map<string, Weight>();
  const judge = (tagIds: readonly string[], isMine: boolean, otherwise: Weight) => {
    for (const id of tagIds) {
      if (!TAG_ID.test(id) || id === account?.tagId) continue;
      const weight = isMine ? 'note' : otherwise;
      const known = weights.get(id) ?? 'note';
      weights.set(id, WEIGHTS.indexOf(weight) < WEIGHTS.indexOf(known) ? weight : known);
    }
  };
  const isMine = (tagIds: readonly string[]) => account !== null && tagIds.includes(account.tagId);
  const initialised = tagged(starts);
  // Several accounts may measure one page, and one whose base code stands there may have events of its own; but no view
  // is theirs alone, nor what is counted for an account of which there is nothing else.
  for (const { kind, tagIds, isOpen } of countedBy(evidence)) {
    const others = kind === 'view' ? tagIds : tagIds.filter((id) => !initialised.includes(id));
    judge(others, isOpen || isMine(tagIds), 'grave');
  }
  const isUnread = starts.some(({ hasTags, tagIds }) => hasTags && tagIds.length === 0);
  judge(initialised, isUnread || isMine(initialised), calls.length > 0 ? 'warning' : 'grave');
  const images = tagged(live.filter(({ kind }) => kind === 'image'));
  judge(images, isMine(images), calls.length + starts.length > 0 ? 'warning' : 'grave');
  return weights;
}

/** Tag ids that are none, missing, or those of somebody else. */
export function tagId(evidence: Evidence): Finding[] {
  const { live, account, tagIds } = evidence;
  const copy = account ? [account.tagId] : [];
  const left = tagged(live).filter((id) => !TAG_ID.test(id));
  const damaged = left.filter(wasTagId);
  const texts = left.filter((text) => !wasTagId(text));
  const isEmpty = countedBy(evidence).some((one) => one.tagIds.length === 0 && !one.isOpen);
  const found = [
    ...(texts.length > 0 ? [finding('template_text', { names: texts, lines: copy })] : []),
    ...(damaged.length > 0 ? [finding('bad_id', { names: damaged.map(visible), lines: copy })] : []),
    ...(isEmpty ? [finding('empty_id', { lines: copy })] : []),
  ];
  if (tagIds === null) return found;
  const all = [...foreign(evidence)];
  const told = (name: 'other_account' | 'unknown_tag', isKnown: boolean) => {
    const some = all.filter(([id]) => tagIds.includes(id) === isKnown);
    const weight = WEIGHTS.find((one) => some.some(([, weight]) => weight === one));
    if (weight === undefined) return [];
    const names = distinct(some.flatMap(([id, one]) => (one === weight ? [id] : [])));
    return [finding(name, { names, lines: weight === 'note' ? [] : copy, weight })];
  };
  return [...found, ...told('other_account', true), ...told('unknown_tag', false)];
}
