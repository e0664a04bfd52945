import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLD_WINDOW, type Foldable, fold } from '../../../collector/conversion/count.ts';
import { CHANNELS, DAY } from '../../../db/model.ts';

interface Hit extends Foldable {
  id: number;
}

const SERVER = CHANNELS.indexOf('server');

function hit(id: number, at: number, change: Partial<Foldable> = {}): Hit {
  return { id, at, channel: 0, key: 1, ...change };
}

const ids = (hits: { hit: Hit }[]) => hits.map(({ hit }) => hit.id);

describe('folding by deduplication key', () => {
  it('keeps one of a reload of the thank-you page', () => {
    const kept = fold([hit(1, 0), hit(2, 60_000), hit(3, DAY)]);
    expect(ids(kept)).toEqual([1]);
    expect(kept[0]?.folded).toBe(2);
  });

  it("lets a server's event win over an earlier one of the browser", () => {
    expect(ids(fold([hit(1, 0), hit(2, 5, { channel: SERVER }), hit(3, 6, { channel: SERVER })]))).toEqual([
      2,
    ]);
  });

  it('counts again 30 days after the first', () => {
    expect(ids(fold([hit(1, 0), hit(2, FOLD_WINDOW - 1), hit(3, FOLD_WINDOW)]))).toEqual([1, 3]);
  });

  it('folds neither other names nor other keys nor hits without key', () => {
    const hits = [
      hit(1, 0),
      hit(2, 0, { key: 2 }),
      hit(3, 0, { key: 3 }),
      hit(4, 0, { key: 0 }),
      hit(5, 0, { key: 0 }),
    ];
    expect(ids(fold(hits))).toEqual([1, 2, 3, 4, 5]);
  });

  it('agrees with a naive scan of every key on its own', () => {
    const arbitrary = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 100 }).map((day) => day * DAY),
        channel: fc.constantFrom(0, SERVER),
        key: fc.constantFrom(0, 1, 2, 3),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, (made) => {
        const hits = made.sort((a, b) => a.at - b.at).map((one, index) => hit(index + 1, one.at, one));
        expect(ids(fold(hits)).sort()).toEqual(naive(hits).sort());
      }),
    );
  });
});

/** Group by group: take the first of what is left, all within its window, choose the winner, go on. */
function naive(hits: Hit[]): number[] {
  const kept = hits.filter(({ key }) => key === 0);
  for (const key of new Set(hits.map((one) => one.key))) {
    let left = hits.filter((one) => one.key !== 0 && one.key === key);
    while (left.length > 0) {
      const start = left[0]?.at ?? 0;
      const group = left.filter(({ at }) => at < start + FOLD_WINDOW);
      const winner = group.find(({ channel }) => channel === SERVER) ?? group[0];
      if (winner) kept.push(winner);
      left = left.filter(({ at }) => at >= start + FOLD_WINDOW);
    }
  }
  return kept.map(({ id }) => id);
}
