import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../db/open.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import { createProgram, type Program } from '../support/program.ts';
import { storedHits } from '../support/rows.ts';

let program: Program;
let store: Store;
let other: Database.Database;
beforeEach(() => {
  program = createProgram();
  store = openStore(program.file);
  other = new Database(program.file);
});
afterEach(() => {
  other.close();
  store.close();
  return program.close();
});

const append = (id: number) => store.events.append({ ...emptyBatch(), hits: [factOf(id, 1, 1)] });

/** How often others had their turn while `run` was under way, and what became of it. */
async function turnsOf<T>(run: Promise<T>) {
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  const [settled] = await Promise.allSettled([run]);
  clearInterval(counting);
  return { turns, settled };
}

describe("F14: somebody else's write lock", () => {
  it('is waited for while all others have their turn', async () => {
    other.exec('BEGIN IMMEDIATE');
    const released = sleep(200).then(() => other.exec('ROLLBACK'));
    const { turns, settled } = await turnsOf(append(1));
    await released;
    expect(settled.status).toBe('fulfilled');
    expect(storedHits(store)).toHaveLength(1);
    expect(turns).toBeGreaterThan(20);
  });

  it('is not waited for again, once it was for nothing, until it is gone', async () => {
    await append(1);
    other.exec('BEGIN IMMEDIATE');
    const first = await turnsOf(append(2));
    expect(first.settled.status).toBe('rejected');
    expect(first.turns).toBeGreaterThan(100);
    const second = await turnsOf(append(3));
    expect(second.settled.status).toBe('rejected');
    expect(second.turns).toBeLessThan(20);
    other.exec('ROLLBACK');
    await append(4);
    other.exec('BEGIN IMMEDIATE');
    const released = sleep(50).then(() => other.exec('ROLLBACK'));
    await append(5);
    await released;
    expect(storedHits(store)).toHaveLength(3);
  });

  it('keeps nobody from reading, and what people make waits for it as hits do', async () => {
    other.exec('BEGIN IMMEDIATE');
    expect(await store.records.accounts()).toEqual([]);
    const added = store.records.putSetupToken('a hash');
    await sleep(50);
    other.exec('ROLLBACK');
    await added;
    expect(await store.records.takeSetupToken('a hash')).toBe(true);
  });

  it('is waited for by what forgets old hits, which then goes on', async () => {
    await store.events.append({ ...emptyBatch(), hits: [factOf(1, 1, 1), factOf(2, 1, 1)] });
    other.exec('BEGIN IMMEDIATE');
    const run = store.forgetting([{ accountId: 1, before: Number.MAX_SAFE_INTEGER }]);
    const released = sleep(50).then(() => other.exec('ROLLBACK'));
    while (!(await run.step()));
    run.end();
    await released;
    expect(run.forgotten.hits).toBe(2);
    expect(storedHits(store)).toHaveLength(0);
  });
});
