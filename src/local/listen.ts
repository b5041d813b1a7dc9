import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A web server on loopback. `close` cuts open connections. */
export async function listen(port: number, listener: RequestListener): Promise<{ close(): Promise<void> }> {
  const server = createServer(listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
