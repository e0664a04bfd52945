import { type Draft, hasLeft, WAITS } from './draft.ts';
import { json } from './lib/json.ts';
import { keep } from './lib/stored.ts';

/** Hits without an answer. */
export const waiting = new Set<Draft>();

/** Hits that wait for this; without it, those that nothing keeps from leaving. */
export const those = (what?: Draft[typeof WAITS]) => [...waiting].filter((hit) => hit[WAITS] === what);

/** What has left once had its chance; of those, the oldest, who may have come from an earlier page. */
const rank = (hit: Draft) => (hasLeft(hit) ? '' : 'x') + hit.id;

/** These hits in the order in which they are given up. */
export const inOrder = (hits: Draft[]) => hits.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));

/** Lets hits go that waited for this. */
export const release = (what: Draft[typeof WAITS]) => {
  for (const hit of those(what)) hit[WAITS] = undefined;
};

/** Forgets hits, or keeps those that left once for a later page; not what is nobody's. */
export const settle = (hits: Iterable<Draft>, final?: boolean): void => {
  for (const hit of hits) {
    if (final) waiting.delete(hit);
    if (final || hit.visitor) keep(hit.id, waiting.has(hit) ? json(hit) : '');
  }
};
