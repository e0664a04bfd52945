import { DAY, type Instant, type NewClick, type NewHit, type NewIdentityLink } from '../model.ts';
import type { Batch, EventStore } from '../store.ts';
import type { Sent } from './broadcast.ts';
import { AGENTS, type Profile, SOURCES } from './profile.ts';

/** Days the sample reaches back. */
export const DAYS = 90;
/** Hits of one commit. */
const GROUP = 2_000;

/** Collects rows and hands them on in groups of one commit. */
function createFlow(events: EventStore) {
  const empty = (): Batch => ({ hits: [], clicks: [], identityLinks: [], tallies: [] });
  let batch = empty();
  async function flush(): Promise<void> {
    if (batch.hits.length + batch.clicks.length === 0) return;
    const full = batch;
    batch = empty();
    await events.append(full);
  }
  return {
    hit: (one: NewHit) => batch.hits.push(one),
    click: (one: NewClick) => batch.clicks.push(one),
    identity: (one: NewIdentityLink) => batch.identityLinks.push(one),
    flush,
    flushIfFull: async () => {
      if (batch.hits.length >= GROUP) await flush();
    },
  };
}

/** Local hours of the day by how busy they are. */
const BUSY = [1, 1, 0, 0, 0, 0, 1, 3, 5, 5, 5, 6, 9, 7, 5, 5, 5, 6, 8, 9, 10, 10, 7, 3];
const HOURS = BUSY.flatMap((weight, hour) => Array.from({ length: weight }, () => hour));

/** A visit's start: some day, more at weekends, at a likely local hour. */
function someTime(now: Instant, profile: Profile, random: () => number): Instant {
  const hour = HOURS[Math.floor(random() * HOURS.length)] ?? 12;
  for (;;) {
    const daysAgo = Math.floor(random() ** 1.15 * DAYS);
    const midnight = Math.floor((now + profile.hours * 3_600_000) / DAY) * DAY - profile.hours * 3_600_000;
    const at = midnight - daysAgo * DAY + hour * 3_600_000 + Math.floor(random() * 3_600_000);
    const weekday = new Date(at + profile.hours * 3_600_000).getUTCDay();
    if (at < now && (weekday === 0 || weekday === 6 || random() < 0.75)) return at;
  }
}

/** Where and whose the traffic is. */
export interface TrafficOptions {
  events: EventStore;
  now: Instant;
  accountId: number;
  profile: Profile;
  origin: string;
  sent: Sent[];
  /** Visitors. */
  count: number;
  random: () => number;
  /** Told the part that is done, 0 to 1. */
  onProgress: (part: number) => void;
}

/** Adds the visits of an account's visitors. */
export async function addTraffic(options: TrafficOptions): Promise<void> {
  const { events, now, accountId, profile, origin, sent, count, random, onProgress } = options;
  const flow = createFlow(events);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  let serial = 0;
  const newId = () =>
    accountId.toString(16).padStart(4, '0') +
    (++serial).toString(16).padStart(12, '0') +
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0') +
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');

  for (let index = 0; index < count; index += 1) {
    const visitor = newId();
    const clicked = random() < 0.22 ? pick(sent) : undefined;
    const browser = clicked ? AGENTS[Math.floor(random() * 3)] : pick(AGENTS);
    const agentOf = browser ?? null;
    const source = clicked ? 'LINE' : (pick(SOURCES) ?? '');
    let at = clicked
      ? Math.min(now - 60_000, clicked.at + Math.floor(random() ** 3 * 5 * DAY) + 60_000)
      : someTime(now, profile, random);
    let click: string | null = null;
    const link = clicked && pick(clicked.links);
    if (link) {
      click = newId();
      flow.click({ id: click, linkId: link.id, accountId, at, agent: agentOf });
    }
    const visits = random() < 0.25 ? 2 + Math.floor(random() * 3) : 1;
    for (let visit = 0; visit < visits && at < now; visit += 1) {
      const views = 1 + Math.floor(random() ** 2 * 6);
      let page = link && visit === 0 ? link.page : 0;
      for (let view = 0; view < views && at < now; view += 1) {
        const url = `${origin}${profile.pages[page] ?? '/'}`;
        const { host, pathname } = new URL(url);
        const hit: NewHit = {
          accountId,
          id: newId(),
          channel: 'tag',
          event: null,
          visitor,
          click: visit === 0 && view === 0 ? click : null,
          receivedAt: at,
          at,
          page: { url, page: host + pathname },
          referrer: null,
          title: profile.titles[page] ?? null,
          source: view === 0 ? (visit === 0 ? source : '') : null,
          agent: agentOf,
          value: null,
          dedupKey: null,
          externalId: null,
          props: null,
          language: null,
          screen: null,
          flags: [],
        };
        flow.hit(hit);
        at += 8_000 + Math.floor(random() * 90_000);
        const buys = page === profile.pages.length - 1 && at < now && random() < 0.12;
        if (buys) {
          const [low, high] = profile.price;
          const step = 10 * Math.round((low + (high - low) * random() ** 2) / 10);
          flow.hit({
            ...hit,
            id: newId(),
            event: 'Conversion',
            click: null,
            source: null,
            at,
            receivedAt: at,
            value: { minor: step, currency: profile.currency },
            dedupKey: `order-${accountId}-${serial}`,
          });
        } else if (page > 0 && page < profile.pages.length - 1 && random() < 0.1) {
          flow.hit({
            ...hit,
            id: newId(),
            event: 'AddToCart',
            click: null,
            source: null,
            at,
            receivedAt: at,
          });
          page = profile.pages.length - 2;
        }
        page = Math.min(profile.pages.length - 1, page + 1 + Math.floor(random() * 2));
      }
      at += Math.floor(DAY * (0.5 + 9 * random()));
    }
    if (random() < (clicked ? 0.35 : 0.04)) {
      const userId = `U${newId()}`;
      const identifiedAt = Math.min(at, now) - 1;
      flow.identity({ accountId, visitor, userId, rung: 'verified', evidence: 'id_token', at: identifiedAt });
    }
    await flow.flushIfFull();
    if (index % 500 === 0) onProgress(index / count);
  }
  await flow.flush();
}
