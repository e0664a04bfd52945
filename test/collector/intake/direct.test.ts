import { connect } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { behindNode } from '../../support/node-server.ts';
import { storedHits } from '../../support/rows.ts';
import { CHROME, createTest, hex } from '../../support/tagline.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const BODY = JSON.stringify({
  v: 1,
  hits: [{ id: hex(1), tag: TAG, url: 'https://shop.test/', age: 0 }],
});
const AGENT = `User-Agent: ${CHROME}`;
const LENGTH = `Content-Length: ${BODY.length}`;
const HOST = 'Host: tagline.test';

let test: ReturnType<typeof createTest>;
let server: ReturnType<typeof behindNode>;

beforeEach(async () => {
  test = createTest({ config: { tagUrl: 'https://t.shop.test/a1/' } });
  server = behindNode(test);
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: ['shop.test'], tagId: TAG });
});
afterEach(() => server.close());

/** Opens a connection, says lines of a request and a body, and leaves with the answer, or when the request was taken. */
async function say(lines: string[], body: string, leave: 'answered' | 'taken' = 'answered'): Promise<string> {
  const socket = connect(await server.port(), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => {}); // it is ours that breaks off
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write([...lines, 'Connection: close', '', body].join('\r\n'));
  if (leave === 'taken') {
    while (server.taken.length === 0) await nextTurn();
    socket.destroy();
  }
  await closed;
  return answer;
}

const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

describe('hits go without the app', () => {
  it.each([
    ['a batch of a stated length', ['POST /hit HTTP/1.1', HOST, LENGTH], BODY, true, 204],
    ['where the tag was moved', ['POST /a1/hit HTTP/1.1', HOST, LENGTH], BODY, true, 204],
    ['a body in chunks', ['POST /hit HTTP/1.1', HOST, 'Transfer-Encoding: chunked'], chunked, false, 204],
    ['with a query', ['POST /hit?x=1 HTTP/1.1', HOST, LENGTH], BODY, false, 204],
    ['a whole address', ['POST http://tagline.test/hit HTTP/1.1', HOST, LENGTH], BODY, false, 204],
    ['no host, as before 1.1', ['POST /hit HTTP/1.0', LENGTH], BODY, false, 204],
    ['a host that is none', ['POST /hit HTTP/1.1', 'Host: a b', LENGTH], BODY, false, 400],
    ['another method', ['PUT /hit HTTP/1.1', HOST, LENGTH], BODY, false, 404],
    ['to look at it', ['GET /hit HTTP/1.1', HOST], '', false, 404],
    ['a question of a browser', ['OPTIONS /hit HTTP/1.1', HOST], '', false, 204],
    ['another path', ['POST /hits HTTP/1.1', HOST, LENGTH], BODY, false, 404],
    [
      'too long a body',
      ['POST /hit HTTP/1.1', HOST, 'Content-Length: 65537'],
      ' '.repeat(65_537),
      false,
      413,
    ],
    ['two lengths', ['POST /hit HTTP/1.1', HOST, LENGTH, 'Content-Length: 1'], BODY, null, 400],
    [
      'length and chunks',
      ['POST /hit HTTP/1.1', HOST, LENGTH, 'Transfer-Encoding: chunked'],
      chunked,
      null,
      400,
    ],
  ] as const)('or with it: %s', async (_, lines, body, taken, status) => {
    const answer = await say([...lines, AGENT], body);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(server.taken).toEqual(taken === null ? [] : [taken]);
    expect(storedHits(test.store)).toHaveLength(status === 204 && body !== '' ? 1 : 0);
  });

  it('and are not there where they break off', async () => {
    await say(['POST /hit HTTP/1.1', HOST, AGENT, LENGTH], BODY.slice(0, -1), 'taken');
    expect(server.taken).toEqual([true]);
    expect(storedHits(test.store)).toEqual([]);
    expect((await test.hit([])).status).toBe(400);
  });

  it.each([
    ['direct', '/hit'],
    ['by the app', '/hit?x=1'],
  ])('and have arrived when they begin to, %s', async (_, path) => {
    const began = test.clock.now();
    const socket = connect(await server.port(), '127.0.0.1');
    const closed = new Promise((resolve) => socket.resume().once('close', resolve));
    socket.write([`POST ${path} HTTP/1.1`, HOST, AGENT, LENGTH, 'Connection: close', '', ''].join('\r\n'));
    while (server.taken.length === 0) await sleep(5);
    test.clock.move(5_000);
    socket.write(BODY);
    await closed;
    expect(storedHits(test.store)).toMatchObject([{ at: began, receivedAt: began }]);
  });

  it('and are there where nobody waits for the answer', async () => {
    await say(['POST /hit HTTP/1.1', HOST, AGENT, LENGTH], BODY, 'taken');
    while (storedHits(test.store).length === 0) await sleep(5);
    expect(server.taken).toEqual([true]);
  });

  it('and what nobody expected is answered and logged as everywhere else', async () => {
    test.store.signIn.db.run('DROP TABLE account');
    await test.api('PATCH', '/accounts/1', { name: 'read anew' });
    const answers = await Promise.all([
      server.send('http://tagline.test/hit', { method: 'POST', body: BODY }),
      test.send('http://tagline.test/hit', { method: 'POST', body: BODY }),
    ]);
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('x-tagline-reason')]).toEqual([500, 'internal']);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(await answer.json()).toMatchObject({
        error: { code: 'internal', reason: 'internal', requestId: expect.any(String) },
      });
    }
    expect(test.log.filter((line) => line.includes('no such table'))).toHaveLength(3);
  });
});
