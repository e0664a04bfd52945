import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audienceRows } from '../../collector/report/audiences.ts';
import { broadcastRows } from '../../collector/report/broadcasts.ts';
import { conversionRows } from '../../collector/report/conversions.ts';
import { linkRows } from '../../collector/report/links.ts';
import { overview } from '../../collector/report/overview.ts';
import { tracking } from '../../collector/report/tracking.ts';
import { addDemo } from '../../db/demo/index.ts';
import { DAY } from '../../db/model.ts';
import { openStore } from '../../db/open.ts';

const RUNS = 9;

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** How long each page's report takes on the demo's sample, and how many bytes a hit takes on disk. */
export async function report(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  const file = join(folder, 'bench.db');
  const store = openStore(file);
  const now = Date.now();
  await addDemo({ ...store, now, shopOrigin: 'https://shop.test', loginChannelId: '2000000001' });
  const deps = { ...store, now: () => now };
  const account = await store.records.account(1);
  if (!account) throw new Error('the sample has no first account');
  const range = (days: number) => {
    const to = now - Math.floor(Math.random() * 7) * DAY;
    return { from: day(to - (days - 1) * DAY), to: day(to) };
  };
  const pages: Record<string, () => Promise<unknown>> = {
    'overview, 28 days': () => overview(deps, account, { range: range(28), compare: false, filter: {} }),
    'overview, 28 days and before': () =>
      overview(deps, account, { range: range(28), compare: true, filter: {} }),
    'overview, 83 days': () => overview(deps, account, { range: range(83), compare: false, filter: {} }),
    broadcasts: () => broadcastRows(deps, account, ''),
    links: () => linkRows(deps, account, ''),
    conversions: () => conversionRows(deps, account),
    audiences: () => audienceRows(deps, account),
    tracking: () => tracking(deps, account, ''),
  };
  const rows = [];
  for (const [page, read] of Object.entries(pages)) {
    await read();
    const times = [];
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now();
      await read();
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    rows.push({ page, 'median ms': Math.round(times[4] ?? 0), 'max ms': Math.round(times.at(-1) ?? 0) });
  }
  console.table(rows);
  let hits = 0;
  for (const { id } of await store.records.accounts()) {
    for (const { outcome, count } of await store.events.tallies(id)) if (outcome === 'stored') hits += count;
  }
  store.close();
  console.log(`${hits} hits, ${(statSync(file).size / hits).toFixed(0)} bytes on disk for each`);
  rmSync(folder, { recursive: true, force: true });
}
