import { type Agent, DAY, type Instant, type NewHit } from '../model.ts';
import type { EventStore } from '../store.ts';
import type { Sent } from './broadcast.ts';
import { createFlow, type Flow } from './flow.ts';
import { AGENTS, type Profile, SOURCES } from './profile.ts';

/** Days the sample reaches back. */
export const DAYS = 90;
const HOUR = 3_600_000;
/** Nothing of the sample is younger, so that "now" shows what happens in the shop. */
const QUIET = 5 * 60_000;

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

/** Local hours of the day, each as often as it is busy. */
const BUSY = [1, 1, 0, 0, 0, 0, 1, 3, 5, 5, 5, 6, 9, 7, 5, 5, 5, 6, 8, 9, 10, 10, 7, 3];
const HOURS = BUSY.flatMap((weight, hour) => Array.from({ length: weight }, () => hour));

/** Dice that all come from one seed. */
function createDice(accountId: number, random: () => number) {
  let serial = 0;
  const part = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return {
    random,
    pick: <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)],
    upTo: (most: number) => Math.floor(random() * most),
    /** An id like those of browsers, in order. */
    newId: () =>
      accountId.toString(16).padStart(4, '0') + (++serial).toString(16).padStart(12, '0') + part() + part(),
  };
}
type Dice = ReturnType<typeof createDice>;

/** A visit's start: more often lately, more at weekends, at a likely local hour. */
function someTime(end: Instant, { hours }: Profile, { random, upTo, pick }: Dice): Instant {
  for (;;) {
    const midnight = Math.floor((end + hours * HOUR) / DAY) * DAY - hours * HOUR;
    const day = midnight - Math.floor(random() ** 1.15 * DAYS) * DAY;
    const at = day + (pick(HOURS) ?? 12) * HOUR + upTo(HOUR);
    const weekday = new Date(at + hours * HOUR).getUTCDay();
    if (at < end && (weekday === 0 || weekday === 6 || random() < 0.75)) return at;
  }
}

/** A click's time: most come within hours of the sending. */
function clickTime(end: Instant, sent: Instant, { random }: Dice): Instant {
  const at = sent + 60_000 + Math.floor(random() ** 3 * 5 * DAY);
  return at < end ? at : sent + 60_000 + Math.floor(random() * (end - sent - 60_000));
}

/** Numbers of a browser's hits: some were lost on the way, a few browsers keep none. All from ids, no dice. */
function createNumbers(visitor: string, begin: Instant, lineApp: boolean) {
  const part = (id: string) => Number.parseInt(id.slice(-4), 16) / 0x10000;
  if (part(visitor) < 0.03) return () => null;
  let number = Math.floor(begin / 1000);
  return (id: string) => {
    number += part(id) < (lineApp ? 0.021 : 0.006) ? 2 : 1;
    return number;
  };
}

/** Where a visitor is. From the id, no dice: the rest of the sample stays what it was. */
function countryOf(visitor: string, { countries }: Profile): string | null {
  let left = Number.parseInt(visitor.slice(-8, -4), 16) / 0x10000;
  for (const [country, part] of countries) {
    left -= part;
    if (left < 0) return country;
  }
  return null;
}

/** One sample visitor, from arrival to the last order. */
function visit(options: TrafficOptions, dice: Dice, flow: Flow): void {
  const { now, accountId, profile, origin, sent } = options;
  const { random, pick, upTo, newId } = dice;
  const end = now - QUIET;
  const broadcast = random() < 0.22 ? pick(sent) : undefined;
  const link = broadcast && pick(broadcast.links);
  const agent: Agent | null = (broadcast ? AGENTS[upTo(3)] : pick(AGENTS)) ?? null;
  const visitor = newId();
  const country = countryOf(visitor, profile);
  const click = link ? newId() : null;
  let at = broadcast ? clickTime(end, broadcast.at, dice) : someTime(end, profile, dice);
  const numberOf = createNumbers(visitor, at, agent?.lineApp ?? false);
  if (link && click) flow.click({ id: click, linkId: link.id, accountId, at, agent });

  const send = (path: string, title: string | null, change: Partial<NewHit> = {}) => {
    const { host, pathname } = new URL(origin + path);
    const id = newId();
    flow.hit({
      accountId,
      id,
      channel: 'tag',
      event: null,
      visitor,
      click: null,
      receivedAt: at,
      at,
      page: { url: origin + path, page: host + pathname },
      referrer: null,
      title,
      source: null,
      agent,
      value: null,
      dedupKey: null,
      externalId: null,
      props: null,
      sequence: numberOf(id),
      cuts: id.endsWith('f7') ? 1 : 0,
      country,
      language: null,
      screen: null,
      flags: [],
      ...change,
    });
    at += 8_000 + upTo(90_000);
  };

  const order = () => {
    const [low, high] = profile.price;
    const minor = 10 * Math.round((low + (high - low) * random() ** 2) / 10);
    send('/thanks', profile.thanks);
    send('/thanks', profile.thanks, {
      event: 'Conversion',
      value: { minor, currency: profile.currency },
      dedupKey: newId().slice(4, 16),
    });
  };

  const cart = profile.pages.length - 1;
  const visits = random() < 0.25 ? 2 + upTo(3) : 1;
  for (let number = 0; number < visits && at < end; number += 1) {
    const landing = number === 0 && link;
    const source = number > 0 ? '' : link ? 'LINE' : (pick(SOURCES) ?? '');
    const views = 1 + Math.floor(random() ** 2 * 6);
    let page = landing ? landing.page : 0;
    for (let view = 0; view < views && at < end; view += 1) {
      const arriving = view === 0 ? { source, click: landing ? click : null } : {};
      send(profile.pages[page] ?? '/', profile.titles[page] ?? null, arriving);
      if (page === cart) {
        if (random() < 0.12) order();
        break;
      }
      const wants = page > 0 && random() < 0.1;
      if (wants) send(profile.pages[page] ?? '/', profile.titles[page] ?? null, { event: 'AddToCart' });
      page = wants ? cart : Math.min(cart, page + 1 + upTo(2));
    }
    at += Math.floor(DAY * (0.5 + 9 * random()));
  }
  if (random() < (link ? 0.35 : 0.04)) {
    flow.identity({
      accountId,
      visitor,
      userId: `U${newId()}`,
      rung: 'verified',
      evidence: 'id_token',
      at: Math.min(at, end),
    });
  }
}

/** Adds the visits of an account's visitors. */
export async function addTraffic(options: TrafficOptions): Promise<void> {
  const { events, accountId, count, random, onProgress } = options;
  const dice = createDice(accountId, random);
  const flow = createFlow(events);
  for (let index = 0; index < count; index += 1) {
    visit(options, dice, flow);
    await flow.flush(false);
    if (index % 500 === 0) onProgress(index / count);
  }
  await flow.flush(true);
}
