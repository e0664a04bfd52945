import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** What is served. */
interface Served {
  app: { fetch: Parameters<typeof getRequestListener>[0] };
  /** Is asked first, and takes over what needs no more than Node's own server. */
  direct?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
}

/** A server that listens. */
export interface Listening {
  port: number;
  /** Takes no more connections, finishes what is under way. */
  close(): Promise<void>;
}

/** Node's defaults keep half-open connections for a minute; these close them before they add up. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 65_000, // longer than the 60 s of common proxies, so that they close first
} as const;

/** Serves on one port (0 takes any). Rejects where the port is taken. */
export function listen({ app, direct }: Served, port: number, host: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const byApp = getRequestListener(app.fetch, { hostname: host });
    const server = createServer(LIMITS, (incoming, outgoing) => {
      if (!direct?.(incoming, outgoing)) void byApp(incoming, outgoing);
    });
    server.listen(port, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve({ port, close: () => closed(server) });
    });
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : '';
      const says =
        code === 'EADDRINUSE'
          ? `port ${port} is taken; set PORT to another`
          : `HOST ${host}, PORT ${port}: ${error.message}`;
      reject(new Error(says));
    });
  });
}

/**
 * Milliseconds in which who is just asking is told that there will be no more, between looks at connections that have
 * become idle, and until those are cut that never end.
 */
const FAREWELL = 100;
const SWEEP = 50;
const PATIENCE = 5_000;

/**
 * Ends a server: nobody is let in, what is under way is answered, and each answer is the last of its connection, because
 * whoever keeps one open would go on asking. Not by HTTP's own `close`, which cuts off at once who has an answer and is
 * about to ask again. A request that is still not whole after five seconds never will be.
 */
function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.prependListener('request', (_, response) => {
      response.shouldKeepAlive = false;
    });
    NetServer.prototype.close.call(server, (error) => (error ? reject(error) : resolve()));
    let sweep: NodeJS.Timeout | undefined;
    const farewell = setTimeout(() => {
      server.closeIdleConnections();
      sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    }, FAREWELL);
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.once('close', () => {
      for (const timer of [farewell, sweep, cut]) clearTimeout(timer);
    });
  });
}
