import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadStore, openStore } from '../../db/open.ts';
import { addSample, type SampleSize } from './sample.ts';

/** What the design asks for, and a tenth of it, because reports must not grow with it. */
const SIZES: SampleSize[] = [
  { hits: 1_000_000, visitors: 100_000, urls: 50_000, days: 90 },
  { hits: 10_000_000, visitors: 1_000_000, urls: 50_000, days: 90 },
];
/** Whole days, so that ranges of local days end with the sample. */
const END = Date.UTC(2026, 10, 22, 5);

/** Writes the sample as intake does, and what is derived of it. */
async function fill(file: string, size: SampleSize): Promise<void> {
  const store = openStore(file);
  const started = performance.now();
  let shown = 0;
  await addSample(store, size, END, (hits) => {
    if (hits / size.hits < shown + 0.1) return;
    shown = hits / size.hits;
    process.stderr.write(`\r${Math.round(shown * 100)} % of ${size.hits.toLocaleString('en')} hits written`);
  });
  process.stderr.write('\r\x1b[K');
  const rate = size.hits / ((performance.now() - started) / 1000);
  store.close();
  const sealing = performance.now();
  // Blocks that were not read before are made now, as after a migration.
  const main = openStore(file);
  const reader = openReadStore(file, main.keep);
  await reader.events.live(1, END);
  reader.close();
  main.close();
  const seconds = (performance.now() - sealing) / 1000;
  console.log(
    `${size.hits.toLocaleString('en')} hits: written at ${Math.round(rate).toLocaleString('en')}/s, ` +
      `columns made in ${seconds.toFixed(1)} s, ${(statSync(file).size / size.hits).toFixed(0)} bytes on disk for each`,
  );
}

/** Measures in a process of its own, so that its memory is that of the program and not of what filled the store. */
async function read(file: string): Promise<void> {
  const child = spawn(process.execPath, ['dist/bench/reading.js', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`reading ended with ${String(code)}`);
}

/** How long each report takes at a million and at ten million hits; bytes on disk; start-up; memory. */
export async function report(): Promise<void> {
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
    const file = join(folder, 'bench.db');
    try {
      await fill(file, size);
      await read(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
