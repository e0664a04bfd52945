import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../db/open.ts';
import { CHROME } from '../support/tagline.ts';

const HITS = 1_000_000;
const TAG = '11111111-2222-4333-8444-555555555555';
const START = Date.UTC(2024, 0, 1);

/** A year of a shop, by time: 100,000 visitors on 500 pages, one hit of twenty a purchase. */
function lineOf(number: number): string {
  const hit = {
    event_timestamp: START + number * 31_000,
    browser_id: ((number * 7919) % 100_000).toString(16).padStart(32, '0'),
    url: `https://shop.test/products/${number % 500}`,
    user_agent: CHROME.replace('144', String(100 + (number % 40))),
  };
  const what =
    number % 20 === 0
      ? { event_name: 'Purchase', deduplication_key: `order-${number}`, value: 1980, currency: 'JPY' }
      : { event_type: 'page_view', referrer: 'https://www.google.com/', title: 'A product' };
  return `${JSON.stringify({ ...hit, ...what })}\n`;
}

async function writeFile(name: string): Promise<void> {
  const file = createWriteStream(name);
  for (let number = 0; number < HITS; number += 1) {
    if (!file.write(lineOf(number))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Runs the command as it is started; its last line, and the most memory it held. */
async function run(folder: string, name: string): Promise<string> {
  const child = spawn(process.execPath, ['dist/cli.js', 'import', name, '--account', TAG], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`import ended with ${code}: ${out}`);
  return out.trim();
}

/** Old hits a second, by the command, once as news and once as duplicates. Throws where one was lost or doubled. */
export async function importing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  const file = join(folder, 'tagline.db');
  const store = openStore(file);
  await store.records.addAccount({
    tagId: TAG,
    name: 'Bench',
    timeZone: 'UTC',
    domains: [],
    cutParams: [],
    consent: 'assumed',
    identityDeclared: false,
    loginChannelId: null,
    createdAt: 0,
  });
  store.close();
  const name = join(folder, 'hits.ndjson');
  await writeFile(name);
  console.log(`${(statSync(name).size / 1e6).toFixed(0)} MB of NDJSON`);
  console.log(`new:       ${await run(folder, name)}`);
  console.log(`again:     ${await run(folder, name)}`);
  const after = openStore(file);
  const tallies = await after.events.tallies(1);
  after.close();
  console.log(`${(statSync(file).size / HITS).toFixed(0)} bytes on disk for each`);
  rmSync(folder, { recursive: true, force: true });
  const counts = tallies.map(({ outcome, count }) => `${outcome} ${count}`).sort();
  if (counts.join() !== `duplicate ${HITS},stored ${HITS}`)
    throw new Error(`the account does not hold: ${counts}`);
}
