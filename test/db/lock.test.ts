import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import { createProgram, type Program } from '../support/program.ts';
import { storedHits } from '../support/rows.ts';

let program: Program;
beforeEach(() => {
  program = createProgram();
});
afterEach(() => program.close());

it("F14: somebody else's write lock is waited for once, and then not again until it is gone", async () => {
  const store = openStore(program.file);
  const append = (id: number) => store.events.append({ ...emptyBatch(), hits: [factOf(id, 1, 1)] });
  const patience = () => store.signIn.db.$client.pragma('busy_timeout', { simple: true });
  await append(1);
  const other = new Database(program.file);
  other.exec('BEGIN IMMEDIATE');
  expect(patience()).toBe(200);
  await expect(append(2)).rejects.toThrow();
  expect(patience()).toBe(0);
  await expect(append(3)).rejects.toThrow();
  other.exec('ROLLBACK');
  other.close();
  await append(4);
  expect(patience()).toBe(200);
  expect(storedHits(store)).toHaveLength(2);
  store.close();
});
