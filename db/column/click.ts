import type { Period } from '../model.ts';
import type { Clicks } from '../store.ts';
import { add, wordsFor } from './bits.ts';
import type { People } from './people.ts';
import { placeOf } from './place.ts';

/** The clicks of one account as columns, in the order in which they were stored, so that ids are in order. */
export interface ClickTable {
  add(id: number, at: number, link: number): void;
  /**
   * Says that a browser landed with a click at a time. A click belongs to who landed with it first: an address that was
   * forwarded brings other browsers, but they did not click.
   */
  land(id: number, visitor: number, at: number): void;
  /** Says that numbers of visitors may be others than before. */
  renumber(): void;
  clicks(people: People): Clicks;
  /** Numbers of those who clicked a link of a set (null: any) in a period, as a set. */
  clickers(people: People, links: Set<number> | null, period: Period): Uint32Array;
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
  /** Number of that visitor at that time; 0 is not looked up yet. */
  let number = new Uint32Array(room);
  /** Rows by (time, id), and what is told of them; rows from `order.length` on are new. */
  let order = new Uint32Array(0);
  let told = { at: new Float64Array(0), link: new Uint32Array(0) };

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
    [ids, link, visitor, number] = [words(ids), words(link), words(visitor), words(number)];
    [at, landedAt] = [doubles(at), doubles(landedAt)];
  }

  /** The row of a click, or -1. */
  function rowOf(id: number): number {
    const row = placeOf(ids, id, 0, count);
    return row < count && ids[row] === id ? row : -1;
  }

  /** Puts new rows in order. Clicks mostly come by time, and then only the new ones are looked at. */
  function putInOrder(): void {
    const before = order.length;
    if (before === count) return;
    const rows = new Uint32Array(count);
    rows.set(order);
    for (let row = before; row < count; row += 1) rows[row] = row;
    const isLater = (place: number) => (at[rows[place] ?? 0] ?? 0) > (at[rows[place - 1] ?? 0] ?? 0);
    let sorted = true;
    for (let place = Math.max(1, before); place < count && sorted; place += 1) sorted = isLater(place);
    order = sorted ? rows : Uint32Array.from(byTime([...rows]));
    told = { at: new Float64Array(count), link: order.map((row) => link[row] ?? 0) };
    for (let place = 0; place < count; place += 1) told.at[place] = at[order[place] ?? 0] ?? 0;
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

  function lookUp(people: People): void {
    for (let row = 0; row < count; row += 1)
      if (number[row] === 0) number[row] = people.number(visitor[row] ?? 0, landedAt[row] ?? 0);
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
      number[row] = 0;
    },
    renumber() {
      number.fill(0);
    },
    clickers(people, links, { from, to }) {
      lookUp(people);
      const bits = new Uint32Array(wordsFor(people.size));
      for (let row = 0; row < count; row += 1) {
        const time = at[row] ?? 0;
        if (time >= from && time < to && (!links || links.has(link[row] ?? 0))) add(bits, number[row] ?? 0);
      }
      return bits;
    },
    clicks(people) {
      putInOrder();
      lookUp(people);
      const person = new Uint32Array(count);
      for (let place = 0; place < count; place += 1) {
        person[place] = people.person(number[order[place] ?? 0] ?? 0);
      }
      return { count, ...told, person };
    },
  };
}
