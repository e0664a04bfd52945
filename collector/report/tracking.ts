import {
  type Account,
  CHANNELS,
  CONVERSION_CODE_EVENT,
  DAY,
  type Period,
  type Tally,
} from '../../db/model.ts';
import type { CodeSeen, HealthQuestion } from '../../db/store.ts';
import { groupBy } from '../lib/group.ts';
import type { ReportDeps } from './deps.ts';
import { type CodeKey, type Finding, isMisconfigured, type Look, RECENT } from './finding.ts';
import { CONVERSION_EVENTS } from './finding-code.ts';
import { findingsOf } from './finding-rules.ts';
import { withoutForeignSamples } from './sample.ts';
import { isUsualQuiet, silenceOf } from './silence.ts';

/** Hours without a hit after which a code is called silent: pages are seen daily, events may be rarer. */
const BASE_SILENT_AFTER = 24;
const EVENT_SILENT_AFTER = 7 * 24;
const HOUR = 3_600_000;

/** Hits that tell how codes stand on the pages now: older ones may be of pages since mended. */
const WEEK_HOURS = 7 * 24;
/** Broadcasts are rarer than visits, so clicks are looked at for longer. */
const CLICK_HOURS = 14 * 24;
/** Where this many have enough to judge by, they are the ones that are judged: a fault shows, and goes, in a day. */
const DAY_HOURS = 24;
/** The landing of a younger click may still be on its way. */
const LANDING_TIME = 10 * 60_000;
/** A pause this long between two hits of a visitor begins a new session. */
const SESSION_GAP = 30 * 60_000;
/** A code that runs as the page opens comes within this of the page view; whoever pressed a button took longer. */
const AT_ONCE = 10_000;
/** The second of two codes follows the first within this, also where a tag manager has to load before it. */
const AGAIN = 5_000;

type Status = 'never_seen' | 'active' | 'silent' | 'misconfigured';

interface Silent {
  /** Hours; those of its kind where nothing is said. */
  silentAfter?: number;
  /** The job that watches calls it so. */
  isSilent?: boolean;
}

function codeOf(
  code: CodeKey,
  seen: CodeSeen[],
  findings: Finding[],
  now: number,
  { isSilent = false, ...silent }: Silent = {},
) {
  const event = code === 'image' ? null : code.event;
  const { silentAfter = event === null ? BASE_SILENT_AFTER : EVENT_SILENT_AFTER } = silent;
  const since = now - silentAfter * HOUR;
  const last = seen.reduce<CodeSeen | null>(
    (latest, one) => (latest && latest.lastAt >= one.lastAt ? latest : one),
    null,
  );
  const status: Status = !last
    ? 'never_seen'
    : isSilent || last.lastAt <= since
      ? 'silent'
      : isMisconfigured(findings, code, since)
        ? 'misconfigured'
        : 'active';
  return {
    event,
    status,
    silentAfter,
    count: seen.reduce((sum, one) => sum + one.count, 0),
    firstAt: seen.length > 0 ? Math.min(...seen.map((one) => one.firstAt)) : null,
    lastAt: last?.lastAt ?? null,
    lastUrl: last?.lastUrl ?? null,
    channels: CHANNELS.filter((channel) => seen.some((one) => one.channel === channel)),
  };
}

function lineOf({ outcome, reason, count, lastAt, sample }: Tally) {
  return { outcome, reason, count, lastAt, sample };
}

/** What is counted of the last hours of hits, and of clicks. */
async function look(
  { events, now }: Pick<ReportDeps, 'events' | 'now'>,
  accountId: number,
  hours: number,
  clickHours: number,
): Promise<Look> {
  const to = now();
  const clicks: Period = { from: to - clickHours * HOUR, to: to - LANDING_TIME };
  const question: HealthQuestion = {
    period: { from: to - hours * HOUR, to: to + 1 },
    clicks,
    events: CONVERSION_EVENTS,
    sessionGap: SESSION_GAP,
    atOnce: AT_ONCE,
    again: AGAIN,
  };
  return { hours, clickHours, health: await events.health(accountId, question) };
}

/**
 * The Tracking page: how each code of an installation is doing, and what became of every hit. `codes` are those that
 * were ever seen.
 */
export async function tracking(deps: ReportDeps, account: Account, origin: string, codes: CodeSeen[]) {
  const { records, events } = deps;
  const at = deps.now();
  const now = () => at;
  const [flags, flagsOfDay, week, day, tallies, nobody, recent, recentNobody, silence] = await Promise.all([
    events.flags(account.id, at - RECENT),
    events.flags(account.id, at - DAY),
    look({ events, now }, account.id, WEEK_HOURS, CLICK_HOURS),
    look({ events, now }, account.id, DAY_HOURS, DAY_HOURS),
    events.tallies(account.id),
    events.tallies(null),
    events.recentTallies(account.id, at),
    events.recentTallies(null, at),
    silenceOf(records, account.id),
  ]);
  const judged = { flags, flagsOfDay, week, day, tallies, nobody, recent, recentNobody };
  const evidence = { account, codes, ...judged, now: at };
  const findings = findingsOf(evidence);
  // What servers send says nothing of the codes on the pages.
  const byScript = groupBy(
    codes.filter(({ channel }) => channel === 'tag'),
    ({ event }) => event,
  );
  const byServer = codes.filter(({ channel }) => channel === 'server');
  const codeFor = (event: string) => codeOf({ event }, byScript.get(event) ?? [], findings, at);
  const baseCode = byScript.get(null) ?? [];
  const lastAt = Math.max(...baseCode.map((one) => one.lastAt));
  const silent: Silent = silence
    ? { isSilent: true, silentAfter: silence.hours }
    : (await isUsualQuiet(events, account, lastAt, at))
      ? { silentAfter: DAY_HOURS * (Math.floor((at - lastAt) / DAY) + 1) }
      : {};
  const eventFor = (event: string | null) => {
    // The conversion code has a place of its own.
    const script = event === CONVERSION_CODE_EVENT ? [] : (byScript.get(event) ?? []);
    const server = byServer.filter((one) => one.event === event);
    return codeOf({ event }, [...script, ...server], script.length > 0 ? findings : [], at);
  };
  const named = [...byScript.keys()].filter((event) => event !== CONVERSION_CODE_EVENT);
  const image = codes.filter(({ channel }) => channel === 'image');

  return {
    tagId: account.tagId,
    origin,
    silence,
    base: codeOf({ event: null }, baseCode, findings, at, silent),
    conversion: codeFor(CONVERSION_CODE_EVENT),
    events: [...new Set([...named, ...byServer.map(({ event }) => event)])]
      .filter((event) => event !== null)
      .map(eventFor)
      .sort((a, b) => b.count - a.count),
    image: codeOf('image', image, findings, at),
    findings: findings.map(({ about: _, ...shown }) => shown),
    outcomes: tallies.map(lineOf),
    nobody: withoutForeignSamples(account, nobody).map(lineOf),
  };
}
