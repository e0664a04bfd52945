/*
 * Who a visitor is, read anew from the identity links whenever one is added, so that a late identity changes the past.
 * Within an account visitors and users are numbered together from 1, as they are met; 0 is nobody. A person's number
 * is the user's where the visitor is known, else the visitor's own.
 */

/** Which user a visitor is from a time on. Of one visitor they are by (time, id). */
export interface Span {
  at: number;
  /** Number of the user. */
  user: number;
}

/** Stands in `persons` for a visitor who was several users, one after another. */
const SEVERAL = -1;

export interface People {
  /** Numbers in use, 0 included: what a set of persons must hold. */
  readonly size: number;
  /** By number of a visitor: the person's, or -1 where it takes the time to tell. */
  readonly persons: Int32Array;
  /** The number of a visitor or user of this account, new ones the next. */
  visitor(id: number): number;
  user(id: number): number;
  /** Says which user a visitor is, in place of what was said before. */
  identify(visitor: number, spans: Span[]): void;
  /** The person behind a visitor at a time. */
  at(visitor: number, at: number): number;
  /** `id` of a user by its number, or 0. */
  userOf(number: number): number;
  /** Numbers of all users, as a set of `size` numbers. */
  users(): Uint32Array;
}

function grown(numbers: Int32Array, size: number): Int32Array {
  if (size < numbers.length) return numbers;
  const larger = new Int32Array(Math.max(1024, size + 1, numbers.length * 2));
  larger.set(numbers);
  return larger;
}

/** A user's link at or before a time holds, else the earliest after it. */
function userAt(spans: Span[], at: number): number {
  let user = spans[0]?.user ?? 0;
  for (const span of spans) {
    if (span.at > at) break;
    user = span.user;
  }
  return user;
}

/**
 * The people of an account. `numbers` holds the number of each visitor by its `id`; accounts may share it, because a
 * visitor is of one account.
 */
export function createPeople(numbers: { of: Int32Array }): People {
  let size = 1;
  let persons: Int32Array = new Int32Array(1024);
  const spans = new Map<number, Span[]>();
  const users = new Map<number, number>();
  const ids = new Map<number, number>();

  function next(): number {
    persons = grown(persons, size);
    persons[size] = size;
    size += 1;
    return size - 1;
  }

  return {
    get size() {
      return size;
    },
    get persons() {
      return persons;
    },
    visitor(id) {
      if (id === 0) return 0;
      numbers.of = grown(numbers.of, id);
      const known = numbers.of[id] ?? 0;
      if (known !== 0) return known;
      const number = next();
      numbers.of[id] = number;
      return number;
    },
    user(id) {
      const known = users.get(id);
      if (known !== undefined) return known;
      const number = next();
      users.set(id, number);
      ids.set(number, id);
      return number;
    },
    identify(visitor, own) {
      spans.set(visitor, own);
      const first = own[0]?.user ?? visitor;
      persons[visitor] = own.every(({ user }) => user === first) ? first : SEVERAL;
    },
    at(visitor, at) {
      const person = persons[visitor] ?? 0;
      return person === SEVERAL ? userAt(spans.get(visitor) ?? [], at) : person;
    },
    userOf: (number) => ids.get(number) ?? 0,
    users() {
      const set = new Uint32Array((size + 31) >>> 5);
      for (const number of ids.keys()) set[number >>> 5] = (set[number >>> 5] ?? 0) | (1 << (number & 31));
      return set;
    },
  };
}
