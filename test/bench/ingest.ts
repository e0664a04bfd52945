import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { z } from 'zod';
import { CHROME } from '../support/tagline.ts';

const CONNECTIONS = [1, 16, 64, 256];
/** Each is loaded so often, in turn, because the machine is not equally fast for long. */
const ROUNDS = 5;
const SECONDS = 2;
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

const HEADERS = { 'content-type': 'text/plain', origin: 'https://shop.test', 'user-agent': CHROME };

/** What came of loading a server for a while. */
interface Loaded {
  stored: number;
  rate: number;
  p50: number;
  p99: number;
  errors: number;
  /** Of one core, by this client. */
  busy: number;
}

async function load({ url }: Server, connections: number): Promise<Loaded> {
  const before = process.cpuUsage();
  const { statusCodeStats, latency, duration, errors } = await autocannon({
    url,
    connections,
    duration: SECONDS,
    method: 'POST',
    headers: HEADERS,
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
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / (duration * 1e6);
  return { stored, rate: stored / duration, p50: latency.p50, p99: latency.p99, errors, busy };
}

/** Both servers, one after the other. */
interface Round {
  without: Loaded;
  hits: Loaded;
  ratio: number;
}

const LONE = 500;

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

/** Milliseconds of one fsync: 4 KiB written and on disk, as a hit's commit does it. */
function fsyncTime(folder: string): number {
  const file = openSync(join(folder, 'fsync'), 'w');
  const bytes = Buffer.alloc(4096, 1);
  const times = Array.from({ length: LONE }, (_, index) => {
    const started = performance.now();
    writeSync(file, bytes, 0, bytes.length, index * bytes.length);
    fdatasyncSync(file);
    return performance.now() - started;
  });
  closeSync(file);
  return median(times);
}

/** Milliseconds until a hit is acknowledged while nobody else is there: one after another, on one connection. */
async function loneTime({ url }: Server): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let sent = 0; sent < LONE; sent += 1) {
    const text = body();
    const started = performance.now();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(url, { agent, method: 'POST', headers: HEADERS }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      })
        .on('error', reject)
        .end(text);
    });
    if (status !== 204) throw new Error(`a lone hit was answered ${status}`);
    times.push(performance.now() - started);
  }
  agent.destroy();
  return median(times);
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
  const fsync = fsyncTime(folder);
  const lone = { bare: await loneTime(bare), hit: await loneTime(tagline) };
  acknowledged += LONE;
  const rows = [];
  for (const connections of CONNECTIONS) {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const without = await load(bare, connections);
      const hits = await load(tagline, connections);
      acknowledged += hits.stored;
      rounds.push({ without, hits, ratio: hits.rate / without.rate });
    }
    const middle = (of: (round: Round) => number) => median(rounds.map(of));
    const ratios = rounds.map(({ ratio }) => ratio);
    rows.push({
      connections,
      'bare/s': Math.round(middle(({ without }) => without.rate)),
      'hits/s': Math.round(middle(({ hits }) => hits.rate)),
      ratio: Number(median(ratios).toFixed(2)),
      'least, most': `${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}`,
      'p50 ms': middle(({ hits }) => hits.p50),
      'p99 ms': middle(({ hits }) => hits.p99),
      errors: rounds.reduce((sum, { hits }) => sum + hits.errors, 0),
      // Near 100 the client is the limit, not the server: then the ratio is better than the server is.
      'client %, bare': Math.round(middle(({ without }) => without.busy) * 100),
      'client %': Math.round(middle(({ hits }) => hits.busy) * 100),
    });
  }
  console.table(rows);
  const ms = (time: number) => `${time.toFixed(2)} ms`;
  console.log(
    `one after another, medians: a hit ${ms(lone.hit)}, the bare route ${ms(lone.bare)}, an fsync ${ms(fsync)}`,
  );
  bare.child.kill();
  tagline.child.stdin?.end();
  const { tallies, memory } = Ended.parse(JSON.parse(await tagline.line()));
  rmSync(folder, { recursive: true, force: true });
  const stored = tallies.find(({ outcome }) => outcome === 'stored')?.count ?? 0;
  const others = tallies.filter(({ outcome }) => outcome !== 'stored');
  console.log(`acknowledged ${acknowledged}, stored ${stored}, resident ${Math.round(memory / 2 ** 20)} MB`);
  // What was under way when a load ended may be stored without an answer that anybody read.
  const inFlight = (CONNECTIONS.length * ROUNDS + 1) * Math.max(...CONNECTIONS);
  if (stored < acknowledged || stored > acknowledged + inFlight || others.length > 0) {
    throw new Error(`the account does not hold: ${JSON.stringify(tallies)}`);
  }
}
