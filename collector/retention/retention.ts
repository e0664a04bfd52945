import { DAY, type Instant } from '../../db/model.ts';
import type { EventReader, Forgetting, Forgotten, Limit, RecordStore } from '../../db/store.ts';

/** Shortest time for which hits can be kept: what counts once within 30 days must be there for as long. */
export const KEEP_DAYS_MIN = 31;
/** Longest: ten years. Longer is for ever. */
export const KEEP_DAYS_MAX = 3_660;

interface Deps {
  records: Pick<RecordStore, 'accounts'>;
  events: Pick<EventReader, 'forget'>;
  forgetting: (limits: Limit[]) => Forgetting;
  /** Lets what arrives have its turn. */
  pause: () => Promise<void>;
  onChange: (accountIds: number[]) => void;
}

/** Readers drop what they remember. One that ended over it starts with nothing, and is told so too. */
async function tellReaders(events: Deps['events']): Promise<void> {
  try {
    await events.forget();
  } catch {
    await events.forget();
  }
}

/**
 * Forgets, for each account that says for how long it keeps hits, what is older. `stopped` is asked between two steps;
 * null where it said yes, and the rest is left to the next run.
 */
export async function forgetOld(
  { records, events, forgetting, pause, onChange }: Deps,
  { now, stopped }: { now: Instant; stopped: () => boolean },
): Promise<Forgotten | null> {
  const limits = (await records.accounts()).flatMap(({ id, keepDays }) =>
    keepDays === null ? [] : [{ accountId: id, before: now - keepDays * DAY }],
  );
  const run = forgetting(limits);
  let ended = limits.length === 0;
  try {
    while (!ended && !stopped()) {
      await pause();
      ended = await run.step();
    }
    if (Object.values(run.forgotten).some((count) => count > 0)) await tellReaders(events);
  } finally {
    run.end();
  }
  onChange(limits.map(({ accountId }) => accountId));
  return ended ? { ...run.forgotten } : null;
}
