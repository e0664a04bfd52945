import { randomFrom } from '../../db/demo/random.ts';
import { type Agent, DAY, type Instant, type NewHit } from '../../db/model.ts';
import type { Batch, EventStore, RecordStore } from '../../db/store.ts';

/*
 * A shop's quarter for the benchmarks: the same seed gives the same hits. Unlike the demo it is made to measure: as
 * many hits, visitors and addresses as asked, in the order in which they would arrive.
 */

export interface SampleSize {
  hits: number;
  visitors: number;
  urls: number;
  days: number;
}

/** Hits of one transaction. */
const BATCH = 2_000;
/** A person who comes back is mostly one who was there lately. */
const SHARE_RETURNING = 0.65;
const VIEWS_PER_VISIT = 3.4;
const MINUTE = 60_000;
const COUNTRIES = ['JP', 'TH', 'TW', 'US', 'ID', 'KR', 'SG', 'HK', 'MY', 'VN', 'DE', 'FR', 'GB', 'AU', 'CA'];
const SOURCES = [
  '',
  'line',
  'google',
  'yahoo.co.jp',
  'instagram.com',
  'facebook.com',
  't.co',
  'bing',
  'note.com',
];
const TITLES = ['Home', 'New arrivals', 'A product to look at', 'Sale', 'Your cart', 'Thank you'];
const DEVICES: [Agent['device'], boolean, string, string][] = [
  ['mobile', false, 'Chrome', 'Android'],
  ['mobile', true, 'LINE', 'Android'],
  ['mobile', true, 'LINE', 'iOS'],
  ['mobile', false, 'Safari', 'iOS'],
  ['desktop', false, 'Chrome', 'Windows'],
  ['desktop', false, 'Safari', 'macOS'],
  ['tablet', false, 'Safari', 'iPadOS'],
];

function agents(): Agent[] {
  return Array.from({ length: 280 }, (_, index) => {
    const [device, lineApp, browser, os] = DEVICES[index % DEVICES.length] ?? [
      'other',
      false,
      'Other',
      'Other',
    ];
    return {
      text: `Mozilla/5.0 (${os}; build ${index}) ${browser}/${100 + index}.0`,
      browser,
      os,
      device,
      lineApp,
    };
  });
}

const hex = (kind: number, number: number) =>
  kind.toString(16).padStart(8, '0') +
  (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0') +
  number.toString(16).padStart(16, '0');

/** The hits of the sample, minute by minute, in order of arrival. */
function* minutes(size: SampleSize, end: Instant, random: () => number): Generator<NewHit[]> {
  const start = end - size.days * DAY;
  const steps = (size.days * DAY) / MINUTE;
  const all = agents();
  const perVisit = VIEWS_PER_VISIT * 1.03;
  const ahead = new Map<number, NewHit[]>();
  let known = 0;
  let made = 0;
  let visits = 0;
  const visitsTotal = size.hits / perVisit;
  const skewed = (count: number) => Math.floor(count * random() ** 3);

  function hit(at: Instant, visitor: number, url: number, change: Partial<NewHit>): NewHit {
    made += 1;
    const page = `shop.test/products/${url % 97}/item-${url}`;
    const queued = random() < 0.004 ? Math.floor(random() * 3 * DAY) : 0;
    return {
      accountId: 1,
      // Time-ordered, as the tag makes them.
      id: at.toString(16).padStart(12, '0') + hex(made, visitor).slice(0, 20),
      channel: random() < 0.003 ? 'image' : 'tag',
      event: null,
      visitor: hex(7, visitor),
      click: null,
      receivedAt: at,
      at: at - queued,
      page: { url: `https://${page}${url % 5 === 0 ? '?color=red' : ''}`, page },
      referrer: url % 3 === 0 ? 'https://shop.test/' : null,
      title: TITLES[url % TITLES.length] ?? null,
      source: null,
      agent: all[visitor % all.length] ?? null,
      value: null,
      dedupKey: null,
      externalId: null,
      props: null,
      country: COUNTRIES[Math.floor(((visitor % 1000) ** 2 / 1e6) * COUNTRIES.length)] ?? 'JP',
      language: visitor % 3 === 0 ? 'en' : 'ja',
      screen: `${360 + (visitor % 40) * 10}x800`,
      flags: queued > 0 ? ['queued'] : [],
      sequence: 1 + Math.floor(random() * 30),
      cuts: 0,
      ...change,
    };
  }

  function visit(minute: number): void {
    const isNew = known < size.visitors && (known < 10 || random() > SHARE_RETURNING);
    const visitor = isNew ? known++ : known - 1 - skewed(known);
    visits += 1;
    const click = visits % 14 === 0 ? hex(9, visits) : null;
    const views = 1 + Math.floor(-Math.log(1 - random()) * (VIEWS_PER_VISIT - 0.5));
    let at = start + minute * MINUTE + Math.floor(random() * MINUTE);
    for (let view = 0; view < views; view += 1) {
      const first = view === 0;
      const source = first ? (click ? 'line' : (SOURCES[skewed(SOURCES.length)] ?? '')) : null;
      put(hit(at, visitor, skewed(size.urls), { source, click: first ? click : null }));
      at += 2_000 + Math.floor(random() * 90_000);
    }
    if (random() < 0.11) {
      const bought = random() < 0.5;
      const event: Partial<NewHit> = {
        channel: 'tag',
        event: bought ? 'Conversion' : 'AddToCart',
        value: bought ? { minor: 1_000 + Math.floor(random() * 20_000), currency: 'JPY' } : null,
        dedupKey: bought ? `order-${visits}` : null,
      };
      put(hit(at, visitor, 5, event));
      // The shop's server tells of every third order as well, and both are one.
      if (bought && visits % 3 === 0) put(hit(at + 1_200, visitor, 5, { ...event, channel: 'server' }));
    }
  }

  function put(one: NewHit): void {
    const minute = Math.floor((one.receivedAt - start) / MINUTE);
    const waiting = ahead.get(minute);
    if (waiting) waiting.push(one);
    else ahead.set(minute, [one]);
  }

  for (let minute = 0; minute < steps && made < size.hits; minute += 1) {
    const due = ((minute + 1) / steps) * visitsTotal;
    while (visits < due) visit(minute);
    const now = ahead.get(minute) ?? [];
    ahead.delete(minute);
    yield now.sort((a, b) => a.receivedAt - b.receivedAt);
  }
  for (const rest of ahead.values()) yield rest;
}

/** What an account of that size has beside its hits: clicks on links of broadcasts, and people who signed in. */
function besides(hits: NewHit[], links: number): Pick<Batch, 'clicks' | 'identityLinks'> {
  const clicks: Batch['clicks'] = [];
  const identityLinks: Batch['identityLinks'] = [];
  for (const { click, at, visitor, agent, event } of hits) {
    if (click) {
      const linkId = 1 + (Number.parseInt(click.slice(20), 16) % links);
      clicks.push({ id: click, linkId, accountId: 1, at: at - 1_500, agent });
    }
    const number = visitor ? Number.parseInt(visitor.slice(20), 16) : 0;
    if (event && visitor && number % 3 === 0) {
      // Two browsers in ten are one of a pair; one in a thousand changes hands.
      const who = number % 10 < 2 ? Math.floor(number / 10) : number;
      const userId = `U${hex(3, number % 1000 === 0 ? at % 97 : who)}`;
      identityLinks.push({ accountId: 1, visitor, userId, rung: 'verified', evidence: 'id_token', at });
    }
  }
  return { clicks, identityLinks };
}

/** Fills an empty store: one account with five broadcasts of four links, two custom conversions, and the hits. */
export async function addSample(
  { events, records }: { events: EventStore; records: RecordStore },
  size: SampleSize,
  end: Instant,
  onProgress: (hits: number) => void = () => {},
): Promise<void> {
  const random = randomFrom(20_261_122);
  const accountId = 1;
  const createdAt = end - size.days * DAY;
  await records.addAccount({
    tagId: '11111111-2222-4333-8444-555555555555',
    ...{
      name: 'Sample',
      timeZone: 'America/New_York',
      domains: ['shop.test'],
      consent: 'assumed',
      createdAt,
    },
    ...{ identityDeclared: false, cutParams: [], loginChannelId: null },
  });
  const rules: [string, string][] = [
    ['Order', 'Conversion'],
    ['Cart', 'AddToCart'],
  ];
  for (const [name, is] of rules) {
    await records.addConversion({
      accountId,
      name,
      rule: { event: { is } },
      value: { from: 'hit' },
      createdAt,
    });
  }
  const broadcasts = 5;
  for (let number = 0; number < broadcasts; number += 1) {
    const linkIds: number[] = [];
    for (let link = 0; link < 4; link += 1) {
      const code = `bench-${number}-${link}`;
      const destination = 'https://shop.test/';
      linkIds.push(
        (await records.addLink({ accountId, code, name: code, destination, broadcastId: null, createdAt }))
          .id,
      );
    }
    const line = { delivered: null, opened: null, clicked: null, played: null };
    const sentAt = createdAt + (number * size.days * DAY) / broadcasts;
    await records.addBroadcast({
      ...{
        accountId,
        name: `Broadcast ${number}`,
        kind: 'broadcast',
        sentAt,
        requestId: null,
        aggregationUnit: null,
      },
      ...{ line, conversionIds: [1, 2], linkIds, createdAt },
    });
  }
  let waiting: NewHit[] = [];
  let written = 0;
  const flush = async () => {
    await events.append({ hits: waiting, ...besides(waiting, broadcasts * 4), tallies: [] });
    written += waiting.length;
    onProgress(written);
    waiting = [];
  };
  for (const hits of minutes(size, end, random)) {
    waiting.push(...hits);
    if (waiting.length >= BATCH) await flush();
  }
  await flush();
}
