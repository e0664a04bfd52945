import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Holder, holderAfter, isDuring, type Sight } from '../../../collector/intake/test-holder.ts';
import { TEST_TIME } from '../../../collector/lib/test-token.ts';

const MADE = 1_000_000;
const MINUTE = 60_000;
/** A hit of so long after the code was made. */
const sight = (after: number, change: Partial<Sight> = {}): Sight => ({
  ...{ at: MADE + after, visitor: 'a', address: '203.0.113.5', agent: 'Chrome' },
  ...change,
});
/** Opened in its last minute, as a person is slow. */
const holder: Holder = sight(14 * MINUTE);

describe('a code', () => {
  it.each<[name: string, after: number, opens: boolean]>([
    ['as it was made', 0, true],
    ['in its last moment', TEST_TIME, true],
    ['a moment later', TEST_TIME + 1, false],
    ['before it was made', -1, false],
  ])('shown %s', (_, after, opens) => {
    expect(holderAfter(null, sight(after), MADE)).toEqual(opens ? sight(after) : null);
  });

  it.each<[name: string, hit: Sight, is: boolean]>([
    ['its visitor', sight(14 * MINUTE), true],
    ['its visitor, to the end', sight(29 * MINUTE), true],
    ['its visitor, after the end', sight(29 * MINUTE + 1), false],
    ['its visitor, by a hit from before it that came late', sight(13 * MINUTE), true],
    ['its visitor, by a hit from before there was a code', sight(-1), false],
    ['its visitor at another address', sight(20 * MINUTE, { address: '2001:db8::1' }), true],
    ['its visitor under another name', sight(20 * MINUTE, { agent: 'Chrome 2' }), true],
    ['nobody of the same address and name', sight(20 * MINUTE, { visitor: null }), true],
    ['nobody of another name', sight(20 * MINUTE, { visitor: null, agent: 'Firefox' }), false],
    ['nobody of another address', sight(20 * MINUTE, { visitor: null, address: '203.0.113.6' }), false],
    ['another visitor', sight(20 * MINUTE, { visitor: 'b', address: '203.0.113.6' }), false],
    ['another visitor of the same address and name', sight(20 * MINUTE, { visitor: 'b' }), true],
    ['another visitor of the same address', sight(20 * MINUTE, { visitor: 'b', agent: 'Chrome 2' }), false],
  ])('that is held: %s', (_, hit, is) => {
    expect(holderAfter(holder, hit, MADE) !== null).toBe(is);
  });

  it.each(['127.0.0.1', '10.0.0.7', 'unknown'])('behind the proxy %s is its visitor’s alone', (address) => {
    const proxied = sight(0, { address });
    expect(holderAfter(proxied, sight(1, { address, visitor: 'b' }), MADE)).toBeNull();
    expect(holderAfter(proxied, sight(1, { address, visitor: null }), MADE)).not.toBeNull();
  });

  it('that nobody of a name holds is that browser’s, who may get a visitor later, and then is that one', () => {
    const nobody = sight(0, { visitor: null });
    expect(holderAfter(nobody, sight(1, { visitor: null }), MADE)).not.toBeNull();
    expect(holderAfter(nobody, sight(1, { address: '203.0.113.6' }), MADE)).toBeNull();
    const named = holderAfter(nobody, sight(1), MADE);
    expect(named).toEqual(sight(0));
    expect(holderAfter(named, sight(2, { visitor: 'b', agent: 'Firefox' }), MADE)).toBeNull();
    expect(holderAfter(named, sight(2, { address: '2001:db8::1' }), MADE)).not.toBeNull();
  });

  it('puts one browser into test mode, for a quarter of an hour from its first hit, in whatever order hits come', () => {
    const hits = fc.array(
      fc.record({ after: fc.nat(29 * MINUTE), visitor: fc.constantFrom('a', 'b', 'c') }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(hits, (shown) => {
        let held: Holder | null = null;
        const tests: Sight[] = [];
        for (const { after, visitor } of shown) {
          const hit = sight(after, { visitor, agent: visitor });
          const next = holderAfter(held, hit, MADE);
          if (next !== null) tests.push(hit);
          held = next ?? held;
        }
        expect(new Set(tests.map(({ visitor }) => visitor)).size).toBeLessThanOrEqual(1);
        const first = Math.min(...tests.map(({ at }) => at));
        if (held !== null) expect(held.at).toBe(first);
        for (const { at } of tests) expect(at).toBeLessThanOrEqual(MADE + 2 * TEST_TIME);
        // All that came in its time, and none that came after it was known to be over.
        const mine = shown.filter(({ visitor }) => visitor === held?.visitor);
        const during = mine.filter(({ after }) => held !== null && isDuring(held, MADE + after));
        const opening = during.findIndex(({ after }) => after <= TEST_TIME);
        if (opening >= 0)
          for (const { after } of during.slice(opening))
            expect(tests.some(({ at }) => at === MADE + after)).toBe(true);
      }),
    );
  });
});
