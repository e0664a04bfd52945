import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLD_WINDOW, fold } from '../../../collector/conversion/count.ts';
import { DAY } from '../../../db/model.ts';
import type { MatchedHit } from '../../../db/store.ts';
import { hex } from '../../support/tagline.ts';

function hit(id: number, at: number, change: Partial<MatchedHit> = {}): MatchedHit {
  return {
    conversionId: 1,
    hitId: hex(id),
    at,
    channel: 'tag',
    event: 'Purchase',
    dedupKey: 'order-1',
    person: 1,
    rung: 'browser',
    value: null,
    url: null,
    ...change,
  };
}

const ids = (hits: ReturnType<typeof fold>) => hits.map(({ hit }) => Number.parseInt(hit.hitId, 16));

describe('folding by deduplication key', () => {
  it('keeps one of a reload of the thank-you page', () => {
    const kept = fold([hit(1, 0), hit(2, 60_000), hit(3, DAY)]);
    expect(ids(kept)).toEqual([1]);
    expect(kept[0]?.folded).toBe(2);
  });

  it("lets a server's event win over an earlier one of the browser", () => {
    expect(
      ids(fold([hit(1, 0), hit(2, 5, { channel: 'server' }), hit(3, 6, { channel: 'server' })])),
    ).toEqual([2]);
  });

  it('counts again 30 days after the first', () => {
    expect(ids(fold([hit(1, 0), hit(2, FOLD_WINDOW - 1), hit(3, FOLD_WINDOW)]))).toEqual([1, 3]);
  });

  it('folds neither other names nor other keys nor hits without key', () => {
    const hits = [
      hit(1, 0),
      hit(2, 0, { event: 'Lead' }),
      hit(3, 0, { dedupKey: 'order-2' }),
      hit(4, 0, { dedupKey: null }),
      hit(5, 0, { dedupKey: null }),
    ];
    expect(ids(fold(hits))).toEqual([1, 2, 3, 4, 5]);
  });

  it('agrees with a naive scan of every key on its own', () => {
    const arbitrary = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 100 }).map((day) => day * DAY),
        channel: fc.constantFrom('tag' as const, 'server' as const),
        event: fc.constantFrom('A', 'B'),
        dedupKey: fc.constantFrom('k', 'l', null),
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
function naive(hits: MatchedHit[]): number[] {
  const kept: MatchedHit[] = hits.filter(({ dedupKey }) => dedupKey === null);
  for (const key of new Set(hits.map(({ event, dedupKey }) => `${event} ${dedupKey}`))) {
    let left = hits.filter((one) => one.dedupKey !== null && `${one.event} ${one.dedupKey}` === key);
    while (left.length > 0) {
      const start = left[0]?.at ?? 0;
      const group = left.filter(({ at }) => at < start + FOLD_WINDOW);
      const winner = group.find(({ channel }) => channel === 'server') ?? group[0];
      if (winner) kept.push(winner);
      left = left.filter(({ at }) => at >= start + FOLD_WINDOW);
    }
  }
  return kept.map(({ hitId }) => Number.parseInt(hitId, 16));
}
