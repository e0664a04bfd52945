import { placeOf } from '../../db/column/place.ts';
import type { Account, CustomConversion, Period } from '../../db/model.ts';
import type { Filter } from '../../db/store.ts';
import { type Counted, countConversions, sumBefore } from '../conversion/count.ts';
import { type Bucket, daysOf, hoursOf, rangeBefore } from '../lib/day.ts';
import type { DayRange } from '../lib/day-range.ts';
import { withDigits } from '../lib/money.ts';
import { choiceOf } from '../rule/choice.ts';
import type { ReportDeps } from './deps.ts';
import { silenceOf } from './silence.ts';

/** Rows of the lists of pages and of sources. */
const ROWS = 100;
/** Up to this many days are shown by the hour. */
const HOURLY_DAYS = 2;
/** What "live" looks back. */
const LIVE = 5 * 60_000;

/** How many of the conversions fall into each bucket; buckets adjoin and are in order. */
function perBucket(counted: Counted[], buckets: Bucket[]): number[] {
  const counts = buckets.map(() => 0);
  const starts = Float64Array.from(buckets, ({ from }) => from);
  for (const { at, count } of counted) {
    for (let row = 0; row < count; row += 1) {
      const bucket = placeOf(starts, (at[row] ?? 0) + 1) - 1;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
  }
  return counts;
}

function bucketsOf(range: DayRange, timeZone: string): { unit: 'hour' | 'day'; buckets: Bucket[] } {
  const days = daysOf(range, timeZone);
  return days.length <= HOURLY_DAYS
    ? { unit: 'hour', buckets: hoursOf(range, timeZone) }
    : { unit: 'day', buckets: days };
}

function spanOf(buckets: Bucket[]): Period {
  return { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
}

/** How much of a range has passed: whole buckets, and milliseconds of the one under way. Null when all has. */
function passed(buckets: Bucket[], now: number): { whole: number; rest: number } | null {
  const whole = buckets.findIndex(({ from, to }) => from <= now && now < to);
  return whole < 0 ? null : { whole, rest: now - (buckets[whole]?.from ?? now) };
}

/**
 * The figures of a range. `until` cuts its totals where the range it is compared with has not passed yet: half a
 * day is compared with half a day.
 */
async function measure(
  { events }: ReportDeps,
  account: Account,
  active: CustomConversion[],
  range: DayRange,
  filter: Filter,
  until: ReturnType<typeof passed> = null,
) {
  const { unit, buckets } = bucketsOf(range, account.timeZone);
  const whole = spanOf(buckets);
  const end = until ? Math.min((buckets[until.whole]?.from ?? whole.to) + until.rest, whole.to) : whole.to;
  const [{ totals, series }, part, conversions] = await Promise.all([
    events.traffic(account.id, buckets, filter),
    end < whole.to ? events.traffic(account.id, [{ from: whole.from, to: end }], filter) : null,
    countConversions(events, account.id, active, whole, filter),
  ]);
  const counts = perBucket(conversions, buckets);
  const { count, value } = sumBefore(conversions, end);
  return {
    unit,
    buckets,
    conversions,
    totals: { ...(part ?? { totals }).totals, conversions: count, value: value.map(withDigits) },
    series: buckets.map(({ at }, index) => ({
      at,
      pageViews: series[index]?.pageViews ?? 0,
      visitors: series[index]?.visitors ?? 0,
      conversions: counts[index] ?? 0,
    })),
  };
}

type Measured = Awaited<ReturnType<typeof measure>>;

/** Part by which a figure changed; null where there was nothing to compare with. */
function ratio(after: number, beforeIt: number): number | null {
  return beforeIt === 0 ? null : (after - beforeIt) / beforeIt;
}

function changeOf({ totals }: Measured, { totals: earlier }: Measured) {
  return {
    pageViews: ratio(totals.pageViews, earlier.pageViews),
    visitors: ratio(totals.visitors, earlier.visitors),
    conversions: ratio(totals.conversions, earlier.conversions),
    value: totals.value.map(({ currency, minor }) => ({
      currency,
      ratio: ratio(minor, earlier.value.find((sum) => sum.currency === currency)?.minor ?? 0),
    })),
  };
}

/** What is asked of the Overview. */
export interface OverviewAsked {
  range: DayRange;
  /** With as many days before it. */
  compare: boolean;
  filter: Filter;
}

/**
 * The Overview page of a range of local days, of the hits that pass the filter; with the same length of time before it
 * where asked for.
 */
export async function overview(
  deps: ReportDeps,
  account: Account,
  { range, compare, filter }: OverviewAsked,
) {
  const all = await deps.records.conversions(account.id);
  const active = all.filter((conversion) => conversion.archivedAt === null);
  const now = await measure(deps, account, active, range, filter);
  const earlier = rangeBefore(range);
  const previous = compare
    ? await measure(deps, account, active, earlier, filter, passed(now.buckets, deps.now()))
    : null;
  const span = spanOf(now.buckets);
  const [pages, sources, clients] = await Promise.all([
    deps.events.pages(account.id, span, ROWS, filter),
    deps.events.sources(account.id, span, ROWS, filter),
    deps.events.clients(account.id, span, ROWS, filter),
  ]);
  return {
    timeZone: account.timeZone,
    silence: await silenceOf(deps.records, account.id),
    range,
    unit: now.unit,
    totals: now.totals,
    series: now.series,
    previous: previous && {
      range: earlier,
      totals: previous.totals,
      series: previous.series,
      change: changeOf(now, previous),
    },
    pages,
    sources,
    ...clients,
    conversions: now.conversions.map((counted) => {
      const { count, value } = sumBefore([counted], Infinity);
      const { id, name, rule } = counted.conversion;
      const choice = choiceOf(rule);
      const event = choice.by === 'event' ? choice.event : null;
      return { id, name, event, conversions: count, value: value.map(withDigits) };
    }),
  };
}

/** Who was there in the last five minutes. */
export function live({ events, now }: ReportDeps, account: Account) {
  return events.live(account.id, now() - LIVE);
}
