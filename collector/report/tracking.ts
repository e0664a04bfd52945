import { type Account, CONVERSION_CODE_EVENT, type Tally } from '../../db/model.ts';
import type { CodeSeen, EventStore, FlagSeen } from '../../db/store.ts';
import { groupBy } from '../lib/group.ts';

/** Hours without a hit after which a code is called silent: pages are seen daily, events may be rarer. */
const BASE_SILENT_AFTER = 24;
const EVENT_SILENT_AFTER = 7 * 24;

interface Deps {
  events: EventStore;
  now: () => number;
}

type Status = 'never_seen' | 'active' | 'silent';
type Finding =
  | 'base_code_twice'
  | 'image_only'
  | 'all_sites_taken'
  | 'unlisted_site'
  | 'not_initialised'
  | 'odd_name'
  | 'bad_value';

function codeOf(event: string | null, seen: CodeSeen[], silentAfter: number, now: number) {
  const last = seen.reduce<CodeSeen | null>(
    (latest, one) => (latest && latest.lastAt >= one.lastAt ? latest : one),
    null,
  );
  const status: Status = !last
    ? 'never_seen'
    : now - last.lastAt < silentAfter * 3_600_000
      ? 'active'
      : 'silent';
  return {
    event,
    status,
    silentAfter,
    count: seen.reduce((sum, one) => sum + one.count, 0),
    firstAt: seen.length > 0 ? Math.min(...seen.map((one) => one.firstAt)) : null,
    lastAt: last?.lastAt ?? null,
    lastUrl: last?.lastUrl ?? null,
  };
}

const FLAG_FINDINGS: Partial<Record<FlagSeen['flag'], Finding>> = {
  twice: 'base_code_twice',
  'not-initialised': 'not_initialised',
  'odd-name': 'odd_name',
  'bad-value': 'bad_value',
};

function lineOf({ outcome, reason, count, lastAt, sample }: Tally) {
  return { outcome, reason, count, lastAt, sample };
}

/** The Tracking page: how each code of an installation is doing, and what became of every hit. */
export async function tracking({ events, now }: Deps, account: Account, origin: string) {
  const [seen, flags, tallies, nobody] = await Promise.all([
    events.codes(account.id),
    events.flags(account.id),
    events.tallies(account.id),
    events.tallies(null),
  ]);
  const byScript = seen.filter((code) => code.channel !== 'image');
  const image = seen.filter((code) => code.channel === 'image');
  const events_ = groupBy(byScript, (code) => code.event);
  const base = codeOf(null, events_.get(null) ?? [], BASE_SILENT_AFTER, now());
  const conversion = codeOf(
    CONVERSION_CODE_EVENT,
    events_.get(CONVERSION_CODE_EVENT) ?? [],
    EVENT_SILENT_AFTER,
    now(),
  );
  const imageCode = codeOf(null, image, BASE_SILENT_AFTER, now());
  const others = [...events_].filter(([event]) => event !== null && event !== CONVERSION_CODE_EVENT);

  const findings: { finding: Finding; count: number; lastAt: number | null; lastUrl: string | null }[] =
    flags.flatMap(({ flag, ...at }) => {
      const finding = FLAG_FINDINGS[flag];
      return finding ? [{ finding, ...at }] : [];
    });
  if (imageCode.count > 0 && base.count === 0) {
    findings.push({
      finding: 'image_only',
      count: imageCode.count,
      lastAt: imageCode.lastAt,
      lastUrl: imageCode.lastUrl,
    });
  }
  if (account.domains.length === 0) {
    findings.push({ finding: 'all_sites_taken', count: 0, lastAt: null, lastUrl: null });
  }
  const unlisted = tallies.find((line) => line.reason === 'unlisted_site');
  if (unlisted) {
    findings.push({
      finding: 'unlisted_site',
      count: unlisted.count,
      lastAt: unlisted.lastAt,
      lastUrl: null,
    });
  }

  return {
    tagId: account.tagId,
    origin,
    base,
    conversion,
    events: others
      .map(([event, codes]) => codeOf(event, codes, EVENT_SILENT_AFTER, now()))
      .sort((a, b) => b.count - a.count),
    image: imageCode,
    findings,
    outcomes: tallies.map(lineOf),
    nobody: nobody.map(lineOf),
  };
}
