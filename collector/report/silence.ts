import { type Account, DAY } from '../../db/model.ts';
import type { EventReader, RecordStore } from '../../db/store.ts';
import { expectedOf, weeksBefore } from '../silence/rule.ts';

/** The silence of an account's tag, while it goes on. */
export async function silenceOf(records: Pick<RecordStore, 'silence'>, accountId: number) {
  const silence = await records.silence(accountId);
  if (!silence) return null;
  const { since, noticedAt, expected, hours } = silence;
  return { since, noticedAt, expected, hours };
}

/** A day without page views is nothing on a site that has none on such days; a week is something on any. */
const QUIET = DAY;
const QUIET_MOST = 7 * DAY;

/**
 * Whether it is usual that nothing came since the last page view: in the same time of the weeks before, but for the
 * first day of it, which may be quiet on any site, nothing came either.
 */
export async function isUsualQuiet(
  events: Pick<EventReader, 'tagViews'>,
  { id, timeZone }: Pick<Account, 'id' | 'timeZone'>,
  lastAt: number,
  now: number,
): Promise<boolean> {
  if (now - lastAt < QUIET || now - lastAt >= QUIET_MOST) return false;
  const weeks = weeksBefore({ from: lastAt + QUIET, to: now + 1 }, timeZone);
  const { counts, firstAt } = await events.tagViews(id, weeks, now);
  const known = counts.filter((_, index) => firstAt !== null && (weeks[index]?.from ?? 0) >= firstAt);
  return expectedOf(known) === 0;
}
