import { bytesOf, type Columns } from '../../column/columns.ts';
import { BLOCK_ROWS, DAY_MS, type Part, type Row } from '../../column/part.ts';
import type { Period } from '../../model.ts';
import type { SealedBlock } from '../../store.ts';
import type { Db } from '../client.ts';
import { type Kept, keptParts, lastHit, partsOf, readPart, rowsBetween, sealed } from './part.ts';

/** How much is read at once and remembered; given by tests, else as below. */
export interface Limits {
  /** Hit ids of one block. */
  blockRows?: number;
  /** Bytes of columns that stay in memory; what was read longest ago goes first. */
  memory?: number;
}

const MEMORY = 240 * 2 ** 20;

interface Ref {
  kept: Kept;
  columns: Columns | null;
  /** What they take in memory, 0 where they are not there. */
  bytes: number;
  usedAt: number;
}

/** Hits that came in one after another, and columns of them by account. */
interface Batch {
  rows: Row[];
  made: Map<number, Columns[]>;
}

/** The hits of every account as columns, up to the last one on disk. */
export interface Blocks {
  /** Days with hits of an account that may be in a period, in order; several may be of one day. */
  days(accountId: number, period: Period): Columns[];
  /** Numbers the hits of an account anew: somebody turned out to be several users. */
  renumber(accountId: number): void;
  /** Looks for new hits. Whole blocks are handed to `onSealed`, once. */
  refresh(): void;
}

/**
 * Reads hits as columns; `columnsOf` makes a part ready, `renumbered` looks at it once more. Nothing is read before it
 * is asked for, and blocks that are not kept yet are made of their hits.
 */
export function createBlocks(
  db: Db,
  columnsOf: (accountId: number, part: Part) => Columns,
  renumbered: (accountId: number, columns: Columns) => void,
  onSealed: (block: SealedBlock) => void,
  { blockRows = BLOCK_ROWS, memory = MEMORY }: Limits,
): Blocks {
  const accounts = new Map<number, Ref[]>();
  /** What came in since the last whole block. */
  let fresh: Batch[] = [];
  let seen = 0;
  let uses = 0;
  let resident = 0;

  function addRef(kept: Kept, columns: Columns | null = null): void {
    const own = accounts.get(kept.accountId);
    const ref = { kept, columns, bytes: columns ? bytesOf(columns) : 0, usedAt: uses };
    resident += ref.bytes;
    if (own) own.push(ref);
    else accounts.set(kept.accountId, [ref]);
  }

  /** Null where its hits were deleted since. */
  function load(ref: Ref): Columns | null {
    uses += 1;
    ref.usedAt = uses;
    if (ref.columns) return ref.columns;
    const { block, accountId, day } = ref.kept;
    const read =
      readPart(db, ref.kept) ??
      // Of another version, or gone since: made anew.
      partsOf(rowsBetween(db, block * blockRows, (block + 1) * blockRows), block * blockRows)
        .get(accountId)
        ?.find((part) => part.day === day);
    if (!read) return null;
    ref.columns = columnsOf(accountId, read);
    ref.bytes = bytesOf(ref.columns);
    resident += ref.bytes;
    return ref.columns;
  }

  function makeRoom(): void {
    if (resident <= memory) return;
    const loaded = [...accounts.values()].flat().filter(({ columns }) => columns);
    for (const ref of loaded.sort((a, b) => a.usedAt - b.usedAt)) {
      if (resident <= memory) return;
      resident -= ref.bytes;
      [ref.columns, ref.bytes] = [null, 0];
    }
  }

  function seal(block: number, own: Row[]): void {
    const parts = partsOf(own, block * blockRows);
    onSealed(sealed(block, parts));
    for (const [accountId, made] of parts)
      for (const part of made) addRef({ block, accountId, day: part.day }, columnsOf(accountId, part));
    makeRoom();
  }

  /**
   * Takes in hits that come after all seen so far. Batches are put together as they double in size: so they stay few,
   * and a hit is made into columns few times.
   */
  function take(next: Row[]): void {
    let rows = next;
    while ((fresh.at(-1)?.rows.length ?? Infinity) < rows.length * 2)
      rows = [...(fresh.pop()?.rows ?? []), ...rows];
    const first = Math.floor((rows[0]?.id ?? 0) / blockRows) * blockRows;
    const made = [...partsOf(rows, first)].map(
      ([accountId, parts]) => [accountId, parts.map((part) => columnsOf(accountId, part))] as const,
    );
    fresh.push({ rows, made: new Map(made) });
  }

  function start(last: number): void {
    const { blocks, parts } = keptParts(db);
    const known = new Set(blocks);
    for (const kept of parts) addRef(kept);
    for (let block = 0; (block + 1) * blockRows <= last + 1; block += 1) {
      if (!known.has(block)) seal(block, rowsBetween(db, block * blockRows, (block + 1) * blockRows));
      seen = (block + 1) * blockRows - 1;
    }
  }

  return {
    refresh() {
      const last = lastHit(db);
      if (seen === 0 && last > 0) start(last);
      while (seen < last) {
        const end = (Math.floor((seen + 1) / blockRows) + 1) * blockRows;
        const next = rowsBetween(db, seen + 1, Math.min(end, last + 1));
        if (next.length > 0) take(next);
        seen = Math.min(end - 1, last);
        if (seen === end - 1) {
          const own = fresh.flatMap(({ rows }) => rows);
          fresh = [];
          seal(end / blockRows - 1, own);
        }
      }
    },
    days(accountId, { from, to }) {
      const hasDay = (day: number) => (day + 1) * DAY_MS > from && day * DAY_MS < to;
      const found = (accounts.get(accountId) ?? [])
        .filter(({ kept }) => hasDay(kept.day))
        .flatMap((ref) => load(ref) ?? []);
      makeRoom();
      for (const { made } of fresh)
        found.push(...(made.get(accountId) ?? []).filter(({ start }) => hasDay(start / DAY_MS)));
      return found.sort((a, b) => a.start - b.start);
    },
    renumber(accountId) {
      const loaded = (accounts.get(accountId) ?? []).flatMap(({ columns }) => columns ?? []);
      for (const columns of [...loaded, ...fresh.flatMap(({ made }) => made.get(accountId) ?? [])])
        renumbered(accountId, columns);
    },
  };
}
