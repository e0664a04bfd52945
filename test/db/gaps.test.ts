import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGaps } from '../../db/column/gaps.ts';

const NEW_RUN = 5;

interface Hit {
  group: number;
  number: number;
  kind: number;
  isIn: boolean;
}

/** The same, number by number. */
function naive(hits: Hit[], kinds: number) {
  const received = new Float64Array(kinds);
  const lost = new Float64Array(kinds);
  for (const group of new Set(hits.map((hit) => hit.group))) {
    const own = hits.filter((hit) => hit.group === group);
    let before: number | null = null;
    for (const number of [...new Set(own.map((hit) => hit.number))].sort((a, b) => a - b)) {
      const same = own.filter((hit) => hit.number === number);
      const kind = Math.min(...same.map((hit) => hit.kind));
      received[kind] = (received[kind] ?? 0) + same.filter(({ isIn }) => isIn).length;
      const missing = before === null ? 0 : number - before - 1;
      if (missing < NEW_RUN && same.every(({ isIn }) => isIn)) lost[kind] = (lost[kind] ?? 0) + missing;
      before = number;
    }
  }
  return { received, lost };
}

it.each([
  [1, 2 ** 30],
  [2, 2 ** 30],
  [128, 2 ** 24],
  [129, 2 ** 23],
  [300, 2 ** 22],
])('of %i kinds in at most %i groups are what a look at each number says', (kinds, most) => {
  const hit = fc.record({
    group: fc.constantFrom(0, 1, 2 ** 20 + 1, most - 1),
    number: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 2 ** 32 - 12, max: 2 ** 32 - 1 })),
    kind: fc.constantFrom(0, Math.floor(kinds / 2), kinds - 1),
    isIn: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(hit, { minLength: 1, maxLength: 60, size: 'max' }), (hits) => {
      const gaps = createGaps(kinds);
      for (const { group, number, kind, isIn } of hits) gaps.add(group, number, kind, isIn);
      expect(gaps.find(NEW_RUN)).toEqual(naive(hits, kinds));
    }),
  );
  expect(() => createGaps(kinds).add(most, 0, 0, true)).toThrow(RangeError);
});

it('are found among more hits than there was room for at first', () => {
  const gaps = createGaps(1);
  for (let number = 200_000; number > 0; number -= 2) gaps.add(0, number, 0, true);
  expect(gaps.find(NEW_RUN)).toEqual({
    received: Float64Array.of(100_000),
    lost: Float64Array.of(99_999),
  });
});
