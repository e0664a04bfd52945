import { SEQUENCES } from '../model.ts';

const WORD = 2 ** 32;

/** Hits that came, and numbers between them that never came, by kind. */
export interface Gaps {
  received: Float64Array;
  lost: Float64Array;
}

/**
 * Collects numbered hits to look for gaps between their numbers. Millions are looked at, so a hit is 64 bits: its group,
 * its number there, its kind (below `kinds`), and whether it came in the period, from the highest to the lowest. Sorted as
 * they are, hits of a group stand by number, and those of one number by kind.
 */
export function createGaps(kinds: number) {
  /** Kind and period take this many different values; so many groups are left room for. */
  const room = 2 ** (33 - Math.clz32(Math.max(1, kinds - 1)));
  const most = (WORD * WORD) / (SEQUENCES * room);
  let hits = new BigUint64Array(2 ** 16);
  let words = new Uint32Array(hits.buffer);
  let count = 0;

  return {
    /** Throws a RangeError where there are more groups than there is room for: 16 million with 128 kinds. */
    add(group: number, number: number, kind: number, isIn: boolean): void {
      if (group >= most) throw new RangeError(`more than ${most} browsers on origins`);
      if (count === hits.length) {
        const longer = new BigUint64Array(count * 2);
        longer.set(hits);
        hits = longer;
        words = new Uint32Array(hits.buffer);
      }
      const rest = number * room + kind * 2 + (isIn ? 1 : 0);
      words[2 * count] = rest % WORD;
      words[2 * count + 1] = group * room + Math.floor(rest / WORD);
      count += 1;
    },

    /** Answers for what was added; as many missing numbers as `newRun` or more are a new run, and no loss. */
    find(newRun: number): Gaps {
      hits.subarray(0, count).sort();
      const received = new Float64Array(kinds);
      const lost = new Float64Array(kinds);
      const groupAt = (hit: number) => Math.floor((words[2 * hit + 1] ?? 0) / room);
      const restAt = (hit: number) => ((words[2 * hit + 1] ?? 0) % room) * WORD + (words[2 * hit] ?? 0);
      let before = { group: -1, number: 0 };
      for (let hit = 0; hit < count; ) {
        const group = groupAt(hit);
        const number = Math.floor(restAt(hit) / room);
        // A number that came twice is one; its least kind stands for it, and its first arrival.
        const kind = (restAt(hit) % room) >>> 1;
        let came = 0;
        let wasIn = true;
        for (; hit < count && groupAt(hit) === group && Math.floor(restAt(hit) / room) === number; hit += 1) {
          const isIn = (words[2 * hit] ?? 0) % 2 === 1;
          if (isIn) came += 1;
          wasIn = wasIn && isIn;
        }
        received[kind] = (received[kind] ?? 0) + came;
        const missing = before.group === group ? number - before.number - 1 : 0;
        if (missing < newRun && wasIn) lost[kind] = (lost[kind] ?? 0) + missing;
        before = { group, number };
      }
      return { received, lost };
    },
  };
}
