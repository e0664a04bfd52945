import { createServer, type RequestListener } from 'node:http';

export interface LocalServer {
  port: number;
  close(): void;
}

/** A web server on a free port of this machine; `close` ends what is still open, too. */
export async function localServer(answer: RequestListener): Promise<LocalServer> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
