import { type Evidence, type Finding, WEIGHTS } from './finding.ts';
import {
  consentNeverGiven,
  flagged,
  imageOnly,
  onArrival,
  onEveryPage,
  templateName,
} from './finding-code.ts';
import { sameKey } from './finding-key.ts';
import { lostClicks } from './finding-link.ts';
import { baseMissing } from './finding-page.ts';
import { rejected, sites, unknownTag } from './finding-site.ts';
import { eventTwice } from './finding-twice.ts';

const RULES = [
  consentNeverGiven,
  flagged,
  imageOnly,
  baseMissing,
  onEveryPage,
  onArrival,
  eventTwice,
  sameKey,
  templateName,
  unknownTag,
  sites,
  rejected,
  lostClicks,
];

/** Everything that is wrong, the grave first, then the latest. */
export function findingsOf(evidence: Evidence): Finding[] {
  return RULES.flatMap((rule) => rule(evidence)).sort(
    (a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || (b.lastAt ?? 0) - (a.lastAt ?? 0),
  );
}
