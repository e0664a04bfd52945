import { sql } from 'drizzle-orm';
import { type ClickTable, createClickTable } from '../../column/click.ts';
import type { Db } from '../client.ts';

/** The clicks of one account, and who landed with them, read once and then added to. */
export interface ClickColumns extends Pick<ClickTable, 'clicks' | 'clickers' | 'renumber'> {
  refresh(): void;
}

/** Rows, and hit ids, that are read at once: all of them would be hundreds of thousands. */
const CLICKS = 10_000;
const HITS = 250_000;

type Landing = [click: number, visitor: number, at: number];

/** Reads clicks, and the hits that landed with them. */
export function createClicks(db: Db, accountId: number): ClickColumns {
  const table = createClickTable({
    isFirst(visitor, other) {
      const first = db.values<[number]>(
        sql`SELECT id FROM visitor WHERE id IN (${visitor}, ${other}) ORDER BY key LIMIT 1`,
      );
      return first[0]?.[0] === visitor;
    },
    clickIds: (ids) =>
      new Map(
        db.values<[number, string]>(
          sql`SELECT id, hex(key) FROM click WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        ),
      ),
  });
  /** How far both were read. */
  let [lastClick, lastLanding] = [0, 0];

  // The + keeps SQLite from walking all clicks of the account: the new ones are few, and known by their `id`.
  const rest = sql`CROSS JOIN hit h ON h.id = d.hit
    WHERE d.click_key IS NOT NULL AND +c.account_id = ${accountId} AND h.account_id = ${accountId}
      AND h.visitor_id IS NOT NULL`;

  function land(landings: Landing[]): void {
    for (const [click, visitor, at] of landings) table.land(click, visitor, at);
  }

  function readClicks(): void {
    for (;;) {
      const rows = db.values<[id: number, at: number, link: number]>(sql`
        SELECT id, at, link_id FROM click WHERE id > ${lastClick} AND +account_id = ${accountId}
        ORDER BY id LIMIT ${CLICKS}`);
      for (const [id, at, link] of rows) table.add(id, at, link);
      lastClick = rows.at(-1)?.[0] ?? lastClick;
      if (rows.length < CLICKS) return;
    }
  }

  /** Landings that came in since the last look. */
  function readLandings(): void {
    // Of all details, or those that brought no click would be looked through again each time.
    const last = db.values<[number | null]>(sql`SELECT max(hit) FROM hit_detail`)[0]?.[0] ?? lastLanding;
    for (; lastLanding < last; lastLanding = Math.min(last, lastLanding + HITS))
      land(
        db.values<Landing>(sql`
          SELECT c.id, h.visitor_id, h.at FROM hit_detail d CROSS JOIN click c ON c.key = d.click_key ${rest}
            AND d.hit > ${lastLanding} AND d.hit <= ${Math.min(last, lastLanding + HITS)}`),
      );
  }

  /** Landings that were there before their click. */
  function readEarlierLandings(click: number): void {
    land(
      db.values<Landing>(sql`
        SELECT c.id, h.visitor_id, h.at FROM click c CROSS JOIN hit_detail d ON d.click_key = c.key ${rest}
          AND c.id > ${click} AND d.hit <= ${lastLanding}`),
    );
  }

  return {
    clicks: table.clicks,
    clickers: table.clickers,
    renumber: table.renumber,
    refresh() {
      const [click, landing] = [lastClick, lastLanding];
      readClicks();
      if (landing > 0 && lastClick > click) readEarlierLandings(click);
      readLandings();
    },
  };
}
