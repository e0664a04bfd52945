import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { z } from 'zod';
import { CHROME } from '../support/tagline.ts';

const CONNECTIONS = [1, 16, 64, 256];
const SECONDS = 5;
const TAG = '11111111-2222-4333-8444-555555555555';

interface Server {
  url: string;
  child: ChildProcess;
  /** The next line it writes. */
  line(): Promise<string>;
}

async function start(kind: 'bare' | 'tagline', file: string): Promise<Server> {
  const child = spawn(process.execPath, ['dist/bench/server.js', kind, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  return { url: `http://127.0.0.1:${await line()}/hit`, child, line };
}

const RUN = randomBytes(8).toString('hex');
let serial = 0;

/**
 * A page view as the tag sends it: of one in 20,000 visitors, on one of 500 pages. Put together by hand, because the
 * client shares the machine with the server it loads.
 */
function body(): string {
  serial += 1;
  const id = RUN + serial.toString(16).padStart(16, '0');
  const visitor = ((serial * 7919) % 20_000).toString(16).padStart(32, '0');
  return `{"v":1,"hits":[{"id":"${id}","tag":"${TAG}","visitor":"${visitor}","url":"https://shop.test/products/${serial % 500}","referrer":"https://www.google.com/","title":"A product","age":3,"flags":[]}]}`;
}

async function load({ url }: Server, connections: number) {
  const { statusCodeStats, latency, duration, errors } = await autocannon({
    url,
    connections,
    duration: SECONDS,
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.test', 'user-agent': CHROME },
    requests: [
      {
        setupRequest: (request) => {
          request.body = body();
          return request;
        },
      },
    ],
  });
  const stored = statusCodeStats?.['204']?.count ?? 0;
  return { stored, rate: stored / duration, p50: latency.p50, p99: latency.p99, errors };
}

const Ended = z.object({
  tallies: z.array(z.object({ outcome: z.string(), count: z.number() })),
  memory: z.number(),
});

/** Acknowledged hits beside a bare route. Throws where one was lost or doubled. */
export async function ingest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  const bare = await start('bare', '');
  const tagline = await start('tagline', join(folder, 'bench.db'));
  await load(bare, 16);
  let acknowledged = (await load(tagline, 16)).stored; // both have warmed up
  const rows = [];
  for (const connections of CONNECTIONS) {
    const without = await load(bare, connections);
    const hits = await load(tagline, connections);
    acknowledged += hits.stored;
    rows.push({
      connections,
      'bare/s': Math.round(without.rate),
      'hits/s': Math.round(hits.rate),
      ratio: Number((hits.rate / without.rate).toFixed(2)),
      'p50 ms': hits.p50,
      'p99 ms': hits.p99,
      errors: hits.errors,
    });
  }
  console.table(rows);
  bare.child.kill();
  tagline.child.stdin?.end();
  const { tallies, memory } = Ended.parse(JSON.parse(await tagline.line()));
  rmSync(folder, { recursive: true, force: true });
  const stored = tallies.find(({ outcome }) => outcome === 'stored')?.count ?? 0;
  const others = tallies.filter(({ outcome }) => outcome !== 'stored');
  console.log(`acknowledged ${acknowledged}, stored ${stored}, resident ${Math.round(memory / 2 ** 20)} MB`);
  // What was under way when a load ended may be stored without an answer that anybody read.
  const inFlight = (CONNECTIONS.length + 1) * Math.max(...CONNECTIONS);
  if (stored < acknowledged || stored > acknowledged + inFlight || others.length > 0) {
    throw new Error(`the account does not hold: ${JSON.stringify(tallies)}`);
  }
}
