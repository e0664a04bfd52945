import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLD_WINDOW, fold } from '../../../collector/conversion/count.ts';
import { CHANNELS, DAY } from '../../../db/model.ts';

interface Hit {
  id: number;
  at: number;
  channel: number;
  key: number;
}

const SERVER = CHANNELS.indexOf('server');

function hit(id: number, at: number, change: Partial<Hit> = {}): Hit {
  return { id, at, channel: 0, key: 1, ...change };
}

/** What is left of hits, by id, and how many others each stands for. */
function folded(hits: Hit[]): [id: number, others: number][] {
  const rows = fold({
    at: Float64Array.from(hits, ({ at }) => at),
    key: Float64Array.from(hits, ({ key }) => key),
    channel: Uint8Array.from(hits, ({ channel }) => channel),
  });
  return [...rows.row].map((row, index) => [hits[row]?.id ?? 0, rows.folded[index] ?? Number.NaN]);
}

describe('folding by deduplication key', () => {
  it('keeps one of a reload of the thank-you page', () => {
    expect(folded([hit(1, 0), hit(2, 60_000), hit(3, DAY)])).toEqual([[1, 2]]);
  });

  it("lets a server's event win over an earlier one of the browser", () => {
    const hits = [hit(1, 0), hit(2, 5, { channel: SERVER }), hit(3, 6, { channel: SERVER })];
    expect(folded(hits)).toEqual([[2, 2]]);
  });

  it('counts again 30 days after the first', () => {
    expect(folded([hit(1, 0), hit(2, FOLD_WINDOW - 1), hit(3, FOLD_WINDOW)])).toEqual([
      [1, 1],
      [3, 0],
    ]);
  });

  it('folds neither other names nor other keys', () => {
    expect(folded([hit(1, 0), hit(2, 0, { key: 2 }), hit(3, 0, { key: 3 })])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });

  it('agrees with a naive scan of every key on its own', () => {
    const arbitrary = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 100 }).map((day) => day * DAY),
        channel: fc.constantFrom(0, SERVER),
        key: fc.constantFrom(1, 2, 3),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, (made) => {
        const hits = made
          .sort((a, b) => a.key - b.key || a.at - b.at)
          .map((one, index) => hit(index + 1, one.at, one));
        expect(folded(hits)).toEqual(naive(hits));
      }),
    );
  });
});

/** Group by group: take the first of what is left, all within its window, choose the winner, go on. */
function naive(hits: Hit[]): [id: number, others: number][] {
  const kept: [id: number, others: number][] = [];
  for (const key of new Set(hits.map((one) => one.key))) {
    let left = hits.filter((one) => one.key === key);
    while (left.length > 0) {
      const start = left[0]?.at ?? 0;
      const group = left.filter(({ at }) => at < start + FOLD_WINDOW);
      const winner = group.find(({ channel }) => channel === SERVER) ?? group[0];
      if (winner) kept.push([winner.id, group.length - 1]);
      left = left.filter(({ at }) => at >= start + FOLD_WINDOW);
    }
  }
  return kept;
}
