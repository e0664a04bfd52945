import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Random } from './random.ts';

/** One thing that a process did to its files, as `journal.c` wrote it down. */
interface Entry {
  kind: 'write' | 'sync' | 'folder' | 'truncate' | 'create' | 'unlink' | 'rename';
  name: string;
  /** New name of a rename. */
  to: string;
  at: number;
  bytes: Buffer;
  /** Bytes of the journal up to and with it. */
  end: number;
}

const KINDS: Record<string, Entry['kind']> = {
  w: 'write',
  s: 'sync',
  d: 'folder',
  t: 'truncate',
  c: 'create',
  u: 'unlink',
  r: 'rename',
};
const HEAD = 24;

/** Reads a journal. What an ended process had begun to write at its end is left out. */
export function readJournal(file: string): Entry[] {
  const journal = readFileSync(file);
  const entries: Entry[] = [];
  for (let start = 0; start + HEAD <= journal.length; ) {
    const names = journal.readUInt32LE(start + 4);
    const size = journal.readUInt32LE(start + 8);
    const end = start + HEAD + names + size;
    const kind = KINDS[String.fromCharCode(journal.readUInt32LE(start))];
    if (!kind) throw new Error(`the journal makes no sense at ${start}`);
    if (end > journal.length) break;
    const [name = '', to = ''] = journal.toString('utf8', start + HEAD, start + HEAD + names).split('\0');
    entries.push({
      kind,
      name: basename(name),
      to: basename(to),
      at: Number(journal.readBigUInt64LE(start + 16)),
      bytes: journal.subarray(start + HEAD + names, end),
      end,
    });
    start = end;
  }
  return entries;
}

/** What a write or a truncation does to the bytes of a file. */
type Change = Pick<Entry, 'kind' | 'at' | 'bytes'>;

/** A file: what is sure to be on disk, and what was done since, of which anything may be. */
interface Kept {
  durable: Buffer;
  changes: Change[];
}

type Names = Map<string, Kept>;
type NameChange = Pick<Entry, 'kind' | 'name' | 'to'> & { made: Kept };

function applied(bytes: Buffer, { kind, at, bytes: written }: Change): Buffer {
  if (kind === 'truncate') {
    const cut = Buffer.alloc(at);
    bytes.copy(cut);
    return cut;
  }
  const end = at + written.length;
  const grown = end > bytes.length ? Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]) : bytes;
  written.copy(grown, at);
  return grown;
}

function rename(names: Names, { kind, name, to, made }: NameChange): void {
  if (kind === 'create') names.set(name, made);
  else {
    const moved = names.get(name);
    names.delete(name);
    if (kind === 'rename' && moved) names.set(to, moved);
  }
}

/** A disk writes sectors of this size whole. */
const SECTOR = 512;

/** Some of what was not synced, in some order, some of it torn: as the disk may have got to it. */
function survivors(changes: Change[], random: Random): Change[] {
  const manner = random.below(5);
  if (manner === 0) return [];
  if (manner === 1) return changes;
  if (manner === 2) return changes.slice(0, random.below(changes.length + 1));
  const kept = changes.flatMap((change): Change[] => {
    if (random() < 0.4) return [];
    if (change.kind === 'truncate' || random() < 0.5) return [change];
    // Torn: any of its sectors.
    const parts: Change[] = [];
    for (let at = 0; at < change.bytes.length; at += SECTOR)
      if (random() < 0.5)
        parts.push({ kind: 'write', at: change.at + at, bytes: change.bytes.subarray(at, at + SECTOR) });
    return parts;
  });
  if (manner === 4) for (let i = kept.length - 1; i > 0; i -= 1) swap(kept, i, random.below(i + 1));
  return kept;
}

function swap<T>(list: T[], a: number, b: number): void {
  const [first, second] = [list[a], list[b]];
  if (first === undefined || second === undefined) return;
  list[a] = second;
  list[b] = first;
}

/** The files of a folder as they are told by a journal, up to any of its entries. */
export interface Disk {
  /** Does what an entry says. */
  run(entry: Entry): void;
  /** Writes the files as they may be after the power was cut now. */
  cut(folder: string, random: Random): void;
}

/** A disk that holds these files, all of them synced. */
export function createDisk(files: Record<string, Buffer>): Disk {
  const names: Names = new Map(
    Object.entries(files).map(([name, durable]) => [name, { durable: Buffer.from(durable), changes: [] }]),
  );
  // What is known to be on disk of the folder, and what was done to it since; a journal of the system keeps its order.
  const sure: Names = new Map(names);
  let since: NameChange[] = [];

  return {
    run({ kind, name, to, at, bytes }) {
      const file = names.get(name);
      if (kind === 'write' || kind === 'truncate') {
        if (!file) throw new Error(`${name} is written to, and was never made`);
        file.changes.push({ kind, at, bytes });
      } else if (kind === 'sync') {
        if (!file) return;
        for (const change of file.changes) file.durable = applied(file.durable, change);
        file.changes = [];
      } else if (kind === 'folder') {
        for (const change of since) rename(sure, change);
        since = [];
      } else {
        const change = { kind, name, to, made: { durable: Buffer.alloc(0), changes: [] } };
        rename(names, change);
        since.push(change);
      }
    },
    cut(folder, random) {
      const found: Names = new Map(sure);
      for (const change of since.slice(0, random.below(since.length + 1))) rename(found, change);
      for (const [name, { durable, changes }] of found) {
        let bytes = Buffer.from(durable);
        for (const change of survivors(changes, random)) bytes = Buffer.from(applied(bytes, change));
        writeFileSync(join(folder, name), bytes);
      }
    },
  };
}
