import { Agent } from 'node:http';
import fc from 'fast-check';
import { listen } from '../../collector/serve.ts';
import { localServer } from '../support/local-server.ts';
import { received } from '../support/rows.ts';
import { createTest, ORIGIN } from '../support/tagline.ts';
import { type Names, type Noise, type Route, requests } from './request.ts';
import { ANSWERED, inProcess, overHttp, raw } from './send.ts';
import { demand } from './trial.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const METRICS_KEY = 'a key for the metrics of the noise';

/** Requests on one database: the next get a new one, so that memory stays small. */
const PER_DATABASE = 10_000;
/** Requests between two looks at the account. */
const PER_LOOK = 500;

/** Bytes of a body of hits. */
const BODY_MAX = 64 * 1024;

/** LINE, to whom every token is wrong. */
async function startLine(): Promise<{ base: string; close(): void }> {
  const answer = '{"error":"invalid_request"}';
  const { port, close } = await localServer((_, response) => response.writeHead(400).end(answer));
  return { base: `http://127.0.0.1:${port}`, close };
}

/** Where a JSON value has an entry of this name. */
function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Every field that the OpenAPI document names in the body of a route. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Object.keys(Object(at(schema, 'properties')));
  return [...new Set([...own, ...Object.values(schema).flatMap(fieldsOf)])];
}

/** Every route of the program, from its own list: a new one is in it by itself. */
async function routesOf(test: ReturnType<typeof createTest>): Promise<Route[]> {
  const { json } = await test.api('GET', '/openapi.json');
  const routes = test.app.routes.map(({ method, path }): Route => {
    const named = path.replace(/:(\w+)(\{.*\})?/g, '{$1}');
    const said = at(at(at(json, 'paths'), named), method.toLowerCase());
    return { method: method === 'ALL' ? 'GET' : method, path, fields: fieldsOf(at(said, 'requestBody')) };
  });
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

/** A program with an owner, an account, a link, a key and a LINE Login channel: everything that a request may reach. */
async function start(lineApiBase: string) {
  const test = createTest({
    config: { metricsKey: METRICS_KEY, lineApiBase },
    internet: { resolve: () => Promise.reject(new Error('there is no internet here')) },
  });
  await test.signIn();
  const account = { name: 'Noise', timeZone: 'UTC', tagId: TAG, domains: [] };
  await test.api('POST', '/accounts', account);
  await test.store.records.changeAccount(1, { loginChannelId: '1234567890', identityDeclared: true });
  await test.store.records.addLink({
    ...{ accountId: 1, code: 'letter', name: 'Letter', destination: 'https://shop.test/' },
    ...{ broadcastId: null, createdAt: 0 },
  });
  const key = await test.api('POST', '/accounts/1/api-keys', {
    name: 'Noise',
    scopes: ['conversions:write'],
  });
  const signed = await test.app.request(`${ORIGIN}/api/sign-in`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@shop.test', password: 'a long enough password' }),
  });
  const cookie = signed.headers.getSetCookie().map((one) => one.split(';')[0]);
  const apiKey = at(key.json, 'key') ?? at(key.json, 'secret');
  demand('noise', [
    ...(typeof apiKey === 'string' ? [] : ['there is no API key']),
    ...(cookie.length > 0 ? [] : ['nobody is signed in']),
    ...((await test.store.records.account(1))?.tagId === TAG ? [] : ['there is no account']),
  ]);
  const names: Names = {
    tag: TAG,
    apiKey: String(apiKey),
    metricsKey: METRICS_KEY,
    cookie: cookie.join('; '),
    origin: ORIGIN,
  };
  return { test, names, routes: await routesOf(test) };
}

function header({ headers }: Noise, name: string, none = ''): string {
  return headers.find(([own]) => own === name)?.[1] ?? none;
}

/** Hits in a batch as its bytes say; what is no batch is one. The oracle: written without a look at the parser. */
function batchSize(text: string): number {
  try {
    const batch: unknown = JSON.parse(text);
    const hits = at(batch, 'hits');
    return !Array.isArray(batch) &&
      at(batch, 'v') === 1 &&
      Array.isArray(hits) &&
      hits.length > 0 &&
      hits.length <= 100
      ? hits.length
      : 1;
  } catch {
    return 1;
  }
}

/** How many hits a request puts into the account. */
async function hitsOf(noise: Noise, answer: { status: number; body: string }): Promise<number> {
  const { pathname, searchParams } = new URL(noise.path, ORIGIN);
  if (noise.method === 'POST' && pathname === '/hit') {
    const encoding = header(noise, 'content-encoding', 'identity').trim().toLowerCase();
    const type = header(noise, 'content-type').split(';')[0]?.trim().toLowerCase() ?? '';
    if (encoding !== 'identity' || (noise.body?.length ?? 0) > BODY_MAX) return 1;
    if (type && type !== 'text/plain' && type !== 'application/json') return 1;
    try {
      return batchSize(new TextDecoder('utf-8', { fatal: true }).decode(noise.body ?? new Uint8Array()));
    } catch {
      return 1;
    }
  }
  if (noise.method === 'GET' && pathname === '/tag.gif') {
    const batch = searchParams.get('hits');
    return batch === null ? 1 : batchSize(batch);
  }
  if (noise.method === 'POST' && pathname === '/v1/conversions') {
    if ([401, 403, 404, 429].includes(answer.status)) return 0;
    const outcomes = at(JSON.parse(answer.body), 'outcomes');
    return Array.isArray(outcomes) ? outcomes.length : 0;
  }
  return 0;
}

const ascii = new TextEncoder();
const rawBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'PUT', 'get', '', 'PRI', 'CONNECT', 'TRACE'),
      fc.constantFrom(
        '/hit',
        '*',
        '/',
        '/tag.gif?t_id=1',
        'http://x/',
        '//',
        '/\u0000',
        '/%',
        '/r/%ff',
        '/api/accounts',
      ),
      fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''),
      fc.array(
        fc.constantFrom(
          'Host: a',
          'Host:',
          'Content-Length: -1',
          'Content-Length: 5',
          'Content-Length: 99999999999',
          'Transfer-Encoding: chunked',
          'Transfer-Encoding: x',
          'X: \u0001',
          ': y',
          'Host: a\r\nHost: b',
          'Expect: 100-continue',
          'Connection: upgrade\r\nUpgrade: x',
          `X: ${'a'.repeat(20_000)}`,
        ),
        { maxLength: 4 },
      ),
      fc.constantFrom('', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', '{"v":1}', '0\r\n\r\nGET / HTTP/1.1\r\n\r\n'),
    )
    .map(([method, path, version, headers, body]) =>
      ascii.encode(
        `${method} ${path} ${version}\r\n${headers.map((one) => `${one}\r\n`).join('')}\r\n${body}`,
      ),
    ),
);

/** Says a request in words with which it can be had again. */
function told({ method, path, headers, body }: Noise): string {
  return JSON.stringify({ method, path, headers, body: body && Buffer.from(body).toString('base64') });
}

/** What the noise is asked for. */
export interface Asked {
  seed: number;
  runs: number;
  /** One in so many goes over a socket. */
  socketEvery: number;
  say: (line: string) => void;
}

/**
 * F35: whatever a client sends to whichever route: no 5xx, nothing in the log, no rejection that nobody hears, no answer
 * after a second, and every hit in the account.
 */
export async function makeNoise({ seed, runs, socketEvery, say }: Asked): Promise<string> {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  process.on('uncaughtException', hear);
  const line = await startLine();
  const statuses = new Map<number, number>();
  let slowest = 0;
  try {
    for (let done = 0; done < runs; ) {
      const { test, names, routes } = await start(line.base);
      const noises = requests(routes, names);
      const server = await listen(test, 0, '127.0.0.1');
      const agent = new Agent({ keepAlive: true });
      const send = inProcess(test.app);
      const sendOver = overHttp(server.port, agent);
      const accounts = async () => [null, ...(await test.store.records.accounts()).map(({ id }) => id)];
      try {
        for (let here = 0; here < PER_DATABASE && done < runs; here += PER_LOOK) {
          const some = Math.min(PER_LOOK, runs - done);
          const before = await received(test.store, await accounts());
          let hits = 0;
          for (const noise of fc.sample(noises, { seed: seed + done, numRuns: some })) {
            done += 1;
            const isOver = done % socketEvery === 0;
            const wrong = (what: string) => demand('F35', [`${what}: ${told(noise)}`]);
            const since = performance.now();
            const answer = await (isOver ? sendOver : send)(noise).catch((error) => wrong(String(error)));
            if (!answer) continue;
            let took = performance.now() - since;
            // Somebody else may have had the processor: only what is slow twice is slow.
            if (took > ANSWERED) {
              const again = performance.now();
              hits += await hitsOf(noise, await send(noise));
              took = performance.now() - again;
            }
            slowest = Math.max(slowest, took);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            if (answer.status >= 500) wrong(`it answered ${answer.status} (${test.log.join()})`);
            if (took > ANSWERED) wrong(`it took ${Math.round(took)} ms`);
            hits += await hitsOf(noise, answer);
            test.clock.move(20);
          }
          const after = await received(test.store, await accounts());
          demand('F35', [
            ...(after - before === hits
              ? []
              : [`I3: ${after - before} in the account of ${hits}, seed ${seed + done - some}`]),
            ...test.log.map((entry) => `it logged ${entry}`),
            ...unheard.map((error) => `nobody heard ${String(error)}`),
          ]);
        }
        for (const bytes of fc.sample(rawBytes, {
          seed: seed + done,
          numRuns: Math.ceil(PER_LOOK / socketEvery),
        })) {
          const answered = await raw(server.port, bytes);
          demand(
            'F35',
            answered.some((status) => status >= 500)
              ? [`${answered} to ${Buffer.from(bytes).toString('base64')}`]
              : [],
          );
        }
        demand(
          'F35',
          test.log.map((entry) => `it logged ${entry}`),
        );
      } finally {
        agent.destroy();
        test.endLive();
        await server.close();
        await test.close();
      }
      say(`${done} inputs`);
    }
  } finally {
    line.close();
    process.off('unhandledRejection', hear);
    process.off('uncaughtException', hear);
  }
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  return `${runs} inputs, seed ${seed}, the slowest ${Math.round(slowest)} ms (${answers.join(', ')})`;
}
