import type { Account, Broadcast, Link } from '../../db/model.ts';
import type { Clicks } from '../../db/store.ts';
import { credit, journeysOf } from '../attribution/credit.ts';
import { linkUrl } from '../broadcast/link.ts';
import { type Counted, countConversions, worthOf } from '../conversion/count.ts';
import { createDistinct, type Distinct } from '../lib/distinct.ts';
import { groupBy } from '../lib/group.ts';
import { sumMoney, withDigits } from '../lib/money.ts';
import type { ReportDeps } from './deps.ts';

/** A conversion and the click that earned it, by their rows. */
interface Earning {
  counted: Counted;
  row: number;
  click: number;
}

/** Everything that broadcasts of an account are judged by. */
interface Facts {
  links: Link[];
  clicks: Clicks;
  /** Rows of the clicks on each link. */
  clicksOf: Map<number, number[]>;
  earningsOf: Map<number, Earning[]>;
  /** Counts persons, each of whom is a small number. */
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
  const counted = clicks.count > 0 ? await countConversions(events, account.id, active, period) : [];
  const journeys = journeysOf(clicks);
  const earnings = counted.flatMap((one) =>
    credit(one, journeys).map(({ conversion, touchpoint }) => ({
      counted: one,
      row: conversion,
      click: touchpoint,
    })),
  );
  const people = [clicks, ...counted].map(({ person }) => person);
  return {
    links,
    clicks,
    clicksOf: groupBy(clicks.link.keys(), (click) => clicks.link[click] ?? 0),
    earningsOf: groupBy(earnings, ({ click }) => clicks.link[click] ?? 0),
    distinct: createDistinct(people),
  };
}

function earnedBy({ clicks: { person }, distinct }: Facts, clicks: number[][], earnings: Earning[]) {
  const people = distinct((see) => {
    for (const rows of clicks) for (const click of rows) see(person[click] ?? 0);
  });
  const converters = distinct((see) => {
    for (const { counted, row } of earnings) see(counted.person[row] ?? 0);
  });
  return {
    clicks: clicks.reduce((sum, { length }) => sum + length, 0),
    people,
    conversions: earnings.length,
    rate: people > 0 ? converters / people : null,
    value: sumMoney(earnings.map(({ counted, row }) => worthOf(counted, row))).map(withDigits),
  };
}

/** What clicks on a link earned of the custom conversions that a broadcast carries. */
function earnedOn(link: Link, { conversionIds }: Broadcast, { earningsOf }: Facts): Earning[] {
  return (earningsOf.get(link.id) ?? []).filter(({ counted }) =>
    conversionIds.includes(counted.conversion.id),
  );
}

function rowOf(broadcast: Broadcast, facts: Facts, origin: string) {
  const { accountId: _account, linkIds: _links, ...shown } = broadcast;
  const links = facts.links
    .filter((link) => link.broadcastId === broadcast.id)
    .map((link) => ({
      link,
      clicks: facts.clicksOf.get(link.id) ?? [],
      earnings: earnedOn(link, broadcast, facts),
    }));
  return {
    ...shown,
    earned: earnedBy(
      facts,
      links.map(({ clicks }) => clicks),
      links.flatMap(({ earnings }) => earnings),
    ),
    links: links.map(({ link: { id, code, name, destination }, clicks, earnings }) => ({
      id,
      code,
      name,
      destination,
      url: linkUrl(origin, code),
      earned: earnedBy(facts, [clicks], earnings),
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
    .flatMap((link) => earnedOn(link, broadcast, facts));
  const hits = await deps.events.hits(
    account.id,
    earnings.map(({ counted, row }) => counted.hit[row] ?? 0),
  );
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
        click: { at: facts.clicks.at[click] ?? 0, linkId: facts.clicks.link[click] ?? 0 },
      },
    ];
  });
  receipts.sort((a, b) => b.at - a.at || (a.hitId < b.hitId ? 1 : -1));
  return { ...rowOf(broadcast, facts, origin), receipts };
}
