import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';
import { lostFrames } from '../../db/sqlite/wal.ts';
import { emptyBatch, factOf } from '../support/facts.ts';
import { createProgram, type Program } from '../support/program.ts';
import { storedHits } from '../support/rows.ts';

const COMMITS = 60;
let program: Program;
let file: string;

/** A database and its log as a killed process leaves them: every commit is in the log alone. */
beforeEach(async () => {
  program = createProgram();
  const store = openStore(program.file);
  for (let commit = 1; commit <= COMMITS; commit += 1)
    await store.events.append({ ...emptyBatch(), hits: [factOf(commit, commit, commit * 1000)] });
  file = `${program.folder}/killed.db`;
  copyFileSync(program.file, file);
  copyFileSync(`${program.file}-wal`, `${file}-wal`);
  store.close();
});
afterEach(() => program.close());

const log = () => readFileSync(`${file}-wal`);

function flip(at: number): void {
  const handle = openSync(`${file}-wal`, 'r+');
  writeSync(handle, Buffer.from([(log()[at] ?? 0) ^ 1]), 0, 1, at);
  closeSync(handle);
}

function open(): { hits: number; said: string[] } {
  const said: string[] = [];
  const store = openStore(file, (line) => said.push(line));
  const hits = storedHits(store).length;
  store.close();
  return { hits, said };
}

describe('F11: the log of a killed process', () => {
  it('that is whole is taken in, and nothing is said', () => {
    expect(lostFrames(log())).toBe(0);
    expect(open()).toEqual({ hits: COMMITS, said: [] });
  });

  it('with one flipped byte in the middle loses the rest, which is said, and the evidence is kept', () => {
    flip(Math.floor(log().length / 2));
    const { hits, said } = open();
    expect(hits).toBeGreaterThan(0);
    expect(hits).toBeLessThan(COMMITS);
    expect(said.join()).toMatch(/the log of .* is damaged: \d+ pages/);
    expect(existsSync(`${file}.damaged`)).toBe(true);
    expect(lostFrames(readFileSync(`${file}.damaged-wal`))).toBeGreaterThan(0);
    // What was lost is lost; the next start has nothing more to say.
    expect(open()).toEqual({ hits, said: [] });
  });

  it('that ends in the middle of its last frame was never acknowledged', () => {
    truncateSync(`${file}-wal`, log().length - 2000);
    expect(open()).toEqual({ hits: COMMITS - 1, said: [] });
  });

  it('with nonsense in its last frame was never acknowledged', () => {
    const bytes = log();
    bytes.fill(0x5a, bytes.length - 3000);
    writeFileSync(`${file}-wal`, bytes);
    expect(open()).toEqual({ hits: COMMITS - 1, said: [] });
  });

  it('is judged right wherever one byte of a page is wrong: a loss is said exactly where acknowledged hits are gone', () => {
    const whole = log();
    const size = 24 + whole.readUInt32BE(8);
    const frames = (whole.length - 32) / size;
    for (let frame = 0; frame < frames; frame += Math.ceil(frames / 40)) {
      const bytes = Buffer.from(whole);
      // In the page, in its number, in a salt, in its checksum.
      const at = 32 + frame * size + ([124, 1, 9, 17][frame % 4] ?? 124);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const commitsBefore = count(whole, 0, frame);
      const commitsAfter = count(whole, frame, frames);
      // The damaged transaction itself may be the last one, torn; whatever comes behind it was on disk before it.
      expect(lostFrames(bytes) > 0, `frame ${frame} of ${frames}`).toBe(commitsAfter > 1);
      expect(commitsBefore + commitsAfter).toBe(count(whole, 0, frames));
    }
  });
});

/** Commit frames of a log from one frame up to another. */
function count(bytes: Buffer, from: number, to: number): number {
  const size = 24 + bytes.readUInt32BE(8);
  let commits = 0;
  for (let frame = from; frame < to; frame += 1)
    if (bytes.readUInt32BE(32 + frame * size + 4) !== 0) commits += 1;
  return commits;
}

it('takes no log for what is none', () => {
  expect(lostFrames(new Uint8Array())).toBe(0);
  expect(lostFrames(new Uint8Array(5000).fill(7))).toBe(0);
});
