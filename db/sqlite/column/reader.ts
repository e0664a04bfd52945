import { add, countOf, countOfBoth, has, wordsFor } from '../../column/bits.ts';
import { breakdown, type Column, createKeys } from '../../column/breakdown.ts';
import { codes, tagViews } from '../../column/code.ts';
import { type Asked, filtered } from '../../column/filter.ts';
import { eachMatch, matchedHits, sharedKeys } from '../../column/match.ts';
import { DAY_MS, type Part } from '../../column/part.ts';
import type { People } from '../../column/people.ts';
import { compile } from '../../column/rule.ts';
import { traffic } from '../../column/traffic.ts';
import { CHANNELS, DEVICES, type Period, type Rule } from '../../model.ts';
import type { EventReader, Filter } from '../../store.ts';
import { linksOfBroadcast } from '../broadcast.ts';
import type { Db } from '../client.ts';
import { arrivals, hitDetails, hitIds, userIds } from '../hit.ts';
import { type AccountColumns, createAccount } from './account.ts';
import { createBlocks } from './blocks.ts';
import { clickers } from './click.ts';
import { createNames, DEVICE_KEYS, deviceKey } from './names.ts';
import type { SealedBlock } from './part.ts';

/** The reports that are read from columns. */
export type ColumnReader = Pick<
  EventReader,
  | 'traffic'
  | 'breakdown'
  | 'live'
  | 'matched'
  | 'hits'
  | 'clicks'
  | 'audienceSize'
  | 'audienceUsers'
  | 'tagViews'
  | 'codes'
>;

const EVER: Period = { from: -Infinity, to: Infinity };

/** By the order of two texts, for values with equal counts. */
function before(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Reads the facts of a database as columns: what is on disk when a report is asked for is in it. `onSealed` is given
 * every whole block once, to be kept.
 */
export function createColumnReader(
  db: Db,
  onSealed: (block: SealedBlock) => void,
  blockRows?: number,
): ColumnReader {
  const numbers = { of: new Int32Array(1024) };
  const accounts = new Map<number, AccountColumns>();
  const names = createNames(db);
  const blocks = createBlocks(db, (id, visitor) => account(id).people.visitor(visitor), onSealed, blockRows);

  function account(id: number): AccountColumns {
    const known = accounts.get(id) ?? createAccount(db, id, numbers);
    accounts.set(id, known);
    return known;
  }

  /** What a report of an account reads, with everything that was on disk when it began. */
  function open(accountId: number): { people: People; account: AccountColumns } {
    blocks.refresh();
    names.refresh();
    const own = account(accountId);
    own.refresh();
    return { people: own.people, account: own };
  }

  function clicksOf({ account: own, people }: ReturnType<typeof open>) {
    own.clicks.refresh();
    return own.clicks.clicks(people);
  }

  /** Hits of an account that may be in a period, and pass the filter. */
  function partsFor(
    accountId: number,
    opened: ReturnType<typeof open>,
    period: Period,
    filter: Filter,
    all = false,
  ) {
    const { people } = opened;
    const parts = blocks.parts(accountId, all ? EVER : period);
    if (Object.values(filter).every((one) => one === undefined)) return parts;
    const { page, device, country, source, event, broadcast } = filter;
    const asked: Asked = {
      urls: page === undefined ? null : marked(names.pageOf, names.pages.indexOf(page)),
      agents: device ? marked(names.deviceOf, deviceKey(device.device, device.lineApp)) : null,
      country: country === undefined ? null : country === '' ? 0 : wordOr(country),
      source: source === undefined ? null : wordOr(source),
      event: event === undefined ? null : wordOr(event),
      people: null,
    };
    if (broadcast !== undefined) {
      const links = new Set(linksOfBroadcast(db, accountId, broadcast));
      asked.people = clickers(clicksOf(opened), links, period.from, period.to, people.size);
    }
    return filtered(parts, people, asked, period);
  }

  /** A number that no hit carries stands for a text that was never seen. */
  function wordOr(text: string): number {
    return names.word(text) || 2 ** 26 - 1;
  }

  function personsMatching(accountId: number, rule: Rule, period: Period) {
    const { people } = open(accountId);
    const parts = blocks.parts(accountId, period);
    const match = compile(rule, names);
    const bits = new Uint32Array(wordsFor(people.size));
    for (const part of parts)
      eachMatch(part, period, match, (row) =>
        add(bits, people.at(part.who[row] ?? 0, part.day * DAY_MS + (part.ms[row] ?? 0))),
      );
    return { bits, people };
  }

  return {
    async traffic(accountId, buckets, filter = {}) {
      const opened = open(accountId);
      const period = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
      return traffic(partsFor(accountId, opened, period, filter), opened.people, buckets);
    },

    async breakdown(accountId, period, limit, filter = {}) {
      const opened = open(accountId);
      const { people } = opened;
      const parts = partsFor(accountId, opened, period, filter);
      const { pageOf, pages, deviceOf, text } = names;
      const pick = (
        columnOf: (part: Part) => Column,
        sizeOf: () => number,
        most: number,
        nameOf: (key: number) => string,
      ) =>
        breakdown(parts, people, period, columnOf, {
          sizeOf,
          limit: most,
          before: (a, b) => (nameOf(a) < nameOf(b) ? -1 : 1),
        }).map(({ key, count, persons }) => ({ key, name: nameOf(key), count, visitors: persons }));
      const [sources, countries] = [createKeys(), createKeys()];
      const sourceOf = (part: Part): Column => {
        const { codes, ids } = part.source;
        return { rows: part.arrival, codes, keys: ids.map(sources.of) };
      };
      const countryOf = ({ client }: Part): Column => {
        return { rows: null, codes: client.codes, keys: client.countries.map(countries.of) };
      };
      const deviceKeyOf = ({ client }: Part): Column => {
        return { rows: null, codes: client.codes, keys: client.ids.map((agent) => deviceOf[agent] ?? 0) };
      };
      return {
        pages: pick(
          ({ url }) => ({ rows: null, codes: url, keys: pageOf }),
          () => pages.length,
          limit + 1,
          (key) => pages[key] ?? '',
        )
          .filter(({ key }) => key !== 0)
          .slice(0, limit)
          .map(({ name, count, visitors }) => ({ name, pageViews: count, visitors })),
        sources: pick(
          sourceOf,
          () => sources.ids.length,
          limit,
          (key) => text(sources.ids[key] ?? 0),
        ).map(({ name, count, visitors }) => ({ name: name || null, arrivals: count, visitors })),
        devices: pick(
          deviceKeyOf,
          () => DEVICE_KEYS,
          DEVICE_KEYS,
          (key) => DEVICES[key >> 1] ?? '',
        ).map(({ key, count, visitors }) => ({
          device: DEVICES[key >> 1] ?? 'other',
          lineApp: key % 2 === 1,
          pageViews: count,
          visitors,
        })),
        countries: pick(
          countryOf,
          () => countries.ids.length,
          limit,
          (key) => text(countries.ids[key] ?? 0),
        ).map(({ name, count, visitors }) => ({ name: name || null, pageViews: count, visitors })),
      };
    },

    async live(accountId, since) {
      const { people } = open(accountId);
      const bits = new Uint32Array(wordsFor(people.size));
      let pageViews = 0;
      for (const part of blocks.parts(accountId, { from: since, to: Infinity })) {
        const start = part.day * DAY_MS;
        for (let row = 0; row < part.rows; row += 1) {
          const at = start + (part.ms[row] ?? 0);
          if (at < since) continue;
          if (row < part.views) pageViews += 1;
          add(bits, people.at(part.who[row] ?? 0, at));
        }
      }
      return { people: countOf(bits, 0, bits.length), pageViews };
    },

    async matched(accountId, rules, period, filter = {}) {
      const opened = open(accountId);
      const everything = blocks.parts(accountId, EVER);
      const shared = sharedKeys(everything, names.words());
      const parts = partsFor(accountId, opened, period, filter, true);
      return rules.map((rule) =>
        matchedHits(parts, opened.people, period, compile(rule, names), shared, (hits) => hitIds(db, hits)),
      );
    },

    hits: async (accountId, hits) => hitDetails(db, accountId, hits),

    async clicks(accountId) {
      return clicksOf(open(accountId));
    },

    async audienceSize(accountId, rule, period) {
      const { bits, people } = personsMatching(accountId, rule, period);
      return { people: countOf(bits, 0, bits.length), users: countOfBoth(bits, people.users()) };
    },

    async audienceUsers(accountId, rule, period) {
      const { bits, people } = personsMatching(accountId, rule, period);
      const users: number[] = [];
      for (let number = 1; number < people.size; number += 1) {
        const user = people.userOf(number);
        if (user !== 0 && has(bits, number)) users.push(user);
      }
      return userIds(db, users);
    },

    async tagViews(accountId, periods, until) {
      open(accountId);
      return tagViews(blocks.parts(accountId, EVER), periods, until);
    },

    async codes(accountId) {
      open(accountId);
      const seen = codes(blocks.parts(accountId, EVER));
      const places = arrivals(
        db,
        seen.flatMap(({ first, last }) => [first, last]),
      );
      return seen
        .map(({ event, channel, count, first, last }) => ({
          event: event === 0 ? null : names.text(event),
          channel: CHANNELS[channel] ?? ('tag' as const),
          count,
          firstAt: places.get(first)?.receivedAt ?? 0,
          lastAt: places.get(last)?.receivedAt ?? 0,
          lastUrl: places.get(last)?.url ?? null,
        }))
        .sort(
          (a, b) => b.count - a.count || before(a.event ?? '', b.event ?? '') || before(a.channel, b.channel),
        );
    },
  };
}

/** By `id`: 1 where the table says `key`. */
function marked(table: Uint32Array, key: number): Uint8Array {
  return Uint8Array.from(table, (one) => Number(one === key));
}
