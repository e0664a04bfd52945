import type { NewClick, NewHit, NewIdentityLink } from '../model.ts';
import type { Batch, EventStore } from '../store.ts';

/** Hits of one commit. */
const GROUP = 2_000;

/** Collects facts and hands them on in groups of one commit. */
export interface Flow {
  hit(one: NewHit): void;
  click(one: NewClick): void;
  identity(one: NewIdentityLink): void;
  /** Hands on what is there, where it is a group's worth, or all of it at the end. */
  flush(atTheEnd: boolean): Promise<void>;
}

/** A flow into a store. */
export function createFlow(events: EventStore): Flow {
  const empty = (): Batch => ({ hits: [], clicks: [], identityLinks: [], tallies: [] });
  let batch = empty();
  return {
    hit: (one) => void batch.hits.push(one),
    click: (one) => void batch.clicks.push(one),
    identity: (one) => void batch.identityLinks.push(one),
    async flush(atTheEnd) {
      if (batch.hits.length < (atTheEnd ? 1 : GROUP)) return;
      const full = batch;
      batch = empty();
      await events.append(full);
    },
  };
}
