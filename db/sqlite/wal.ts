import { existsSync, readFileSync } from 'node:fs';

/* Where things stand in a write-ahead log: https://www.sqlite.org/fileformat2.html#walformat */
const HEADER = 32;
const FRAME = 24;
const MAGIC = 0x377f0682;

/** SQLite's running checksum over 32-bit words, in the byte order that the log's magic number names. */
function checksum(bytes: DataView, isBig: boolean, from: number, to: number, sums: [number, number]): void {
  let [first, second] = sums;
  for (let at = from; at < to; at += 8) {
    first = (first + bytes.getUint32(at, !isBig) + second) >>> 0;
    second = (second + bytes.getUint32(at + 4, !isBig) + first) >>> 0;
  }
  sums[0] = first;
  sums[1] = second;
}

/**
 * How many frames of a log were written for good and would still be dropped, because one before them is damaged: SQLite
 * reads a log up to the first frame whose checksum is wrong, and says nothing. A last transaction that is torn is none
 * of it, since nobody was told that it is kept; but with `synchronous=FULL` a transaction only begins when the one
 * before it is on disk, so frames of the same log that follow a whole transaction behind the damage prove a loss.
 */
export function lostFrames(log: Uint8Array): number {
  const bytes = new DataView(log.buffer, log.byteOffset, log.byteLength);
  if (bytes.byteLength < HEADER || (bytes.getUint32(0) & ~1) !== MAGIC) return 0;
  const isBig = (bytes.getUint32(0) & 1) === 1;
  const size = FRAME + bytes.getUint32(8);
  const sums: [number, number] = [0, 0];
  checksum(bytes, isBig, 0, 24, sums);
  let isWhole = true;
  let damagedAt = 0;
  let commits = 0;
  let last = 0;
  const frames = Math.floor((bytes.byteLength - HEADER) / size);
  for (let frame = 0; frame < frames; frame += 1) {
    const at = HEADER + frame * size;
    // The end: frames of an earlier round of the log stand behind, under other salts. Or damage, if ours go on after it.
    if (bytes.getUint32(at + 8) !== bytes.getUint32(16) || bytes.getUint32(at + 12) !== bytes.getUint32(20)) {
      if (isWhole) damagedAt = frame;
      isWhole = false;
      continue;
    }
    if (isWhole) {
      checksum(bytes, isBig, at, at + 8, sums);
      checksum(bytes, isBig, at + FRAME, at + size, sums);
      isWhole = bytes.getUint32(at + 16) === sums[0] && bytes.getUint32(at + 20) === sums[1];
      if (!isWhole) damagedAt = frame;
    }
    if (isWhole) continue;
    // Something stands behind a whole transaction that includes the damage: it was on disk once.
    if (commits > 0) last = frame;
    if (bytes.getUint32(at + 4) !== 0) commits += 1;
  }
  return last === 0 ? 0 : last - damagedAt + 1;
}

/** The same for the log beside a database file; 0 where there is none. */
export function lostFramesOf(file: string): number {
  const log = `${file}-wal`;
  return existsSync(log) ? lostFrames(readFileSync(log)) : 0;
}
