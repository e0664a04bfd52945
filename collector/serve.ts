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

function closed(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if (hasIdleConnections(server)) server.closeIdleConnections();
  });
}

function hasIdleConnections(server: object): server is Pick<Server, 'closeIdleConnections'> {
  return 'closeIdleConnections' in server;
}
