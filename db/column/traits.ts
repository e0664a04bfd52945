import { ones, wordsFor } from './bits.ts';
import { type Columns, isAny } from './columns.ts';
import type { People } from './people.ts';

/*
 * What a browser mostly keeps: its device and its country. Who always had the same is counted by number, once, and not
 * run by run; only the few who changed are looked for among the hits.
 */

/** A value for each number: 0 while none is known. */
export interface Trait {
  of(number: number): number;
  note(number: number, value: number): void;
}

/** What is remembered of everybody in an account. Values are one more than what they stand for. */
export interface Traits {
  device: Trait;
  country: Trait;
}

/** The value of a number that had several. */
const SEVERAL = 0xffffffff;

export function createTrait(): Trait {
  let values = new Uint32Array(1024);
  return {
    of: (number) => values[number] ?? 0,
    note(number, value) {
      if (number >= values.length) {
        const larger = new Uint32Array(Math.max(number + 1, values.length * 2));
        larger.set(values);
        values = larger;
      }
      const known = values[number] ?? 0;
      if (known === 0) values[number] = value;
      else if (known !== value) values[number] = SEVERAL;
    },
  };
}

/** Remembers what the page views of a day say. */
export function noteTraits({ runs, devices, countries }: Columns, traits: Traits): void {
  for (let run = 0; run < runs.length; run += 1) {
    const number = runs.who[run] ?? 0;
    const code = runs.client[run] ?? 0;
    traits.device.note(number, (devices[code] ?? 0) + 1);
    traits.country.note(number, (countries[code] ?? 0) + 1);
  }
}

/** Which values those who changed had in the hits that count. */
export type Changed = (found: (number: number, value: number) => void) => void;

/** Persons of each value among the numbers of a set. `slots` has a place below `size` for each value, or -1. */
export function personsByTrait(
  bits: Uint32Array,
  people: People,
  trait: Trait,
  changed: Changed,
  slots: Int32Array,
  size: number,
): Float64Array {
  const counts = new Float64Array(size);
  const users = Array.from({ length: size }, () => new Uint32Array(wordsFor(people.users)));
  const others = new Set<number>();

  function count(number: number, value: number): void {
    const key = slots[value] ?? -1;
    if (key < 0 || number === 0) return;
    const user = people.userAt(number);
    if (user === 0) counts[key] = (counts[key] ?? 0) + 1;
    else {
      const set = users[key];
      if (set) set[user >>> 5] = (set[user >>> 5] ?? 0) | (1 << (user & 31));
    }
  }

  let several = false;
  for (let at = 0; at < bits.length; at += 1) {
    for (let rest = bits[at] ?? 0; rest !== 0; rest &= rest - 1) {
      const number = at * 32 + 31 - Math.clz32(rest & -rest);
      const value = trait.of(number);
      if (value === SEVERAL) several = true;
      else count(number, value - 1);
    }
  }
  if (several)
    changed((number, value) => {
      const pair = number * 2 ** 20 + value;
      if (others.has(pair)) return;
      others.add(pair);
      count(number, value);
    });
  for (const [key, set] of users.entries()) {
    let more = 0;
    for (const word of set) more += ones(word);
    counts[key] = (counts[key] ?? 0) + more;
  }
  return counts;
}

/** Calls `found` for the runs of those who changed; `keys` is the value of each code of a day. */
export function runsOfChanged(
  days: { columns: Columns; mask: Uint8Array | null; keys: Uint32Array }[],
  trait: Trait,
): Changed {
  return (found) => {
    for (const { columns, mask, keys } of days) {
      const { starts, who, client, length } = columns.runs;
      for (let run = 0; run < length; run += 1) {
        const number = who[run] ?? 0;
        if (trait.of(number) !== SEVERAL) continue;
        if (mask && !isAny(mask, starts[run] ?? 0, starts[run + 1] ?? 0)) continue;
        found(number, keys[client[run] ?? 0] ?? 0);
      }
    }
  };
}
