import { DAY, type Instant } from '../model.ts';
import type { EventStore, RecordStore } from '../store.ts';
import { addBroadcasts } from './broadcast.ts';
import { PROFILES } from './profile.ts';
import { randomFrom } from './random.ts';
import { addTraffic, DAYS } from './traffic.ts';

export { DEMO_TAG_ID } from './profile.ts';

/*
 * Sample data for `tagline demo` and for tests: the same seed gives the same 90 days, whatever the machine.
 * Three accounts in three countries, about 50,000 visitors, their page views, events, clicks and identities.
 */

/** What the sample needs to know of the shop that the first account measures. */
export interface DemoOptions {
  events: EventStore;
  records: RecordStore;
  /** The sample ends here. */
  now: Instant;
  /** Address of the demo shop, without a slash at the end. */
  shopOrigin: string;
  /** LINE Login channel of the fake LINE. */
  loginChannelId: string;
  /** Told the part that is done, 0 to 1. */
  onProgress?: (part: number) => void;
  /** Visitors in all accounts together. */
  visitors?: number;
}

/** Fills an empty store with the sample. Returns the ids of its accounts. */
export async function addDemo(options: DemoOptions): Promise<number[]> {
  const { records, now, shopOrigin, visitors = 50_000, onProgress } = options;
  const random = randomFrom(20_261_122);
  const ids: number[] = [];
  let before = 0;
  for (const [index, profile] of PROFILES.entries()) {
    const origin = profile.host || shopOrigin;
    const start = now - DAYS * DAY;
    const account = await records.addAccount({
      tagId: profile.tagId,
      name: profile.name,
      timeZone: profile.timeZone,
      domains: [new URL(origin).hostname],
      consent: 'assumed',
      identityDeclared: false,
      cutParams: [],
      loginChannelId: index === 0 ? options.loginChannelId : null,
      createdAt: start,
    });
    ids.push(account.id);
    await records.addConversion({
      accountId: account.id,
      name: 'Order',
      rule: { all: [{ kind: 'event' }, { event: { is: 'Conversion' } }] },
      value: { from: 'hit' },
      createdAt: start,
    });
    const trial = await records.addConversion({
      accountId: account.id,
      name: 'Saw a product (trial)',
      rule: { all: [{ kind: 'page_view' }, { url: { contains: profile.pages[1] ?? '/' } }] },
      value: { from: 'none' },
      createdAt: start,
    });
    await records.changeConversion(account.id, trial.id, { archivedAt: now - 60 * DAY });
    await records.addAudience({
      accountId: account.id,
      name: 'Put something in the cart',
      rule: { all: [{ kind: 'event' }, { event: { is: 'AddToCart' } }] },
      days: 30,
      createdAt: now - 20 * DAY,
    });
    await records.addAudience({
      accountId: account.id,
      name: 'Looked at a product',
      rule: { all: [{ kind: 'page_view' }, { url: { contains: profile.pages[1] ?? '/' } }] },
      days: 14,
      createdAt: now - 10 * DAY,
    });
    const sent = await addBroadcasts(options, account.id, profile, origin, random);
    const base = before;
    const count = Math.round(visitors * profile.visitors);
    await addTraffic({
      ...options,
      accountId: account.id,
      profile,
      origin,
      sent,
      count,
      random,
      onProgress: (part) => onProgress?.(base + part * profile.visitors),
    });
    before += profile.visitors;
    onProgress?.(before);
  }
  return ids;
}
