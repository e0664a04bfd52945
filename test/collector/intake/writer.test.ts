import { describe, expect, it } from 'vitest';
import { createWriter } from '../../../collector/intake/writer.ts';
import type { Tally } from '../../../db/model.ts';
import type { Batch } from '../../../db/store.ts';
import { factOf } from '../../support/facts.ts';
import { hex } from '../../support/tagline.ts';

const line = (lastAt: number, sample: string | null): Tally => ({
  accountId: 1,
  outcome: 'dropped',
  reason: 'bot',
  count: 1,
  lastAt,
  sample,
});

/** A writer over a disk that a test can break. */
function start() {
  const batches: Batch[] = [];
  let broken = false;
  const writer = createWriter({
    events: {
      append: async (batch) => {
        if (broken) throw new Error('disk');
        batches.push(batch);
        return { outcomes: batch.hits.map(() => 'stored') };
      },
    },
    onCommitted: () => {},
    onBroken: () => {},
    log: () => {},
    now: () => 9,
  });
  return {
    batches,
    writer,
    breakDisk: (yes: boolean) => {
      broken = yes;
    },
  };
}

describe('the writer', () => {
  it('commits what one turn brings together, and each line of the account once', async () => {
    const { writer, batches } = start();
    await Promise.all([
      writer.write({ hits: [factOf(1, 1, 1)], tallies: [line(1, 'a')] }),
      writer.write({ hits: [factOf(2, 1, 2)], tallies: [line(3, 'b')] }),
      writer.write({ tallies: [line(2, null)] }),
    ]);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.hits).toHaveLength(2);
    expect(batches[0]?.tallies).toEqual([{ ...line(3, 'b'), count: 3 }]);
  });

  it('owes a line for each kind of refusal, however many came while the disk refused, and pays once', async () => {
    const { writer, batches, breakDisk } = start();
    breakDisk(true);
    for (let round = 1; round <= 20; round += 1) {
      const writing = { hits: [factOf(round, 1, round)], tallies: [line(round, `sample ${round}`)] };
      await expect(writer.write(writing)).rejects.toThrow('disk');
    }
    breakDisk(false);
    await writer.write({ hits: [factOf(99, 1, 99)] });
    await writer.write({ hits: [factOf(100, 1, 100)] });
    const failed = { accountId: 1, outcome: 'failed', reason: 'storage', count: 20, lastAt: 9, sample: null };
    expect(batches.map(({ tallies }) => tallies)).toEqual([
      [{ ...line(20, 'sample 20'), count: 20 }, failed],
      [],
    ]);
  });

  it('counts clicks that were lost, tells so at once, and pays once', async () => {
    const { writer, batches, breakDisk } = start();
    const click = (accountId: number, at: number) => ({
      clicks: [{ id: hex(at), linkId: 1, accountId, at, agent: null }],
    });
    breakDisk(true);
    for (const [account, at] of [
      [1, 5],
      [2, 6],
      [1, 4],
    ] as const)
      await expect(writer.write(click(account, at))).rejects.toThrow('disk');
    const lost = [
      { accountId: 1, count: 2, lastAt: 5 },
      { accountId: 2, count: 1, lastAt: 6 },
    ];
    expect(writer.owed().lostClicks).toEqual(lost);
    breakDisk(false);
    await writer.write({});
    expect(batches.map(({ lostClicks }) => lostClicks)).toEqual([lost]);
    expect(writer.owed()).toEqual({ tallies: [], lostClicks: [] });
  });

  it('pays what it owes before it ends', async () => {
    const { writer, batches, breakDisk } = start();
    breakDisk(true);
    await expect(writer.write({ hits: [factOf(1, 1, 1)] })).rejects.toThrow('disk');
    breakDisk(false);
    await writer.drain();
    await writer.drain();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.tallies).toMatchObject([{ outcome: 'failed', count: 1 }]);
  });
});
