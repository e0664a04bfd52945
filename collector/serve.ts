import type { Server } from 'node:http';
import { serve } from '@hono/node-server';

type FetchCallback = Parameters<typeof serve>[0]['fetch'];

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

/** Serves an app on one port (0 takes any). Rejects where the port is taken. */
export function listen(app: { fetch: FetchCallback }, port: number, host: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host, serverOptions: LIMITS }, (info) => {
      resolve({ port: info.port, close: () => closed(server) });
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

/** Milliseconds between looks at connections that have become idle, and until those are cut that never end. */
const SWEEP = 50;
const PATIENCE = 5_000;

/**
 * Ends a server: what is under way is answered, and each answer is the last of its connection, because whoever keeps
 * one open would go on asking. A request that is still not whole after five seconds never will be.
 */
function closed(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if (!isHttp1(server)) return;
    server.prependListener('request', (_, response) => {
      response.shouldKeepAlive = false;
    });
    server.closeIdleConnections();
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(cut);
    });
  });
}

function isHttp1(server: object): server is Server {
  return 'closeIdleConnections' in server;
}
