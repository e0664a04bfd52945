import type { Account, CustomConversion, Period } from '../../db/model.ts';
import type { EventStore, RecordStore } from '../../db/store.ts';
import { type Conversion, countConversions } from '../conversion/count.ts';
import { type Bucket, daysOf, hoursOf, rangeBefore } from '../lib/day.ts';
import type { DayRange } from '../lib/day-range.ts';
import { groupBy } from '../lib/group.ts';
import { sumMoney, withDigits } from '../lib/money.ts';
import { silenceOf } from './silence.ts';

/** Rows of the lists of pages and of sources. */
const ROWS = 100;
/** Up to this many days are shown by the hour. */
const HOURLY_DAYS = 2;
/** What "live" looks back. */
const LIVE = 5 * 60_000;

interface Deps {
  records: RecordStore;
  events: EventStore;
  now: () => number;
}

function worthOf(conversions: Conversion[]) {
  return sumMoney(conversions.map((conversion) => conversion.value)).map(withDigits);
}

/** How many of the conversions, given in order of time, fall into each bucket. */
function perBucket(conversions: Conversion[], buckets: Bucket[]): number[] {
  let next = 0;
  return buckets.map(({ to }) => {
    const first = next;
    while ((conversions[next]?.at ?? to) < to) next += 1;
    return next - first;
  });
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
  { events }: Deps,
  account: Account,
  active: CustomConversion[],
  range: DayRange,
  until: ReturnType<typeof passed> = null,
) {
  const { unit, buckets } = bucketsOf(range, account.timeZone);
  const whole = spanOf(buckets);
  const end = until ? Math.min((buckets[until.whole]?.from ?? whole.to) + until.rest, whole.to) : whole.to;
  const [{ totals, series }, part, conversions] = await Promise.all([
    events.traffic(account.id, buckets),
    end < whole.to ? events.traffic(account.id, [{ from: whole.from, to: end }]) : null,
    countConversions(events, account.id, active, whole),
  ]);
  const counts = perBucket(conversions, buckets);
  const counted = conversions.filter(({ at }) => at < end);
  return {
    unit,
    buckets,
    conversions,
    totals: { ...(part ?? { totals }).totals, conversions: counted.length, value: worthOf(counted) },
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

/** The Overview page of a range of local days, with the same length of time before it where asked for. */
export async function overview(deps: Deps, account: Account, range: DayRange, compare: boolean) {
  const all = await deps.records.conversions(account.id);
  const active = all.filter((conversion) => conversion.archivedAt === null);
  const now = await measure(deps, account, active, range);
  const earlier = rangeBefore(range);
  const previous = compare
    ? await measure(deps, account, active, earlier, passed(now.buckets, deps.now()))
    : null;
  const lists = await deps.events.breakdown(account.id, spanOf(now.buckets), ROWS);
  const byConversion = groupBy(now.conversions, (conversion) => conversion.conversionId);
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
    ...lists,
    conversions: active.map(({ id, name }) => {
      const counted = byConversion.get(id) ?? [];
      return { id, name, conversions: counted.length, value: worthOf(counted) };
    }),
  };
}

/** Who was there in the last five minutes. */
export function live({ events, now }: Deps, account: Account) {
  return events.live(account.id, now() - LIVE);
}
