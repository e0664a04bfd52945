import type { Account, Instant, Period } from '../../db/model.ts';
import type { EventReader, NewSilence, RecordStore, Silence } from '../../db/store.ts';
import { isOver, silentWith, spansAt } from './rule.ts';

const HOUR = 3_600_000;

interface Deps {
  events: Pick<EventReader, 'tagViews'>;
  records: Pick<RecordStore, 'accounts' | 'silences' | 'addSilence' | 'endSilence'>;
  /** Told that something about these accounts is new. */
  onChange: (accountIds: number[]) => void;
}

interface At {
  now: Instant;
  /** Since when Tagline is known to have been up: hours in which it was down say nothing about a tag. */
  steadySince: Instant;
}

/** Whether an account's tag is silent, and what is to be written down about it. */
async function listen(
  { events }: Deps,
  account: Account,
  { now, steadySince }: At,
): Promise<NewSilence | null> {
  for (const { hours, period, before, days } of spansAt(now, account.timeZone)) {
    if (period.from < steadySince) continue;
    const asked = [period, ...before, ...days];
    const { counts, firstAt, lastAt } = await events.tagViews(account.id, asked, now);
    const views = counts[0] ?? 0;
    const known = (periods: Period[], first: number) =>
      periods.flatMap(({ from }, index) =>
        firstAt !== null && from >= firstAt ? (counts[first + index] ?? 0) : [],
      );
    const expected = silentWith({ views, before: known(before, 1), days: known(days, 1 + before.length) });
    if (expected === null) continue;
    const since = views === 0 && lastAt !== null ? lastAt : period.from;
    return { accountId: account.id, since, noticedAt: now, expected, hours };
  }
  return null;
}

/** Whether page views come again. */
async function isBack({ events }: Deps, silence: Silence, now: Instant): Promise<boolean> {
  const from = Math.max(silence.noticedAt, now - silence.hours * HOUR);
  const { counts } = await events.tagViews(silence.accountId, [{ from, to: now + 1 }], now);
  return isOver(silence.expected, counts[0] ?? 0);
}

/** Looks at every account once: notices tags that went silent, and those that came back. */
export async function watchSilence(deps: Deps, at: At): Promise<{ silent: number; back: number }> {
  const result = { silent: 0, back: 0 };
  const silences = new Map((await deps.records.silences()).map((one) => [one.accountId, one]));
  for (const account of await deps.records.accounts()) {
    const silence = silences.get(account.id);
    const silent = await listen(deps, account, at);
    if (!silence && silent) {
      await deps.records.addSilence(silent);
      result.silent += 1;
    }
    // Back only when it would not be called silent anew: between the two it stays what it is.
    else if (silence && !silent && (await isBack(deps, silence, at.now))) {
      await deps.records.endSilence(silence.id, at.now);
      result.back += 1;
    } else continue;
    deps.onChange([account.id]);
  }
  return result;
}
