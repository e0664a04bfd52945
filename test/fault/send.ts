import { type Agent, request as ask } from 'node:http';
import { connect } from 'node:net';
import { type createTest, ORIGIN } from '../support/tagline.ts';
import type { Noise } from './request.ts';

/** Milliseconds in which everything must be answered. */
export const ANSWERED = 1_000;

/** What was answered. */
export interface Answer {
  status: number;
  body: string;
}

/** A way to the program. */
export type Send = (noise: Noise) => Promise<Answer>;

/** In process: the whole program but the socket. */
export function inProcess(app: ReturnType<typeof createTest>['app']): Send {
  return async ({ method, path, headers, body }) => {
    const isRead = method === 'GET' || method === 'HEAD';
    const response = await app.request(ORIGIN + path, {
      method,
      headers,
      body: isRead || body === null ? null : Buffer.from(body),
    });
    // A live view never ends.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, body: '' };
    }
    return { status: response.status, body: await response.text() };
  };
}

/** Over a socket. */
export function overHttp(port: number, agent: Agent): Send {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const own = headers.filter(([name]) => name !== 'expect' && name !== 'host');
      const sends = method === 'GET' || method === 'HEAD' ? null : body;
      // Said, because Node says it for some methods only.
      if (sends) own.push(['content-length', String(sends.length)]);
      const options = { host: '127.0.0.1', port, agent, method, path, headers: Object.fromEntries(own) };
      const sent = ask(options, (response) => {
        const { statusCode: status = 0 } = response;
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          response.destroy();
          return resolve({ status, body: '' });
        }
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('end', () => resolve({ status, body: Buffer.concat(pieces).toString() }));
        response.once('error', reject);
      });
      sent.once('error', reject);
      sent.end(sends ?? undefined);
    });
}

/** Bytes on a socket that may be no HTTP at all; the status of each answer. */
export function raw(port: number, bytes: Uint8Array): Promise<number[]> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setTimeout(ANSWERED * 2, () => socket.destroy(new Error('no answer')));
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    socket.once('error', () => {});
    socket.once('close', () =>
      resolve([...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status))),
    );
    socket.end(bytes);
  });
}
