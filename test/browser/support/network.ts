import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** The way from a browser to the stack, which can be cut. */
export interface Network {
  /** To be given to the browser as its proxy. */
  readonly address: string;
  /** Breaks what is on its way and lets nothing through. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startNetwork(): Promise<Network> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((call, answer) => {
    const onward = httpRequest(call.url ?? '', { method: call.method, headers: call.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    const end = (): void => {
      onward.destroy();
      answer.destroy();
    };
    onward.on('error', end);
    call.on('error', end);
    answer.on('close', () => {
      if (!answer.writableFinished) end();
    });
    call.pipe(onward);
  });
  server.on('connection', (socket: Socket) => {
    if (!whole) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    restore() {
      whole = true;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
