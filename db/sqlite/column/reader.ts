import { add, wordsFor } from '../../column/bits.ts';
import { clients, sources, whoSaw } from '../../column/breakdown.ts';
import { codes, tagViews } from '../../column/code.ts';
import { type Columns, columnsOf, renumber, whoAt } from '../../column/columns.ts';
import { type Asked, filtered } from '../../column/filter.ts';
import { matchingRows } from '../../column/match.ts';
import { matchedHits } from '../../column/matched.ts';
import { pages } from '../../column/pages.ts';
import type { People } from '../../column/people.ts';
import { compile } from '../../column/rule.ts';
import { traffic } from '../../column/traffic.ts';
import { noteTraits } from '../../column/traits.ts';
import { sharedKeys } from '../../column/twin.ts';
import { CHANNELS, DEVICES, type Period, type Rule } from '../../model.ts';
import type { EventReader, Filter, SealedBlock } from '../../store.ts';
import { linksOfBroadcast } from '../broadcast.ts';
import type { Db } from '../client.ts';
import { hitDetails, hitIds, urlsOf, userIds } from '../hit.ts';
import { type AccountColumns, createAccount } from './account.ts';
import { createBlocks, type Limits } from './blocks.ts';
import { createNames, DEVICE_KEYS, deviceKey } from './names.ts';

/** The reports that are read from columns. */
type ColumnReader = Pick<
  EventReader,
  | 'traffic'
  | 'pages'
  | 'sources'
  | 'clients'
  | 'live'
  | 'matched'
  | 'hits'
  | 'clicks'
  | 'audienceSize'
  | 'audienceUsers'
  | 'tagViews'
  | 'codes'
>;

/** The most first, and of equals the one whose name comes first. */
function shownBy(limit: number, nameOf: (key: number) => string) {
  return { limit, before: (a: number, b: number) => (nameOf(a) < nameOf(b) ? -1 : 1) };
}

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
  limits: Limits = {},
): ColumnReader {
  const shared = { numbers: new Uint32Array(1024) };
  const accounts = new Map<number, AccountColumns>();
  const names = createNames(db);
  const { countries, sources: origins } = names;
  const places = { device: names.device, country: countries.place, source: origins.place };
  const blocks = createBlocks(
    db,
    (id, part) => {
      const { people, traits } = account(id);
      const columns = columnsOf(part, people, places);
      noteTraits(columns, traits);
      return columns;
    },
    (id, columns) => {
      const { people, traits } = account(id);
      if (renumber(columns, people)) noteTraits(columns, traits);
    },
    onSealed,
    limits,
  );

  function account(id: number): AccountColumns {
    const known = accounts.get(id) ?? createAccount(db, id, shared);
    accounts.set(id, known);
    return known;
  }

  /** What a report of an account reads, with everything that was on disk when it began. */
  function open(accountId: number): AccountColumns {
    const own = account(accountId);
    if (own.refresh()) {
      blocks.renumber(accountId);
      own.clicks.renumber();
    }
    blocks.refresh();
    // Last, so that it knows all that the hits name.
    names.refresh();
    return own;
  }

  function askedOf(
    accountId: number,
    { people, clicks }: AccountColumns,
    period: Period,
    filter: Filter,
  ): Asked {
    const { page, device, country, source, event, broadcast } = filter;
    if (broadcast !== undefined) clicks.refresh();
    return {
      urls: page === undefined ? null : marked(names.pageOf, names.pages.indexOf(page)),
      device: device ? deviceKey(device.device, device.lineApp) : null,
      country: country === undefined ? null : country === '' ? countries.place(0) : countries.find(country),
      source: source === undefined ? null : origins.find(source),
      event: event === undefined ? null : names.word(event),
      people:
        broadcast === undefined
          ? null
          : clicks.clickers(people, new Set(linksOfBroadcast(db, accountId, broadcast)), period),
    };
  }

  /** Days of `among` with the hits that pass a filter; people are asked for what they did in the period. */
  function pass(
    accountId: number,
    own: AccountColumns,
    among: Columns[],
    period: Period,
    filter: Filter,
  ): Columns[] {
    if (Object.values(filter).every((one) => one === undefined)) return among;
    // First, because it may meet people who have no number yet.
    const asked = askedOf(accountId, own, period, filter);
    return filtered(among, own.people, asked, period);
  }

  /** All numbers of everybody who ever clicked a link. */
  function clickersOf({ clicks, people }: AccountColumns): Uint32Array {
    clicks.refresh();
    const bits = clicks.clickers(people, null, EVER);
    people.spread(bits);
    return bits;
  }

  /** Numbers of everybody with a matching hit in a period. */
  function matching(accountId: number, rule: Rule, period: Period): { people: People; bits: Uint32Array } {
    const { people } = open(accountId);
    const days = blocks.days(accountId, period);
    const match = compile(rule, names);
    const bits = new Uint32Array(wordsFor(people.size));
    for (const columns of days)
      for (const row of matchingRows(columns, period, match)) add(bits, whoAt(columns, row));
    return { people, bits };
  }

  return {
    async traffic(accountId, buckets, filter = {}) {
      const own = open(accountId);
      const period = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
      const days = pass(accountId, own, blocks.days(accountId, period), period, filter);
      return traffic(days, own.people, buckets);
    },

    async pages(accountId, period, limit, filter = {}) {
      const own = open(accountId);
      const days = pass(accountId, own, blocks.days(accountId, period), period, filter);
      const { pageOf, pages: paths } = names;
      const shown = shownBy(limit, (key) => paths[key] ?? '');
      return pages(days, own.people, period, { pageOf, size: paths.length }, shown).map(
        ({ key, count, persons }) => ({ name: paths[key] ?? '', pageViews: count, visitors: persons }),
      );
    },

    async sources(accountId, period, limit, filter = {}) {
      const own = open(accountId);
      const days = pass(accountId, own, blocks.days(accountId, period), period, filter);
      const nameOf = (key: number) => names.text(origins.ids[key] ?? 0);
      return sources(days, own.people, period, origins.ids.length, shownBy(limit, nameOf)).map(
        ({ key, count, persons }) => ({ name: nameOf(key) || null, arrivals: count, visitors: persons }),
      );
    },

    async clients(accountId, period, limit, filter = {}) {
      const own = open(accountId);
      const { people, traits } = own;
      const days = pass(accountId, own, blocks.days(accountId, period), period, filter);
      const saw = whoSaw(days, people, period);
      const countryOf = (key: number) => names.text(countries.ids[key] ?? 0);
      const devices = {
        trait: traits.device,
        keysOf: (columns: Columns) => columns.devices,
        size: DEVICE_KEYS,
      };
      const places = {
        trait: traits.country,
        keysOf: (columns: Columns) => columns.countries,
        size: countries.ids.length,
      };
      const byDevice = shownBy(DEVICE_KEYS, (key) => DEVICES[key >> 1] ?? '');
      return {
        devices: clients(days, people, period, saw, devices, byDevice).map(({ key, count, persons }) => ({
          device: DEVICES[key >> 1] ?? 'other',
          lineApp: key % 2 === 1,
          pageViews: count,
          visitors: persons,
        })),
        countries: clients(days, people, period, saw, places, shownBy(limit, countryOf)).map(
          ({ key, count, persons }) => ({
            name: countryOf(key) || null,
            pageViews: count,
            visitors: persons,
          }),
        ),
      };
    },

    async live(accountId, since) {
      const { people } = open(accountId);
      const days = blocks.days(accountId, { from: since, to: Infinity });
      const bits = new Uint32Array(wordsFor(people.size));
      let pageViews = 0;
      for (const columns of days) {
        const { start, ms, rows, views } = columns;
        for (let row = 0; row < rows; row += 1) {
          if (start + (ms[row] ?? 0) < since) continue;
          if (row < views) pageViews += 1;
          add(bits, whoAt(columns, row));
        }
      }
      return { people: people.count(bits), pageViews };
    },

    async matched(accountId, rules, period, filter = {}, whose = 'everybody') {
      const own = open(accountId);
      const everything = blocks.days(accountId, EVER);
      const shared = sharedKeys(everything, names.words());
      const days = pass(accountId, own, everything, period, filter);
      const wanted = whose === 'clickers' ? clickersOf(own) : null;
      const asked = { period, wanted, shared, idsOf: (hits: number[]) => hitIds(db, hits) };
      const compiled = rules.map((rule) => compile(rule, names));
      return matchedHits(days, own.people, compiled, asked);
    },

    hits: async (accountId, hits) => hitDetails(db, accountId, hits),

    async clicks(accountId) {
      const { clicks, people } = open(accountId);
      clicks.refresh();
      return clicks.clicks(people);
    },

    async audienceSize(accountId, rule, period) {
      const { people, bits } = matching(accountId, rule, period);
      return { people: people.count(bits), users: people.usersIn(bits).length };
    },

    async audienceUsers(accountId, rule, period) {
      const { people, bits } = matching(accountId, rule, period);
      return userIds(db, people.usersIn(bits));
    },

    async tagViews(accountId, periods, until) {
      open(accountId);
      return tagViews(blocks.days(accountId, EVER), periods, until);
    },

    async codes(accountId) {
      open(accountId);
      const seen = codes(blocks.days(accountId, EVER));
      const urls = urlsOf(
        db,
        seen.map(({ last }) => last),
      );
      return seen
        .map(({ event, channel, count, firstAt, lastAt, last }) => ({
          event: event === 0 ? null : names.text(event),
          channel: CHANNELS[channel] ?? 'tag',
          count,
          firstAt,
          lastAt,
          lastUrl: urls.get(last) ?? null,
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
