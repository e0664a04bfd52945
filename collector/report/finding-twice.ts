import type { RepeatedEvents } from '../../db/store.ts';
import { type Evidence, type Finding, finding, hitsOf, isGone, type Look, VIEWS_ENOUGH } from './finding.ts';
import { CONVERSION_EVENTS } from './finding-code.ts';

/* Events that say the same twice: their code stands twice on the page, and both are counted. */

/** Fewer events than this may be pressed twice by chance. */
const EVENTS_ENOUGH = 10;
/** The same code twice repeats each of them, but for those whose second hit got lost. */
const MOST = 0.8;

function firstsOf({ count, repeated }: RepeatedEvents): number {
  return count - repeated;
}

/** The last day of an event, where it has enough of them to tell; null where they came, or should have, and none twice. */
function ofToday(evidence: Evidence, event: string): RepeatedEvents | null | undefined {
  const { day } = evidence;
  const today = day.health.repeated.find((one) => one.event === event);
  if (today && firstsOf(today) >= EVENTS_ENOUGH) return today;
  if (isGone(evidence, [event])) return null;
  return today?.repeated === 0 && hitsOf(day, [null]) >= VIEWS_ENOUGH ? null : undefined;
}

function found({ event, count, repeated, lastAt, lastUrl }: RepeatedEvents, { hours }: Look): Finding {
  const isConversion = CONVERSION_EVENTS.some((one) => one === event);
  return finding('event_twice', {
    weight: isConversion ? 'grave' : 'warning',
    ...{ names: [event], count: repeated, of: count - repeated, hours, lastAt, lastUrl },
    about: [{ event }],
  });
}

/** Events of which most are followed at once by one that says the same. */
export function eventTwice(evidence: Evidence): Finding[] {
  const { week, day } = evidence;
  return week.health.repeated.flatMap((one) => {
    const today = ofToday(evidence, one.event);
    if (today === null) return [];
    const judged = today ?? one;
    const firsts = firstsOf(judged);
    const isTwice = firsts >= EVENTS_ENOUGH && judged.repeated / firsts >= MOST;
    return isTwice ? [found(judged, today ? day : week)] : [];
  });
}
