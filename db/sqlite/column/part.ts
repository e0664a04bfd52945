import { sql } from 'drizzle-orm';
import { decode, encode } from '../../column/codec.ts';
import { dayOf, type Part, partOf, type Row } from '../../column/part.ts';
import type { SealedBlock } from '../../store.ts';
import type { Db } from '../client.ts';

/** The hits of a range of ids, in order. */
export function rowsBetween(db: Db, from: number, to: number): Row[] {
  return db
    .values<(number | string | null)[]>(sql`
      SELECT h.id, h.account_id, h.at, h.channel, h.event_id, h.visitor_id, h.url_id, h.source_id, h.agent_id,
        h.country_id, d.value_minor, d.currency, d.dedup_id
      FROM hit h LEFT JOIN hit_detail d ON d.hit = h.id WHERE h.id >= ${from} AND h.id < ${to} ORDER BY h.id`)
    .map(
      ([
        id,
        accountId,
        at,
        channel,
        event,
        visitor,
        url,
        source,
        agent,
        country,
        minor,
        currency,
        dedup,
      ]) => ({
        id: Number(id),
        accountId: Number(accountId),
        at: Number(at),
        channel: Number(channel),
        event: Number(event),
        visitor: Number(visitor),
        url: Number(url),
        source: Number(source),
        agent: Number(agent),
        country: Number(country),
        minor: minor === null || minor === undefined ? null : Number(minor),
        currency: typeof currency === 'string' ? currency : null,
        dedup: Number(dedup),
      }),
    );
}

/** Rows of one block as parts, by account. */
export function partsOf(rows: Row[], first: number): Map<number, Part[]> {
  const accounts = new Map<number, Map<number, Row[]>>();
  for (const row of rows) {
    const days = accounts.get(row.accountId) ?? new Map<number, Row[]>();
    accounts.set(row.accountId, days);
    const day = dayOf(row.at);
    const ofDay = days.get(day);
    if (ofDay) ofDay.push(row);
    else days.set(day, [row]);
  }
  return new Map(
    [...accounts].map(([accountId, days]) => [
      accountId,
      [...days].sort(([a], [b]) => a - b).map(([day, ofDay]) => partOf(ofDay, day, first)),
    ]),
  );
}

/** What is to be kept of a block. */
export function sealed(block: number, parts: Map<number, Part[]>): SealedBlock {
  return {
    block,
    parts: [...parts].flatMap(([accountId, own]) =>
      own.map((part) => ({ accountId, day: part.day, data: encode(part) })),
    ),
  };
}

/** Keeps what was derived of a block, all of it or nothing. */
export function keepBlock(db: Db, { block, parts }: SealedBlock): void {
  db.transaction(
    () => {
      db.run(sql`DELETE FROM hit_part WHERE block = ${block}`);
      for (const { accountId, day, data } of parts)
        db.run(
          sql`INSERT INTO hit_part (block, account_id, day, data) VALUES (${block}, ${accountId}, ${day}, ${Buffer.from(data)})`,
        );
      db.run(sql`INSERT OR REPLACE INTO hit_block (block) VALUES (${block})`);
    },
    { behavior: 'immediate' },
  );
}

/** Where a part is kept. */
export interface Kept {
  block: number;
  accountId: number;
  day: number;
}

/** Every part that is kept; of a block that another version made, none. */
export function keptParts(db: Db): { blocks: number[]; parts: Kept[] } {
  const blocks = db.values<[number]>(sql`SELECT block FROM hit_block ORDER BY block`).map(([block]) => block);
  const parts = db
    .values<[number, number, number]>(
      sql`SELECT block, account_id, day FROM hit_part ORDER BY block, account_id, day`,
    )
    .map(([block, accountId, day]) => ({ block, accountId, day }));
  return { blocks, parts };
}

/** One kept part; null where another version made it. */
export function readPart(db: Db, { block, accountId, day }: Kept): Part | null {
  const row = db.values<[Buffer]>(
    sql`SELECT data FROM hit_part WHERE block = ${block} AND account_id = ${accountId} AND day = ${day}`,
  )[0];
  return row ? decode(row[0]) : null;
}

/** The greatest hit id, 0 before the first. */
export function lastHit(db: Db): number {
  return db.values<[number | null]>(sql`SELECT max(id) FROM hit`)[0]?.[0] ?? 0;
}
