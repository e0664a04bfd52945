import { guard } from '../lib/guard.ts';
import { MOST_HITS } from '../limits.ts';
import type { First } from '../more.ts';

/** Takes up what earlier pages could not send, before the hits of this one. Of too many, the oldest are given up. */
export const restore = guard((waiting: First['$waiting']): void => {
  const keys = Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key));
  keys.sort();
  for (const key of keys.slice(0, -MOST_HITS)) delete localStorage[key];
  const hits = keys.slice(-MOST_HITS).map((key) => JSON.parse(localStorage[key]));
  const later = [...waiting];
  waiting.clear();
  for (const hit of hits) hit.flags.push('queued');
  for (const hit of hits.concat(later)) waiting.add(hit);
});
