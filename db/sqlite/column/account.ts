import { sql } from 'drizzle-orm';
import { createPeople, type People, type Span } from '../../column/people.ts';
import { createTrait, type Traits } from '../../column/traits.ts';
import type { Db } from '../client.ts';
import { type ClickColumns, createClicks } from './click.ts';

/** What is remembered of an account between reports. */
export interface AccountColumns {
  people: People;
  clicks: ClickColumns;
  traits: Traits;
  /** Reads the identity links that were added since; true where hits must be numbered anew. */
  refresh(): boolean;
}

type Link = [visitor: number, at: number, user: number];

/** An account's people and clicks; numbers of visitors are shared by all accounts. */
export function createAccount(db: Db, accountId: number, shared: { numbers: Uint32Array }): AccountColumns {
  const people = createPeople(shared);
  const clicks = createClicks(db, accountId);
  let seen = 0;

  /** All links of visitors of whom there is something new, by (visitor, time, id). */
  function linksSince(link: number): Link[] {
    // Told to begin with the new ones, of which there are few; else SQLite walks through all of them, always.
    const found =
      link === 0
        ? sql`identity_link l JOIN visitor v ON v.id = l.visitor_id`
        : sql`(SELECT DISTINCT visitor_id FROM identity_link NOT INDEXED WHERE id > ${link}) n
            CROSS JOIN visitor v ON v.id = n.visitor_id CROSS JOIN identity_link l ON l.visitor_id = v.id`;
    return db.values<Link>(sql`
      SELECT l.visitor_id, l.at, l.user_id FROM ${found}
      WHERE v.account_id = ${accountId} ORDER BY l.visitor_id, l.at, l.id`);
  }

  function identify(links: Link[]): boolean {
    let several = false;
    let spans: Span[] = [];
    for (let index = 0; index < links.length; index += 1) {
      const [visitor, at, user] = links[index] ?? [0, 0, 0];
      spans.push({ at, user });
      if (links[index + 1]?.[0] === visitor) continue;
      if (people.identify(visitor, spans)) several = true;
      spans = [];
    }
    return several;
  }

  return {
    people,
    clicks,
    traits: { device: createTrait(), country: createTrait() },
    refresh() {
      const last = db.values<[number | null]>(sql`SELECT max(id) FROM identity_link`)[0]?.[0] ?? 0;
      if (last === seen) return false;
      const several = identify(linksSince(seen));
      seen = last;
      return several;
    },
  };
}
