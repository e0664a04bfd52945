import type { NewHit } from '../../db/model.ts';
import type { Batch } from '../../db/store.ts';
import { hex } from './tagline.ts';

/** A batch with nothing in it. */
export function emptyBatch(): Batch {
  return { hits: [], clicks: [], identityLinks: [], tallies: [] };
}

/** A page view of the first account, by the numbers of its hit and visitor. */
export function factOf(id: number, visitor: number, at: number, change: Partial<NewHit> = {}): NewHit {
  return {
    accountId: 1,
    id: hex(id),
    channel: 'tag',
    event: null,
    visitor: hex(visitor),
    click: null,
    receivedAt: at,
    at,
    page: { url: 'https://shop.test/', page: 'shop.test/' },
    referrer: null,
    title: null,
    source: '',
    agent: null,
    value: null,
    dedupKey: null,
    externalId: null,
    props: null,
    country: null,
    language: null,
    screen: null,
    flags: [],
    sequence: null,
    cuts: 0,
    ...change,
  };
}
