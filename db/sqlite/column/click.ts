import { sql } from 'drizzle-orm';
import { add, wordsFor } from '../../column/bits.ts';
import type { People } from '../../column/people.ts';
import type { Period } from '../../model.ts';
import type { Clicks } from '../../store.ts';
import type { Db } from '../client.ts';

type Landing = [click: number, visitor: number, at: number];

/** The clicks of one account, and who landed with them, read once and then added to. */
export interface ClickColumns {
  refresh(): void;
  clicks(people: People): Clicks;
  /** Numbers of those who clicked a link of a set in a period, as a set. */
  clickers(people: People, links: Set<number>, period: Period): Uint32Array;
}

interface Click {
  id: number;
  at: number;
  link: number;
  /** `id` of the visitor that landed first. */
  visitor: number;
  landedAt: number;
}

/**
 * Reads clicks. A click belongs to the browser that landed with it first: an address that was forwarded brings other
 * browsers, but they did not click.
 */
export function createClicks(db: Db, accountId: number): ClickColumns {
  /** By (time, id). */
  let clicks: Click[] = [];
  const places = new Map<number, Click>();
  let [lastClick, lastLanding] = [0, 0];

  const landings = (condition: ReturnType<typeof sql>) =>
    db.values<Landing>(sql`
      SELECT c.id, h.visitor_id, h.at
      FROM hit_detail d CROSS JOIN click c ON c.key = d.click_key CROSS JOIN hit h ON h.id = d.hit
      WHERE d.click_key IS NOT NULL AND c.account_id = ${accountId} AND h.account_id = ${accountId}
        AND h.visitor_id IS NOT NULL AND ${condition}`);

  /** Of two visitors who landed at one instant, the one whose own id is less. */
  function isFirst(visitor: number, other: number): boolean {
    const keys = db.values<[number]>(
      sql`SELECT id FROM visitor WHERE id IN (${visitor}, ${other}) ORDER BY key LIMIT 1`,
    );
    return keys[0]?.[0] === visitor;
  }

  function land([id, visitor, at]: Landing): void {
    const click = places.get(id);
    if (!click) return;
    const earlier =
      click.visitor === 0 ||
      at < click.landedAt ||
      (at === click.landedAt && visitor !== click.visitor && isFirst(visitor, click.visitor));
    if (!earlier) return;
    click.visitor = visitor;
    click.landedAt = at;
  }

  return {
    refresh() {
      const from = lastClick;
      const rows = db.values<[number, number, number]>(
        sql`SELECT id, at, link_id FROM click WHERE id > ${lastClick} AND account_id = ${accountId} ORDER BY id`,
      );
      for (const [id, at, link] of rows) {
        const click = { id, at, link, visitor: 0, landedAt: 0 };
        clicks.push(click);
        places.set(id, click);
        lastClick = id;
      }
      const latest = db.values<[number | null]>(
        sql`SELECT max(hit) FROM hit_detail WHERE click_key IS NOT NULL AND hit > ${lastLanding}`,
      )[0]?.[0];
      const before = lastLanding;
      if (typeof latest === 'number') {
        for (const landing of landings(sql`d.hit > ${before}`)) land(landing);
        lastLanding = latest;
      }
      if (rows.length > 0) clicks = byTime(db, clicks);
      // A landing may have been there before its click.
      if (rows.length > 0 && before > 0)
        for (const landing of landings(sql`d.hit <= ${before} AND c.id > ${from}`)) land(landing);
    },
    clickers(people, links, { from, to }) {
      const own = clicks.filter(({ at, link }) => at >= from && at < to && links.has(link));
      const numbers = own.map(({ visitor, landedAt }) => people.number(visitor, landedAt));
      const bits = new Uint32Array(wordsFor(people.size));
      for (const number of numbers) add(bits, number);
      return bits;
    },
    clicks(people) {
      const count = clicks.length;
      const [at, link, person] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
      for (let row = 0; row < count; row += 1) {
        const click = clicks[row];
        if (!click) break;
        at[row] = click.at;
        link[row] = click.link;
        person[row] = people.person(people.number(click.visitor, click.landedAt));
      }
      return { count, at, link, person };
    },
  };
}

/** Clicks by (time, id made at random): of those at one instant the id is read. */
function byTime(db: Db, clicks: Click[]): Click[] {
  const sorted = clicks.toSorted((a, b) => a.at - b.at);
  const tied = sorted.filter(({ at }, index) => at === sorted[index - 1]?.at || at === sorted[index + 1]?.at);
  if (tied.length === 0) return sorted;
  const ids = JSON.stringify(tied.map(({ id }) => id));
  const keys = new Map(
    db.values<[number, string]>(
      sql`SELECT id, hex(key) FROM click WHERE id IN (SELECT value FROM json_each(${ids}))`,
    ),
  );
  const keyOf = ({ id }: Click) => keys.get(id) ?? '';
  return sorted.sort((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1));
}
