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

it.each([1, 2, 128, 129, 300])('of %i kinds are what a look at each number says', (kinds) => {
  const most = 2 ** 33 / 2 ** (33 - Math.clz32(Math.max(1, kinds - 1))) - 1;
  const hit = fc.record({
    group: fc.constantFrom(0, 1, 2 ** 20 + 1, most),
    number: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 2 ** 31 - 12, max: 2 ** 31 - 1 })),
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
  expect(() => createGaps(kinds).add(most + 1, 0, 0, true)).toThrow(RangeError);
});

it('are found among more hits than there was room for at first', () => {
  const gaps = createGaps(1);
  for (let number = 200_000; number > 0; number -= 2) gaps.add(0, number, 0, true);
  expect(gaps.find(NEW_RUN)).toEqual({
    received: Float64Array.of(100_000),
    lost: Float64Array.of(99_999),
  });
});
