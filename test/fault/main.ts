import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jump } from './clock.ts';
import { crowd } from './crowd.ts';
import { failSync, forbidWriting, limitFiles, refuseWrites } from './disk.ts';
import { killAtRandom, killAtWrites } from './kill.ts';
import { lockOut } from './lock.ts';
import { interruptMigration, migrations } from './migration.ts';
import { buildMistaken, MISTAKES, NORMAL, plantMistakes } from './mistake.ts';
import { takeAway } from './place.ts';
import { provePower } from './power.ts';
import { must } from './preload.ts';
import { soak } from './soak.ts';
import { stopBesideSlow, stopUnderLoad } from './stop.ts';
import { storm } from './storm.ts';
import type { Setting } from './trial.ts';
import { close, print, readWords } from './words.ts';

/* `npm run faults`: the long form of what `npm test` has a short form of. */

const DEFAULTS = { seed: 1, kills: 500, cuts: 1_000, minutes: 10 };

/** 1, 2, 3 ... for ever: who asks for numbers stops by itself. */
function* upwards(): Generator<number> {
  for (let number = 1; ; number += 1) yield number;
}

function partsOf(
  setting: Setting,
  options: typeof DEFAULTS,
  folder: string,
): Record<string, () => Promise<string>> {
  const all = async (...tries: (() => Promise<string>)[]) => {
    const said: string[] = [];
    for (const one of tries) said.push(await one());
    return said.join('; ');
  };
  return {
    kill: () => killAtRandom(setting, options.kills),
    write: () => killAtWrites(setting, upwards()),
    power: () =>
      provePower(setting, buildMistaken(join(folder, 'normal'), NORMAL), options.cuts, options.cuts / 10),
    disk: () =>
      all(
        () => refuseWrites(setting, 'full', 20),
        () => refuseWrites(setting, 'write', 20),
        () => limitFiles(setting),
        () => failSync(setting, 20),
        () => forbidWriting(setting),
      ),
    place: () => takeAway(setting),
    clock: () => jump(setting),
    lock: () => lockOut(setting),
    crowd: () => crowd(setting),
    storm: () => storm(setting),
    stop: () =>
      all(
        () => stopUnderLoad(setting, 20),
        () => stopBesideSlow(setting),
      ),
    migration: () =>
      all(
        ...[1, migrations(setting.cli) - 1].map((from) => () => interruptMigration(setting, from, upwards())),
      ),
    mistake: async () => plantMistakes(MISTAKES, setting.say),
    soak: () => soak(setting, options.minutes * 60),
  };
}

await close('faults', async () => {
  const { names: asked, options } = readWords(process.argv.slice(2), DEFAULTS);
  for (const program of ['cc', 'bash', 'prlimit']) must(program, ['--version']);
  const folder = mkdtempSync(join(tmpdir(), 'tagline-faults-'));
  const cli = process.env.TAGLINE_CLI ?? 'dist/cli.js';
  const setting: Setting = {
    cli,
    seed: options.seed,
    timed: true,
    say: (line) => print(`    ${line}`),
  };
  try {
    const parts = partsOf(setting, options, folder);
    const unknown = asked.filter((name) => !parts[name]);
    if (unknown.length > 0)
      throw new Error(`there is no part ${unknown.join(', ')}; parts: ${Object.keys(parts).join(', ')}`);
    const begun = performance.now();
    let done = 0;
    for (const [name, prove] of Object.entries(parts)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      print(`${name} ...`);
      print(`${name}: ${await prove()}`);
      done += 1;
    }
    const minutes = Math.round((performance.now() - begun) / 60_000);
    return `all ${done} parts hold, seed ${options.seed}, ${minutes} minutes`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
