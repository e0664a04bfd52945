import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createProgram } from '../support/program.ts';
import { check } from './checker.ts';
import type { Ledger } from './client.ts';
import { createRandom } from './random.ts';
import { createDisk, readJournal } from './replay.ts';
import { besides, createTrial, type Setting, sizeOf, Violation } from './trial.ts';

/** Milliseconds of load that are recorded for each cut of a series, and for a whole one at most; and cuts of each. */
const RECORDED_EACH = 30;
const RECORDED = 1_500;
const PER_RECORD = 100;
/** Every so many cuts the whole program is started on what is left; the others are opened as it opens them. */
const STARTED = 20;

/** What power cuts did. */
export interface Cuts {
  cuts: number;
  /** Cuts after which acknowledged hits were gone, and how many were. */
  losing: number;
  /** Cuts after which something else did not hold. */
  broken: string[];
  acknowledged: number;
}

/** A run under load with everything it did to its files; the folder holds what there was before. */
async function record(
  setting: Setting,
  cuts: number,
): Promise<{ base: Buffer; journal: string; ledger: Ledger; close(): void }> {
  let journal = '';
  const trial = await createTrial(setting, () => sizeOf(journal));
  journal = besides(trial, 'journal');
  const base = readFileSync(trial.file);
  const serving = await trial.serve(['journal'], { FAULT_JOURNAL: journal });
  const until = performance.now() + Math.min(RECORDED, RECORDED_EACH * cuts);
  await trial.client.load(serving.address, 16, () => performance.now() > until);
  await trial.stop(serving);
  return { base, journal, ledger: trial.client.ledger, close: trial.close };
}

/** Cuts the power at random moments of recorded runs, and opens what is left each time. */
export async function cutPower(setting: Setting, cuts: number, perRecord = PER_RECORD): Promise<Cuts> {
  const result: Cuts = { cuts: 0, losing: 0, broken: [], acknowledged: 0 };
  for (let series = 0; result.cuts < cuts; series += 1) {
    const seed = setting.seed + series;
    const random = createRandom(seed);
    const { base, journal, ledger, close } = await record({ ...setting, seed }, perRecord);
    const program = createProgram(setting.cli);
    try {
      result.acknowledged += ledger.acknowledged.size;
      const entries = readJournal(journal);
      const moments = Array.from({ length: Math.min(perRecord, cuts - result.cuts) }, () =>
        random.below(entries.length),
      ).sort((a, b) => a - b);
      const disk = createDisk({ 'tagline.db': base });
      let next = 0;
      for (const [index, entry] of entries.entries()) {
        disk.run(entry);
        for (; moments[next] === index; next += 1) {
          rmSync(program.folder, { recursive: true });
          mkdirSync(program.folder);
          disk.cut(program.folder, random);
          result.cuts += 1;
          const wrong = await opened(program, result.cuts % STARTED === 0);
          wrong.push(...(await check(program.file, { ledger, until: entry.end, killed: true })));
          if (wrong.some((line) => line.startsWith('I1: '))) result.losing += 1;
          result.broken.push(...wrong.filter((line) => !/^I1: \d+ acknowledged/.test(line)));
        }
      }
      setting.say(`${result.cuts} power cuts`);
    } finally {
      program.close();
      close();
    }
  }
  return result;
}

/** Starts the whole program on what a cut left. */
async function opened(program: ReturnType<typeof createProgram>, whole: boolean): Promise<string[]> {
  if (!whole) return [];
  try {
    const { child, ended } = await program.serve();
    child.kill('SIGKILL');
    await ended;
    return [];
  } catch (error) {
    return [`I4: it does not start: ${String(error)}`];
  }
}

/** F3: power cuts, and the same under `synchronous=NORMAL`, where they must show a loss: else they would prove nothing. */
export async function provePower(
  setting: Setting,
  normal: string,
  cuts: number,
  normalCuts: number,
): Promise<string> {
  const full = await cutPower(setting, cuts, Math.min(PER_RECORD, cuts));
  if (full.losing > 0 || full.broken.length > 0)
    throw new Violation(
      `F3: ${full.losing} of ${full.cuts} cuts lost hits; ${[...new Set(full.broken)].join('; ')}`,
    );
  const less = await cutPower({ ...setting, cli: normal }, normalCuts, normalCuts);
  if (less.losing === 0)
    throw new Violation(`F3: under NORMAL none of ${less.cuts} cuts lost a hit: the cuts are none`);
  return `${full.cuts} power cuts over ${full.acknowledged} acknowledged hits lost none; under NORMAL ${less.losing} of ${less.cuts} lost some`;
}
