import type { HttpBindings } from '@hono/node-server';

/** Network address of whoever is connected, `unknown` where the app is called without a socket. */
export function addressOf(bindings: Partial<HttpBindings> | undefined): string {
  return bindings?.incoming?.socket.remoteAddress ?? 'unknown';
}
