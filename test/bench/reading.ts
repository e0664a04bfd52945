import { createTagline } from '../../collector/app.ts';
import { countConversions } from '../../collector/conversion/count.ts';
import { daysOf } from '../../collector/lib/day.ts';
import { broadcastRows } from '../../collector/report/broadcasts.ts';
import { live, overview } from '../../collector/report/overview.ts';
import { listen } from '../../collector/serve.ts';
import { DAY } from '../../db/model.ts';
import { openReadStore } from '../../db/open.ts';
import type { Filter } from '../../db/store.ts';
import { testConfig } from '../support/tagline.ts';

/*
 * Reads a filled store as the thread of the reports does. Every question has a fresh random range, and
 * nothing remembers an answer.
 */
const RUNS = 200;
const ROWS = 100;
const END = Date.UTC(2026, 10, 22, 5);
const DAYS = 90;
const [file = ''] = process.argv.slice(2);

const started = performance.now();
const program = createTagline(testConfig, { file, assets: 'dist', now: () => END });
const { close } = await listen(program, 0, '127.0.0.1');
const startUp = performance.now() - started;

await close();
await program.close();

const store = openReadStore(file, () => {});
const { events } = store;
const deps = { ...store, now: () => END };
const account = await store.records.account(1);
if (!account) throw new Error('the sample has no account');
const { id, timeZone } = account;
const conversions = await store.records.conversions(id);

const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Both ends anywhere in the sample. */
function someRange() {
  const ends = [Math.random() * DAYS, Math.random() * DAYS]
    .map((day) => END - Math.ceil(day) * DAY)
    .sort((a, b) => a - b);
  return { from: iso(ends[0] ?? END), to: iso(ends[1] ?? END) };
}
const wholeRange = () => ({ from: iso(END - (DAYS - 1) * DAY), to: iso(END - DAY) });

function quantile(times: number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
}

async function measure(run: () => Promise<unknown>, runs = RUNS) {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const at = performance.now();
    await run();
    times.push(performance.now() - at);
  }
  return { 'p50 ms': Math.round(quantile(times, 0.5)), 'p95 ms': Math.round(quantile(times, 0.95)) };
}

const buckets = (range: { from: string; to: string }) => daysOf(range, timeZone);
const span = (range: { from: string; to: string }) => {
  const days = buckets(range);
  return { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
};

const FILTERS: Record<string, Filter> = {
  page: { page: 'shop.test/products/0/item-0' },
  source: { source: 'line' },
  device: { device: { device: 'mobile', lineApp: true } },
  country: { country: 'JP' },
  event: { event: 'Conversion' },
  broadcast: { broadcast: 1 },
};
FILTERS['all six'] = Object.assign({}, ...Object.values(FILTERS));

const first = performance.now();
await overview(deps, account, { range: wholeRange(), compare: false, filter: {} });
const warmUp = performance.now() - first;

const rows: Record<string, unknown>[] = [];
const add = async (report: string, run: () => Promise<unknown>, runs?: number) =>
  rows.push({ report, ...(await measure(run, runs)) });
for (const [name, range] of [
  ['a random range', someRange],
  ['all 90 days', wholeRange],
] as const) {
  await add(`figures and their course, ${name}`, () => events.traffic(id, buckets(range())));
  await add(`pages, ${name}`, () => events.pages(id, span(range()), ROWS));
  await add(`sources, ${name}`, () => events.sources(id, span(range()), ROWS));
  await add(`devices and countries, ${name}`, () => events.clients(id, span(range()), ROWS));
  await add(`conversions, ${name}`, () => countConversions(events, id, conversions, span(range())));
  await add(`the whole Overview page, ${name}`, () =>
    overview(deps, account, { range: range(), compare: false, filter: {} }),
  );
}
await add('live', () => live(deps, account));
await add('Broadcasts', () => broadcastRows(deps, account, ''));
for (const [name, filter] of Object.entries(FILTERS)) {
  await add(
    `devices and countries, filter ${name}`,
    () => events.clients(id, span(someRange()), ROWS, filter),
    30,
  );
  await add(
    `figures and their course, filter ${name}`,
    () => events.traffic(id, buckets(someRange()), filter),
    30,
  );
  await add(`pages, filter ${name}`, () => events.pages(id, span(someRange()), ROWS, filter), 30);
}
console.table(rows);
console.log(
  `start-up ${Math.round(startUp)} ms, first Overview of all days ${Math.round(warmUp)} ms, ` +
    `resident ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
);
store.close();
