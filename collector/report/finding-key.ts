import type { SharedKey } from '../../db/store.ts';
import { type Evidence, type Finding, finding, isGone, type Look } from './finding.ts';

/* One deduplication key for the events of many: they count as one. */

/** Fewer events than this may share a key by chance: an order that is shown again and again. */
const SHARED_ENOUGH = 10;
/** One order may be looked at on two devices. */
const VISITORS_ENOUGH = 3;
const MOST = 0.5;

/** The last day of an event, where it has enough of them to tell; null where they came no more. */
function ofToday(evidence: Evidence, event: string): SharedKey | null | undefined {
  const today = evidence.day.health.keys.find((one) => one.event === event);
  if (today && today.count >= SHARED_ENOUGH) return today;
  return isGone(evidence, [event]) ? null : undefined;
}

function found({ event, key, shared, count, lastAt, lastUrl }: SharedKey, { hours }: Look): Finding {
  const seen = { count: shared, of: count, hours, lastAt, lastUrl };
  return finding('same_key', { names: [event, key], ...seen, about: [{ event }] });
}

/** Events of which most share one key, though several visitors sent them. */
export function sameKey(evidence: Evidence): Finding[] {
  const { week, day } = evidence;
  return week.health.keys.flatMap((one) => {
    const today = ofToday(evidence, one.event);
    if (today === null) return [];
    const { shared, count, visitors } = today ?? one;
    const isShared = shared >= SHARED_ENOUGH && visitors >= VISITORS_ENOUGH && shared / count > MOST;
    return isShared ? [found(today ?? one, today ? day : week)] : [];
  });
}
