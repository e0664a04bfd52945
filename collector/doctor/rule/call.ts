import { CONVERSION_CODE_EVENT } from '../../../db/model.ts';
import { isAfterwards } from '../../lib/afterwards.ts';
import { distinct, type Evidence, tagged, whole } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';
import type { Found } from '../found.ts';

const EVENT_NAME = /^[A-Za-z0-9_-]{1,20}$/;
/** The name that stands in LINE's template of the custom event code, and in ours, until somebody changes it. */
const TEMPLATE_EVENT = 'CustomEvent';

/** What stands there more than once and runs each time a page is opened. */
function twice(found: readonly Found[], keysOf: (one: Found) => readonly string[]): Found[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    if (one.moment !== 'now') return false;
    const keys = keysOf(one);
    const isAgain = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isAgain;
  });
}

/** What the base code says, and how often. */
export function base(evidence: Evidence): Finding[] {
  const { calls, starts, live, account, inert, lost } = evidence;
  const views = calls.filter(({ kind }) => kind === 'view');
  const events = calls.filter(({ kind }) => kind === 'event');
  const lines = whole(evidence);
  const found: Finding[] = [];
  // What stands where it never runs is there all the same, and told as that.
  const isMisspelt = live.some(({ kind }) => kind === 'misspelt');
  if (!isMisspelt && !inert.some(({ kind }) => kind === 'start' || kind === 'view')) {
    if (starts.length === 0 && views.length === 0 && events.length > 0)
      found.push(finding('base_code_missing', { names: [], lines }));
    else if (starts.length === 0 && calls.length > 0) found.push(finding('no_init', { lines }));
    else if (starts.length > 0 && views.length === 0) found.push(finding('no_page_view', { lines }));
  }
  // A view for each route is the site's own: the tag folds one of the same address, and needs all others.
  const atOnce = (some: readonly Found[]) => some.filter(({ isOnce }) => isOnce);
  const again = [
    ...twice(atOnce(starts), ({ tagIds }) => [tagIds.join()]),
    ...twice(atOnce(views), ({ tagIds }) => tagIds),
  ];
  if (again.length > 0) found.push(finding('base_code_twice', { names: tagged(again) }));
  const repeated = twice(
    events.filter((one) => !lost.includes(one)),
    ({ event, tagIds }) => [JSON.stringify([event, tagIds])],
  );
  const names = distinct(repeated.flatMap(({ event }) => event ?? []));
  if (names.length > 0) found.push(finding('event_twice', { names }));
  // Where the base code names none either, that is what is told.
  const isNamed = starts.some(({ tagIds, hasTags }) => hasTags || tagIds.length > 0);
  if (isNamed && calls.some(({ hasTags, address }) => !hasTags && address === null))
    found.push(finding('no_tags', { lines: account ? [account.tagId] : [] }));
  return found;
}

function named(found: readonly Found[]): string[] {
  return distinct(found.flatMap(({ event }) => event ?? []));
}

/** What the calls are given. */
export function parts({ live, calls }: Evidence): Finding[] {
  const events = calls.filter(({ kind }) => kind === 'event');
  const called = named(events);
  const odd = called.filter((name) => !EVENT_NAME.test(name));
  const ignored = live.filter(({ kind }) => kind === 'ignored');
  const mends = distinct(ignored.flatMap(({ mend }) => mend ?? []));
  const misspelt = live.filter(({ kind }) => kind === 'misspelt');
  const swapped = calls.filter(({ isSwapped }) => isSwapped);
  const values = distinct(events.flatMap(({ badValue }) => badValue ?? []));
  const currencies = distinct(events.flatMap(({ badCurrency }) => badCurrency ?? []));
  const keys = distinct(events.flatMap(({ badKey }) => badKey ?? []));
  return [
    ...(called.includes(TEMPLATE_EVENT) ? [finding('template_name', { names: [TEMPLATE_EVENT] })] : []),
    ...(misspelt.length > 0 ? [finding('misspelt', { names: named(misspelt) })] : []),
    ...(ignored.length > 0 ? [finding('ignored', { names: named(ignored), lines: mends })] : []),
    ...(values.length > 0 ? [finding('bad_value', { names: values })] : []),
    ...(currencies.length > 0 ? [finding('bad_currency', { names: currencies })] : []),
    ...(keys.length > 0 ? [finding('bad_key', { names: keys })] : []),
    ...(swapped.length > 0 ? [finding('swapped', { names: named(swapped) })] : []),
    ...(odd.length > 0 ? [finding('odd_name', { names: odd })] : []),
    ...(events.some(({ hasName }) => !hasName) ? [finding('no_name')] : []),
  ];
}

/** Whether a conversion stands where every visitor comes by. */
export function conversion({ calls, starts, live, lost, url }: Evidence): Finding[] {
  const first = calls.find((one) => {
    const isConversion = one.kind === 'event' && one.event === CONVERSION_CODE_EVENT;
    return isConversion && one.moment === 'now' && !lost.includes(one);
  });
  const start = starts[0];
  if (!first || !start) return [];
  const together = first.block === start.block;
  const found = live.indexOf(first) < live.indexOf(start) ? [finding('conversion_first')] : [];
  if (!together && isAfterwards(url)) return found;
  // In one piece with the base code it is on every page that has that.
  return [
    ...found,
    finding('conversion_here', { names: [first.event ?? ''], weight: together ? 'grave' : 'warning' }),
  ];
}
