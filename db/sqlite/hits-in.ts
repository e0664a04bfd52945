import { type SQL, sql } from 'drizzle-orm';
import { BLOCK_ROWS, dayOf } from '../column/part.ts';
import type { Period } from '../model.ts';

/** The first block of hit ids that is not kept yet: of what is in it, and behind it, nobody knows whose it is. */
export const openBlock = sql`(SELECT CASE WHEN EXISTS (SELECT 1 FROM hit_block WHERE block = 0) THEN
  (SELECT min(block) + 1 FROM hit_block b WHERE NOT EXISTS (SELECT 1 FROM hit_block WHERE block = b.block + 1))
  ELSE 0 END)`;

/**
 * The hits of an account in a period, to stand after FROM. Blocks of hit ids are read only where a part says that
 * they hold some; what came after the last whole block is read through. No index helps: that of hit ids begins with the
 * account, and would be walked through once for each block.
 */
export function hitsIn(accountId: number, { from, to }: Period): SQL {
  const mine = sql`account_id = ${accountId} AND at >= ${from} AND at < ${to}`;
  return sql`(
    SELECT hit.* FROM (
      SELECT DISTINCT block FROM hit_part
      WHERE account_id = ${accountId} AND day >= ${dayOf(from)} AND day <= ${dayOf(to)} AND block < ${openBlock}
    ) known CROSS JOIN hit NOT INDEXED
      ON hit.id >= known.block * ${BLOCK_ROWS} AND hit.id < (known.block + 1) * ${BLOCK_ROWS}
    WHERE ${mine}
    UNION ALL
    SELECT * FROM hit NOT INDEXED WHERE id >= ${openBlock} * ${BLOCK_ROWS} AND ${mine}
  )`;
}
