import { type Draft, WAITS } from './draft.ts';
import { json } from './lib/json.ts';
import { keep } from './lib/stored.ts';

/** Hits without an answer. */
export const waiting = new Set<Draft>();

/** All of them, oldest first, as their ids say; those of an earlier page came later. */
export const inOrder = () => [...waiting].sort((one, other) => (one.id < other.id ? -1 : 1));

/** Hits that wait for this; without it, those that nothing keeps from leaving. Oldest first. */
export const those = (what?: Draft[typeof WAITS]) => inOrder().filter((hit) => hit[WAITS] === what);

/** Lets hits go that waited for this. */
export const release = (what: Draft[typeof WAITS]) => {
  for (const hit of those(what)) hit[WAITS] = undefined;
};

/** Forgets hits, or keeps those that left once for a later page; not what has no number: a test, or nobody's. */
export const settle = (hits: Iterable<Draft>, final?: boolean): void => {
  for (const hit of hits) {
    if (final) waiting.delete(hit);
    if (hit.seq) keep(hit.id, waiting.has(hit) ? json(hit) : '');
  }
};
