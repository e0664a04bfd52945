import type { Account, Broadcast, Link } from '../../db/model.ts';
import type { EventStore, PersonClick, RecordStore } from '../../db/store.ts';
import { type Credit, credit } from '../attribution/credit.ts';
import { linkUrl } from '../broadcast/link.ts';
import { type Conversion, countConversions } from '../conversion/count.ts';
import { groupBy } from '../lib/group.ts';
import { sumMoney, withDigits } from '../lib/money.ts';

interface Deps {
  records: RecordStore;
  events: EventStore;
  now: () => number;
}

type Earning = Credit<Conversion, PersonClick>;

/** Everything that broadcasts of an account are judged by. */
interface Facts {
  links: Link[];
  clicks: PersonClick[];
  earnings: Earning[];
}

/**
 * Clicks and credits of an account. A conversion goes to its person's latest click on any link; whether the
 * broadcast of that click carries the custom conversion is asked afterwards, so that two broadcasts never
 * both earn it.
 */
async function factsOf({ records, events, now }: Deps, account: Account): Promise<Facts> {
  const everything = { from: 0, to: now() + 1 };
  const [links, clicks, conversions] = await Promise.all([
    records.links(account.id),
    events.clicks(account.id, everything),
    records.conversions(account.id),
  ]);
  const active = conversions.filter((conversion) => conversion.archivedAt === null);
  const first = clicks[0];
  const converted = first
    ? await countConversions(events, account.id, active, { from: first.at, to: everything.to })
    : [];
  return { links, clicks, earnings: credit(converted, clicks) };
}

function persons(items: { person: number | null }[]): number {
  return new Set(items.flatMap(({ person }) => (person === null ? [] : [person]))).size;
}

function earnedBy(clicks: PersonClick[], earnings: Earning[]) {
  const people = persons(clicks);
  const converters = persons(earnings.map(({ conversion }) => conversion));
  return {
    clicks: clicks.length,
    people,
    conversions: earnings.length,
    rate: people > 0 ? converters / people : null,
    value: sumMoney(earnings.map(({ conversion }) => conversion.value)).map(withDigits),
  };
}

function earningsOf(broadcast: Broadcast, earnings: Earning[]): Earning[] {
  return earnings.filter(
    ({ conversion, touchpoint }) =>
      touchpoint.broadcastId === broadcast.id && broadcast.conversionIds.includes(conversion.conversionId),
  );
}

function rowOf(broadcast: Broadcast, facts: Facts, origin: string) {
  const { accountId: _account, linkIds: _links, ...shown } = broadcast;
  const clicks = facts.clicks.filter((click) => click.broadcastId === broadcast.id);
  const earnings = earningsOf(broadcast, facts.earnings);
  const clicksOf = groupBy(clicks, (click) => click.linkId);
  const earningsOfLink = groupBy(earnings, ({ touchpoint }) => touchpoint.linkId);
  return {
    ...shown,
    earned: earnedBy(clicks, earnings),
    links: facts.links
      .filter((link) => link.broadcastId === broadcast.id)
      .map(({ id, code, name, destination }) => ({
        id,
        code,
        name,
        destination,
        url: linkUrl(origin, code),
        earned: earnedBy(clicksOf.get(id) ?? [], earningsOfLink.get(id) ?? []),
      })),
  };
}

/** Every broadcast of an account with what it earned, latest sending first. */
export async function broadcastRows(deps: Deps, account: Account, origin: string) {
  const facts = await factsOf(deps, account);
  const broadcasts = await deps.records.broadcasts(account.id);
  return broadcasts.map((broadcast) => rowOf(broadcast, facts, origin));
}

/** One broadcast with what it earned. */
export async function broadcastRow(deps: Deps, account: Account, broadcast: Broadcast, origin: string) {
  return rowOf(broadcast, await factsOf(deps, account), origin);
}

/** One broadcast, with a receipt for each conversion: its hit, and the click that earned it. */
export async function broadcastReceipts(deps: Deps, account: Account, broadcast: Broadcast, origin: string) {
  const facts = await factsOf(deps, account);
  const receipts = earningsOf(broadcast, facts.earnings).map(({ conversion, touchpoint }) => ({
    hitId: conversion.hitId,
    at: conversion.at,
    conversionId: conversion.conversionId,
    value: conversion.value && withDigits(conversion.value),
    url: conversion.url,
    channel: conversion.channel,
    // The browser itself is known by the click it came with.
    rung: conversion.rung === 'browser' ? ('click' as const) : conversion.rung,
    folded: conversion.folded,
    click: { at: touchpoint.at, linkId: touchpoint.linkId },
  }));
  return { ...rowOf(broadcast, facts, origin), receipts: receipts.reverse() };
}
