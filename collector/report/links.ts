import type { Account, Link } from '../../db/model.ts';
import type { EventStore, PersonClick, RecordStore } from '../../db/store.ts';
import { linkUrl } from '../broadcast/link.ts';
import { groupBy } from '../lib/group.ts';

interface Deps {
  records: RecordStore;
  events: EventStore;
  now: () => number;
}

function rowOf(link: Link, clicks: PersonClick[], origin: string) {
  const { accountId: _, ...shown } = link;
  const people = new Set(clicks.flatMap(({ person }) => (person === null ? [] : [person])));
  return {
    ...shown,
    url: linkUrl(origin, link.code),
    clicks: clicks.length,
    people: people.size,
    lastClickAt: clicks.at(-1)?.at ?? null,
  };
}

async function clicksByLink({ events, now }: Deps, account: Account) {
  return groupBy(await events.clicks(account.id, { from: 0, to: now() + 1 }), (click) => click.linkId);
}

/** Every link of an account, newest first, with its clicks. */
export async function linkRows(deps: Deps, account: Account, origin: string) {
  const clicks = await clicksByLink(deps, account);
  const links = await deps.records.links(account.id);
  return links.map((link) => rowOf(link, clicks.get(link.id) ?? [], origin));
}

/** One link with its clicks. */
export async function linkRow(deps: Deps, account: Account, link: Link, origin: string) {
  const clicks = await clicksByLink(deps, account);
  return rowOf(link, clicks.get(link.id) ?? [], origin);
}
