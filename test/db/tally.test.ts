import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, type Tally } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import { emptyBatch, factOf } from '../support/facts.ts';

/* The five-way account of today and of yesterday, beside that of all time. */
const TODAY = Date.UTC(2026, 10, 20);
let store: Store;

beforeEach(() => {
  store = openStore(':memory:');
});

const line = (lastAt: number, count: number): Tally => ({
  ...{ accountId: 1, outcome: 'dropped', reason: 'unlisted_site', count, lastAt, sample: null },
});

async function count(...lines: Tally[]) {
  for (const one of lines) await store.events.append({ ...emptyBatch(), tallies: [one] });
}

const recent = (at: number) => store.events.recentTallies(1, at);

describe('the account of two days', () => {
  it('counts today and yesterday, each until it is over', async () => {
    await count(line(TODAY - 2 * DAY, 100), line(TODAY - 1, 3), line(TODAY, 5), line(TODAY + 1, 7));
    expect(await recent(TODAY + DAY - 1)).toEqual([
      { outcome: 'dropped', reason: 'unlisted_site', count: 15 },
    ]);
    expect(await recent(TODAY + DAY)).toMatchObject([{ count: 12 }]);
    expect(await recent(TODAY + 2 * DAY)).toEqual([]);
    expect(await store.events.tallies(1)).toEqual([line(TODAY + 1, 115)]);
  });

  it('a day without any is no day before', async () => {
    await count(line(TODAY - 2 * DAY, 100), line(TODAY, 5));
    expect(await recent(TODAY)).toMatchObject([{ count: 5 }]);
  });

  it('what comes late is of its day, and older than two days of none', async () => {
    await count(line(TODAY, 5), line(TODAY - 1, 2), line(TODAY - 2 * DAY, 100));
    expect(await recent(TODAY)).toMatchObject([{ count: 7 }]);
  });

  it('has stored hits by their arrival, and no other account’s', async () => {
    const late = factOf(1, 1, TODAY - 5 * DAY, { receivedAt: TODAY });
    await store.events.append({
      ...emptyBatch(),
      hits: [late, factOf(2, 2, TODAY, { accountId: 2 })],
    });
    expect(await recent(TODAY)).toEqual([{ outcome: 'stored', reason: null, count: 1 }]);
  });
});
