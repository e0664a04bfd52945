import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { BLOCK_ROWS } from '../../db/column/part.ts';
import type { NewHit } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import { emptyBatch, factOf } from '../support/facts.ts';

/* Where the tag was heard last: hits by (block of ids, place in it), with blocks that are kept. */
const AT = Date.UTC(2026, 10, 20);

const pageOf = (page: string) => ({ url: `https://${page}`, page });

async function put(store: Store, place: [block: number, at: number], change: Partial<NewHit>) {
  const { db } = store.signIn;
  const id = place[0] * BLOCK_ROWS + place[1];
  await store.events.append({ ...emptyBatch(), hits: [factOf(id, 1, AT, change)] });
  db.run(sql`UPDATE hit SET id = ${id} WHERE id = (SELECT max(id) FROM hit)`);
}

/** Marks a block as kept, with the accounts that have hits in it. */
function keep({ signIn: { db } }: Store, block: number, ...accounts: number[]) {
  db.run(sql`INSERT INTO hit_block VALUES (${block})`);
  for (const account of accounts) db.run(sql`INSERT INTO hit_part VALUES (${block}, ${account}, 1, x'00')`);
}

it('is that of the latest page view by the tag, in whichever block', async () => {
  const store = openStore(':memory:');
  const last = (account = 1) => store.events.lastPage(account);
  expect(await last()).toBeNull();
  await put(store, [0, 5], { page: pageOf('shop.test/first') });
  await put(store, [0, 6], { page: pageOf('shop.test/second') });
  expect(await last()).toBe('https://shop.test/second');
  keep(store, 0, 1);
  expect(await last()).toBe('https://shop.test/second');
  await put(store, [1, 1], { page: pageOf('shop.test/bought'), event: 'Purchase' });
  await put(store, [1, 2], { page: pageOf('shop.test/image'), channel: 'image' });
  await put(store, [1, 3], { page: pageOf('other.test/'), accountId: 2 });
  keep(store, 1, 1, 2);
  expect(await last()).toBe('https://shop.test/second');
  expect(await last(2)).toBe('https://other.test/');
  await put(store, [2, 0], { page: pageOf('shop.test/third') });
  expect(await last()).toBe('https://shop.test/third');
  expect(await last(3)).toBeNull();
  store.close();
});
