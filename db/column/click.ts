import type { Period } from '../model.ts';
import type { Clicks } from '../store.ts';
import { add, wordsFor } from './bits.ts';
import type { People } from './people.ts';

/** The clicks of one account as columns, in the order in which they were stored, so that ids are in order. */
export interface ClickTable {
  add(id: number, at: number, link: number): void;
  /**
   * Says that a browser landed with a click at a time. A click belongs to who landed with it first: an address that was
   * forwarded brings other browsers, but they did not click.
   */
  land(id: number, visitor: number, at: number): void;
  clicks(people: People): Clicks;
  /** Numbers of those who clicked a link of a set in a period, as a set. */
  clickers(people: People, links: Set<number>, period: Period): Uint32Array;
}

/** What only the database knows: whichever comes first of what has one time. Both are random ids, compared as texts. */
export interface Ties {
  /** Of two visitors, whether the first one's id is less. */
  isFirst(visitor: number, other: number): boolean;
  /** Random ids of clicks. */
  clickIds(ids: number[]): Map<number, string>;
}

export function createClickTable({ isFirst, clickIds }: Ties): ClickTable {
  let room = 1024;
  let count = 0;
  let ids = new Uint32Array(room);
  let at = new Float64Array(room);
  let link = new Uint32Array(room);
  /** `id` of the visitor that landed first, 0 for none, and when. */
  let visitor = new Uint32Array(room);
  let landedAt = new Float64Array(room);
  /** Rows by (time, id); rows from `order.length` on are new. */
  let order = new Uint32Array(0);

  function grow(): void {
    room *= 2;
    const words = (column: Uint32Array) => {
      const larger = new Uint32Array(room);
      larger.set(column);
      return larger;
    };
    const doubles = (column: Float64Array) => {
      const larger = new Float64Array(room);
      larger.set(column);
      return larger;
    };
    [ids, link, visitor] = [words(ids), words(link), words(visitor)];
    [at, landedAt] = [doubles(at), doubles(landedAt)];
  }

  /** The row of a click, or -1. */
  function rowOf(id: number): number {
    let low = 0;
    for (let high = count; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low < count && ids[low] === id ? low : -1;
  }

  /** Rows by (time, id). Clicks mostly come in order of time, and then only the new ones are looked at. */
  function inOrder(): Uint32Array {
    const before = order.length;
    if (before === count) return order;
    const rows = new Uint32Array(count);
    rows.set(order);
    for (let row = before; row < count; row += 1) rows[row] = row;
    const isLater = (place: number) => (at[rows[place] ?? 0] ?? 0) > (at[rows[place - 1] ?? 0] ?? 0);
    let sorted = true;
    for (let place = Math.max(1, before); place < count && sorted; place += 1) sorted = isLater(place);
    order = sorted ? rows : Uint32Array.from(byTime([...rows]));
    return order;
  }

  /** Sorts rows; of those at one instant the random id is read. */
  function byTime(rows: number[]): number[] {
    const time = (row: number | undefined) => at[row ?? -1] ?? Number.NaN;
    rows.sort((a, b) => time(a) - time(b));
    const tied = rows.filter(
      (row, place) => time(row) === time(rows[place - 1]) || time(row) === time(rows[place + 1]),
    );
    if (tied.length === 0) return rows;
    const texts = clickIds(tied.map((row) => ids[row] ?? 0));
    const textOf = (row: number) => texts.get(ids[row] ?? 0) ?? '';
    return rows.sort((a, b) => time(a) - time(b) || (textOf(a) < textOf(b) ? -1 : 1));
  }

  return {
    add(id, time, linkId) {
      if (count === room) grow();
      ids[count] = id;
      at[count] = time;
      link[count] = linkId;
      count += 1;
    },
    land(id, who, time) {
      const row = rowOf(id);
      if (row < 0) return;
      const [known = 0, before = 0] = [visitor[row], landedAt[row]];
      if (known !== 0 && time > before) return;
      if (known !== 0 && time === before && (who === known || !isFirst(who, known))) return;
      visitor[row] = who;
      landedAt[row] = time;
    },
    clickers(people, links, { from, to }) {
      const numbers: number[] = [];
      for (let row = 0; row < count; row += 1) {
        const time = at[row] ?? 0;
        if (time >= from && time < to && links.has(link[row] ?? 0))
          numbers.push(people.number(visitor[row] ?? 0, landedAt[row] ?? 0));
      }
      // Afterwards, because there may have been visitors without a number.
      const bits = new Uint32Array(wordsFor(people.size));
      for (const number of numbers) add(bits, number);
      return bits;
    },
    clicks(people) {
      const rows = inOrder();
      const found = {
        count,
        at: new Float64Array(count),
        link: new Uint32Array(count),
        person: new Uint32Array(count),
      };
      for (let place = 0; place < count; place += 1) {
        const row = rows[place] ?? 0;
        found.at[place] = at[row] ?? 0;
        found.link[place] = link[row] ?? 0;
        found.person[place] = people.person(people.number(visitor[row] ?? 0, landedAt[row] ?? 0));
      }
      return found;
    },
  };
}
