import type { Account, Broadcast, Link } from '../../db/model.ts';
import { type Credits, credit, type Journeys, journeysOf } from '../attribution/credit.ts';
import { linkUrl } from '../broadcast/link.ts';
import { type Counted, countConversions, sumOf, worthOf } from '../conversion/count.ts';
import { createDistinct, type Distinct } from '../lib/distinct.ts';
import { sumMoney, withDigits } from '../lib/money.ts';
import { rowsBy } from '../lib/rows-by.ts';
import type { ReportDeps } from './deps.ts';

/** Conversions of one custom conversion, and the clicks that earned them. */
interface Earned {
  counted: Counted;
  credits: Credits;
  /** By credit: number of the journey that its click belongs to. */
  journey: Uint32Array;
  /** Rows of the credits that clicks on a link were given. */
  on: (link: number) => Uint32Array;
}

/** Everything that broadcasts of an account are judged by. */
interface Facts {
  links: Link[];
  journeys: Journeys;
  /** Rows of the clicks on a link. */
  clicksOn: (link: number) => Uint32Array;
  earned: Earned[];
  /** Counts journeys, and so persons. */
  distinct: Distinct;
}

/**
 * Clicks and credits of an account. A conversion goes to its person's latest click on any link; whether the
 * broadcast of that click carries the custom conversion is asked afterwards, so that two broadcasts never
 * both earn it.
 */
async function factsOf({ records, events, now }: ReportDeps, account: Account): Promise<Facts> {
  const [links, clicks, conversions] = await Promise.all([
    records.links(account.id),
    events.clicks(account.id),
    records.conversions(account.id),
  ]);
  const active = conversions.filter((conversion) => conversion.archivedAt === null);
  const period = { from: clicks.at[0] ?? 0, to: now() + 1 };
  const counted =
    clicks.count > 0 ? await countConversions(events, account.id, active, period, {}, 'clickers') : [];
  const journeys = journeysOf(clicks);
  return {
    links,
    journeys,
    clicksOn: rowsBy(clicks.link),
    earned: counted.map((one) => {
      const credits = credit(one, journeys);
      return {
        counted: one,
        credits,
        journey: credits.touchpoint.map((click) => journeys.of[click] ?? 0),
        on: rowsBy(credits.touchpoint.map((click) => clicks.link[click] ?? 0)),
      };
    }),
    distinct: createDistinct(journeys.size),
  };
}

/** Clicks, and credits that they were given: their rows. */
interface Earnings {
  clicks: Uint32Array;
  credits: { earned: Earned; rows: Uint32Array }[];
}

/** What links earned together. */
function earnedBy({ journeys: { of }, distinct }: Facts, links: Earnings[]) {
  const credits = links.flatMap((link) => link.credits);
  const people = distinct(links.map(({ clicks }) => ({ column: of, rows: clicks })));
  const converters = distinct(credits.map(({ earned, rows }) => ({ column: earned.journey, rows })));
  const worth = credits.flatMap(({ earned: { counted, credits: all }, rows }) =>
    sumOf(
      counted,
      rows.map((row) => all.conversion[row] ?? 0),
    ),
  );
  return {
    clicks: links.reduce((sum, { clicks }) => sum + clicks.length, 0),
    people,
    conversions: credits.reduce((sum, { rows }) => sum + rows.length, 0),
    rate: people > 0 ? converters / people : null,
    value: sumMoney(worth).map(withDigits),
  };
}

/** Clicks on a link, and what they earned of the custom conversions that a broadcast carries. */
function earningsOn({ id }: Link, { conversionIds }: Broadcast, { clicksOn, earned }: Facts): Earnings {
  const carried = earned.filter(({ counted }) => conversionIds.includes(counted.conversion.id));
  return { clicks: clicksOn(id), credits: carried.map((one) => ({ earned: one, rows: one.on(id) })) };
}

function rowOf(broadcast: Broadcast, facts: Facts, origin: string) {
  const { accountId: _account, linkIds: _links, ...shown } = broadcast;
  const links = facts.links
    .filter((link) => link.broadcastId === broadcast.id)
    .map((link) => ({ link, earnings: earningsOn(link, broadcast, facts) }));
  return {
    ...shown,
    earned: earnedBy(
      facts,
      links.map(({ earnings }) => earnings),
    ),
    links: links.map(({ link: { id, code, name, destination }, earnings }) => ({
      id,
      code,
      name,
      destination,
      url: linkUrl(origin, code),
      earned: earnedBy(facts, [earnings]),
    })),
  };
}

/** Every broadcast of an account with what it earned, latest sending first. */
export async function broadcastRows(deps: ReportDeps, account: Account, origin: string) {
  const facts = await factsOf(deps, account);
  const broadcasts = await deps.records.broadcasts(account.id);
  return broadcasts.map((broadcast) => rowOf(broadcast, facts, origin));
}

/** One broadcast with what it earned. */
export async function broadcastRow(deps: ReportDeps, account: Account, broadcast: Broadcast, origin: string) {
  return rowOf(broadcast, await factsOf(deps, account), origin);
}

/** One broadcast, with a receipt for each conversion: its hit, and the click that earned it. Latest first. */
export async function broadcastReceipts(
  deps: ReportDeps,
  account: Account,
  broadcast: Broadcast,
  origin: string,
) {
  const facts = await factsOf(deps, account);
  const earnings = facts.links
    .filter((link) => link.broadcastId === broadcast.id)
    .flatMap((link) => earningsOn(link, broadcast, facts).credits)
    .flatMap(({ earned: { counted, credits }, rows }) =>
      Array.from(rows, (row) => ({
        counted,
        row: credits.conversion[row] ?? 0,
        click: credits.touchpoint[row] ?? 0,
      })),
    );
  const hits = await deps.events.hits(
    account.id,
    earnings.map(({ counted, row }) => counted.hit[row] ?? 0),
  );
  const { clicks } = facts.journeys;
  const receipts = earnings.flatMap(({ counted, row, click }, index) => {
    const hit = hits[index];
    if (!hit) return [];
    const value = worthOf(counted, row);
    return [
      {
        hitId: hit.hitId,
        at: hit.at,
        conversionId: counted.conversion.id,
        value: value && withDigits(value),
        url: hit.url,
        channel: hit.channel,
        // The browser itself is known by the click it came with.
        rung: hit.rung === 'browser' ? ('click' as const) : hit.rung,
        folded: counted.folded[row] ?? 0,
        click: { at: clicks.at[click] ?? 0, linkId: clicks.link[click] ?? 0 },
      },
    ];
  });
  receipts.sort((a, b) => b.at - a.at || (a.hitId < b.hitId ? 1 : -1));
  return { ...rowOf(broadcast, facts, origin), receipts };
}
