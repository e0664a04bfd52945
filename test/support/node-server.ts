import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Tagline } from '../../collector/app.ts';
import { listen } from '../../collector/serve.ts';
import { createTest } from './tagline.ts';

/** The program behind Node's own server, as it is run; `taken` says of each request whether it went without the app. */
export function behindNode({ app, direct }: Pick<Tagline, 'app' | 'direct'>) {
  const taken: boolean[] = [];
  const look = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const is = direct(incoming, outgoing);
    taken.push(is);
    return is;
  };
  const listening = listen({ app, direct: look }, 0, '127.0.0.1');

  /** Sends what `fetch` would, but to this server, whatever host the address names. */
  async function send(url: string, init: RequestInit): Promise<Response> {
    const { port } = await listening;
    const asked = new Request(url, init);
    const body = Buffer.from(await asked.arrayBuffer());
    const { host, pathname, search } = new URL(url);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          method: asked.method,
          path: pathname + search,
          headers: { ...Object.fromEntries(asked.headers), host, 'content-length': body.length },
          agent: false,
        },
        async (answer) => {
          const pieces: Buffer[] = [];
          for await (const piece of answer) pieces.push(piece);
          const headers = new Headers();
          for (let at = 0; at < answer.rawHeaders.length; at += 2)
            headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
          const status = answer.statusCode ?? 0;
          resolve(new Response(status === 204 ? null : Buffer.concat(pieces), { status, headers }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return {
    send,
    taken,
    port: async () => (await listening).port,
    close: async () => (await listening).close(),
  };
}

/** Hits have a way of their own through Node's server, so what is asked of them is asked both ways. */
export const WAYS = ['the app', "Node's own server"] as const;

/** A test whose visitors send by one of them; `end` closes what listens. */
export function createTestBy(way: (typeof WAYS)[number], overrides: Parameters<typeof createTest>[0] = {}) {
  if (way === 'the app') return { ...createTest(overrides), end: async () => {} };
  let end = async () => {};
  const test = createTest({
    ...overrides,
    sendBy(tagline) {
      const server = behindNode(tagline);
      end = server.close;
      return server.send;
    },
  });
  return { ...test, end };
}
