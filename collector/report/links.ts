import type { Account, Link } from '../../db/model.ts';

import { linkUrl } from '../broadcast/link.ts';
import type { ReportDeps } from './deps.ts';

interface Clicked {
  clicks: number;
  people: Set<number>;
  lastAt: number;
}

function rowOf(link: Link, clicked: Clicked | undefined, origin: string) {
  const { accountId: _, ...shown } = link;
  return {
    ...shown,
    url: linkUrl(origin, link.code),
    clicks: clicked?.clicks ?? 0,
    people: clicked?.people.size ?? 0,
    lastClickAt: clicked?.lastAt ?? null,
  };
}

async function clicksByLink({ events }: ReportDeps, account: Account): Promise<Map<number, Clicked>> {
  const { count, at, link, person } = await events.clicks(account.id);
  const links = new Map<number, Clicked>();
  for (let click = 0; click < count; click += 1) {
    const id = link[click] ?? 0;
    const clicked = links.get(id) ?? { clicks: 0, people: new Set(), lastAt: 0 };
    links.set(id, clicked);
    clicked.clicks += 1;
    clicked.lastAt = at[click] ?? 0; // in order of time
    const who = person[click] ?? 0;
    if (who !== 0) clicked.people.add(who);
  }
  return links;
}

/** Every link of an account, newest first, with its clicks. */
export async function linkRows(deps: ReportDeps, account: Account, origin: string) {
  const clicks = await clicksByLink(deps, account);
  const links = await deps.records.links(account.id);
  return links.map((link) => rowOf(link, clicks.get(link.id), origin));
}

/** One link with its clicks. */
export async function linkRow(deps: ReportDeps, account: Account, link: Link, origin: string) {
  const clicks = await clicksByLink(deps, account);
  return rowOf(link, clicks.get(link.id), origin);
}
