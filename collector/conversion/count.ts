import type { CustomConversion, Instant, Money, Period } from '../../db/model.ts';
import { DAY } from '../../db/model.ts';
import type { EventStore, MatchedHit } from '../../db/store.ts';
import { groupBy } from '../lib/group.ts';

/** Events of one name and deduplication key within this time are one conversion: LINE's own rule. */
export const FOLD_WINDOW = 30 * DAY;

/** One hit that a custom conversion counted. */
export interface Conversion extends Omit<MatchedHit, 'value'> {
  /** What the custom conversion says it is worth. */
  value: Money | null;
  /** Other hits that were folded into this one. */
  folded: number;
}

/**
 * Folds hits of one custom conversion, given by (time, id): those with the same event and key within 30 days
 * of the first are one, and of these a server's wins, then the earliest. Hits without a key stay alone.
 */
export function fold(hits: MatchedHit[]): { hit: MatchedHit; folded: number }[] {
  const kept: { hit: MatchedHit; first: Instant; folded: number }[] = [];
  const open = new Map<string, (typeof kept)[number]>();
  for (const hit of hits) {
    const key =
      hit.event === null || hit.dedupKey === null ? null : JSON.stringify([hit.event, hit.dedupKey]);
    const group = key === null ? undefined : open.get(key);
    if (group && hit.at < group.first + FOLD_WINDOW) {
      group.folded += 1;
      if (hit.channel === 'server' && group.hit.channel !== 'server') group.hit = hit;
      continue;
    }
    const started = { hit, first: hit.at, folded: 0 };
    kept.push(started);
    if (key !== null) open.set(key, started);
  }
  return kept.map(({ hit, folded }) => ({ hit, folded }));
}

function worth({ value }: CustomConversion, hit: MatchedHit): Money | null {
  if (value.from === 'none') return null;
  return value.from === 'fixed' ? value.money : hit.value;
}

/**
 * The conversions of a period by (time, id), through the given custom conversions: the only way in which any
 * report counts one.
 */
export async function countConversions(
  events: EventStore,
  accountId: number,
  customConversions: CustomConversion[],
  period: Period,
): Promise<Conversion[]> {
  const hits = await events.matched(accountId, customConversions, period);
  const matched = groupBy(hits, (hit) => hit.conversionId);
  return customConversions
    .flatMap((conversion) =>
      fold(matched.get(conversion.id) ?? [])
        .filter(({ hit }) => hit.at >= period.from && hit.at < period.to)
        .map(({ hit, folded }) => ({ ...hit, value: worth(conversion, hit), folded })),
    )
    .sort((a, b) => a.at - b.at || (a.hitId < b.hitId ? -1 : a.hitId > b.hitId ? 1 : 0));
}
