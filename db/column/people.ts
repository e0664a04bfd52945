import { add, has, ones, wordsFor } from './bits.ts';

/*
 * Who a visitor is, read anew whenever an identity link is added, so that a late identity changes the past. Visitors
 * get numbers from 1 as they are met; 0 is nobody. A visitor who was several users one after another has a number for
 * each of them, so that a number is always one person's.
 */

/** Which user a visitor is from a time on. Of one visitor they are by (time, id). */
export interface Span {
  at: number;
  /** `id` of the user. */
  user: number;
}

export interface People {
  /** Numbers in use, 0 included: what a set of numbers must hold. */
  readonly size: number;
  /** The number of a visitor at a time; a visitor who is new gets the next. */
  number(visitor: number, at: number): number;
  /**
   * Says which user a visitor is, in place of what was said before. True where the visitor's number now depends on the
   * time in another way than before: then hits must be numbered anew.
   */
  identify(visitor: number, spans: Span[]): boolean;
  /** Whether a number is that of a visitor who was several users. */
  isSeveral(number: number): boolean;
  /** The number that stands, since `identify` said so, for what a number was at a time. */
  now(number: number, at: number): number;
  /** What stands for the person of a number: the same one of its numbers, whichever of them is asked for. */
  person(number: number): number;
  /** Persons in a set of numbers. */
  count(bits: Uint32Array): number;
  /** Users are numbered on their own from 1: one more than there are. */
  readonly users: number;
  /** The user of a number, 0 where none is known. */
  userAt(number: number): number;
  /** `id` of every user in a set of numbers. */
  usersIn(bits: Uint32Array): number[];
  /** Adds every number of the persons in a set. */
  spread(bits: Uint32Array): void;
}

function grown<T extends Uint32Array | Uint8Array>(table: T, size: number, make: (length: number) => T): T {
  if (size < table.length) return table;
  const larger = make(Math.max(1024, size + 1, table.length * 2));
  larger.set(table);
  return larger;
}

const words = (length: number) => new Uint32Array(length);
const bytes = (length: number) => new Uint8Array(length);

/** The place of a time among spans: the latest at or before it, else the first. */
function placeAt(spans: Span[], at: number): number {
  let place = 0;
  for (let index = 0; index < spans.length; index += 1) if ((spans[index]?.at ?? 0) <= at) place = index;
  return place;
}

/**
 * The people of an account. `shared.numbers` has the number of each visitor by its `id`; accounts may share it, because
 * a visitor is of one account.
 */
export function createPeople(shared: { numbers: Uint32Array }): People {
  let size = 1;
  /** By number: place of the user in `userIds`, 0 for none. */
  let userOf = words(1024);
  /** By number of whom a user is known: the first number of the same user. */
  let personOf = words(1024);
  /** Numbers of whom a user is known, as a set. */
  let known = words(32);
  const userIds = [0];
  /** Users that a count met, as a set: made once, because reports count by the hundred. */
  let seen = words(32);
  const places = new Map<number, number>();
  /** Of visitors who were several users: a number for each span. */
  const several = new Map<number, { spans: Span[]; numbers: number[] }>();
  /** Visitors who were several, by each of their numbers. */
  const ownerOf = new Map<number, number>();
  /** By number: 1 where `ownerOf` has it. */
  let isSeveral = bytes(0);
  /** By place of a user: its numbers. */
  const numbersOf: number[][] = [[]];

  function next(): number {
    userOf = grown(userOf, size, words);
    personOf = grown(personOf, size, words);
    known = grown(known, wordsFor(size + 1), words);
    size += 1;
    return size - 1;
  }

  function numberOf(visitor: number): number {
    shared.numbers = grown(shared.numbers, visitor, words);
    const number = shared.numbers[visitor] ?? 0;
    if (number !== 0) return number;
    const made = next();
    shared.numbers[visitor] = made;
    return made;
  }

  function tell(number: number, user: number): void {
    const place = places.get(user) ?? userIds.push(user) - 1;
    places.set(user, place);
    const before = numbersOf[userOf[number] ?? 0];
    if (before?.includes(number)) {
      before.splice(before.indexOf(number), 1);
      for (const other of before) personOf[other] = before[0] ?? 0;
    }
    const own = numbersOf[place];
    // Not pushed to an empty list, because that makes room for 17.
    if (own) own.push(number);
    else numbersOf[place] = [number];
    userOf[number] = place;
    personOf[number] = own?.[0] ?? number;
    add(known, number);
  }

  function numberAt(visitor: number, at: number): number {
    if (visitor === 0) return 0;
    const number = shared.numbers[visitor] ?? 0;
    if (number !== 0 && isSeveral[number] !== 1) return number;
    const own = several.get(visitor);
    return own ? (own.numbers[placeAt(own.spans, at)] ?? 0) : numberOf(visitor);
  }

  return {
    get size() {
      return size;
    },
    number: numberAt,
    isSeveral: (number) => isSeveral[number] === 1,
    now: (number, at) => (isSeveral[number] === 1 ? numberAt(ownerOf.get(number) ?? 0, at) : number),
    identify(visitor, spans) {
      const user = spans[0]?.user;
      if (user === undefined) return false;
      const was = several.get(visitor);
      if (!was && spans.every((span) => span.user === user)) {
        tell(numberOf(visitor), user);
        return false;
      }
      const numbers = spans.map(
        (_, index) => was?.numbers[index] ?? (index === 0 ? numberOf(visitor) : next()),
      );
      several.set(visitor, { spans, numbers });
      for (const [index, span] of spans.entries()) {
        const number = numbers[index] ?? 0;
        tell(number, span.user);
        ownerOf.set(number, visitor);
        isSeveral = grown(isSeveral, number, bytes);
        isSeveral[number] = 1;
      }
      return true;
    },
    person(number) {
      // Most have no user, and the set of those who have stays in the processor's cache.
      return has(known, number) ? (personOf[number] ?? 0) : number;
    },
    count(bits) {
      // A user may have several numbers, and counts once.
      seen = grown(seen, wordsFor(userIds.length), words);
      seen.fill(0);
      let count = 0;
      for (let at = 0; at < bits.length; at += 1) {
        const word = bits[at] ?? 0;
        const mask = known[at] ?? 0;
        count += ones(word & ~mask);
        for (let rest = word & mask; rest !== 0; rest &= rest - 1) {
          const place = userOf[at * 32 + 31 - Math.clz32(rest & -rest)] ?? 0;
          const old = seen[place >>> 5] ?? 0;
          const bit = 1 << (place & 31);
          if ((old & bit) === 0) count += 1;
          seen[place >>> 5] = old | bit;
        }
      }
      return count - ((bits[0] ?? 0) & 1); // 0 is nobody
    },
    get users() {
      return userIds.length;
    },
    userAt: (number) => userOf[number] ?? 0,
    usersIn(bits) {
      const found = new Set<number>();
      for (let at = 0; at < wordsFor(size); at += 1) {
        for (let rest = (bits[at] ?? 0) & (known[at] ?? 0); rest !== 0; rest &= rest - 1)
          found.add(userIds[userOf[at * 32 + 31 - Math.clz32(rest & -rest)] ?? 0] ?? 0);
      }
      return [...found];
    },
    spread(bits) {
      bits[0] = (bits[0] ?? 0) & ~1;
      for (let at = 0; at < wordsFor(size); at += 1) {
        for (let rest = (bits[at] ?? 0) & (known[at] ?? 0); rest !== 0; rest &= rest - 1) {
          const place = userOf[at * 32 + 31 - Math.clz32(rest & -rest)] ?? 0;
          for (const number of numbersOf[place] ?? []) add(bits, number);
        }
      }
    },
  };
}
