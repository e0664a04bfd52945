import { type SQL, sql } from 'drizzle-orm';
import { BLOCK_ROWS, dayOf } from '../column/part.ts';
import type { Forgotten, Limit } from '../store.ts';
import { type Db, emptyLog } from './client.ts';
import { lastHit } from './column/part.ts';
import { sweep } from './retention/sweep.ts';

/** Hits, or clicks, that are deleted at once: a transaction that takes a few milliseconds. */
const ROWS = 60;
/** Ids that are looked through for some. */
const LOOK = 2_000;
/** Times that the log is tried to be emptied; somebody may be reading in it. */
const TRIES = 50;

/** Ids as one text, to stand behind IN. */
function listed(ids: readonly number[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}

/** Deletes rows by their ids, in one transaction with what else must go. */
function deleteHits(db: Db, block: number, ids: number[]): void {
  db.transaction(
    () => {
      // What was derived of the block is made again without them.
      db.run(sql`DELETE FROM hit_part WHERE block = ${block}`);
      db.run(sql`DELETE FROM hit_block WHERE block = ${block}`);
      db.run(sql`DELETE FROM hit_detail WHERE hit IN ${listed(ids)}`);
      db.run(sql`DELETE FROM hit WHERE id IN ${listed(ids)}`);
    },
    { behavior: 'immediate' },
  );
}

/** Blocks of hit ids in which an account may have hits before an instant. */
function blocksBefore(db: Db, { accountId, before }: Limit): number[] {
  const known = db.values<[number]>(
    sql`SELECT DISTINCT block FROM hit_part WHERE account_id = ${accountId} AND day <= ${dayOf(before)}`,
  );
  const whole = new Set(db.values<[number]>(sql`SELECT block FROM hit_block`).map(([block]) => block));
  const blocks = new Set(known.map(([block]) => block));
  const last = lastHit(db);
  for (let block = 0; block <= last / BLOCK_ROWS; block += 1) if (!whole.has(block)) blocks.add(block);
  return [...blocks].sort((a, b) => a - b);
}

function* forgetHits(db: Db, limit: Limit, forgotten: Forgotten): Generator<void> {
  const { accountId, before } = limit;
  for (const block of blocksBefore(db, limit)) {
    const end = (block + 1) * BLOCK_ROWS;
    let from = block * BLOCK_ROWS;
    while (from < end) {
      const to = Math.min(from + LOOK, end);
      const ids = db
        .values<[number]>(sql`
          SELECT id FROM hit WHERE id >= ${from} AND id < ${to} AND +account_id = ${accountId} AND at < ${before}
          ORDER BY id LIMIT ${ROWS}`)
        .map(([id]) => id);
      if (ids.length > 0) deleteHits(db, block, ids);
      forgotten.hits += ids.length;
      from = ids.length === ROWS ? (ids.at(-1) ?? from) + 1 : to;
      yield;
    }
  }
}

function* forgetClicks(db: Db, { accountId, before }: Limit, forgotten: Forgotten): Generator<void> {
  for (;;) {
    const { changes } = db.run(sql`
      DELETE FROM click WHERE id IN
        (SELECT id FROM click WHERE account_id = ${accountId} AND at < ${before} ORDER BY at LIMIT ${ROWS})`);
    forgotten.clicks += changes;
    yield;
    if (changes < ROWS) return;
  }
}

/** Writes the log out and empties it: what was deleted still stands in it. */
function* writeOut(db: Db): Generator<void> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    if (emptyLog(db)) return;
    yield;
  }
}

/**
 * Everything there is to do, a short transaction at a time. Deleted values are overwritten with zeros (`secure_delete`).
 * `onSwept` is called after texts and visitors were deleted, before anything else is written.
 */
export function* forgetOld(
  db: Db,
  limits: Limit[],
  forgotten: Forgotten,
  onSwept: () => void,
): Generator<void> {
  for (const limit of limits) {
    yield* forgetHits(db, limit, forgotten);
    yield* forgetClicks(db, limit, forgotten);
  }
  yield* sweep(db, limits, forgotten, onSwept);
  yield* writeOut(db);
}
