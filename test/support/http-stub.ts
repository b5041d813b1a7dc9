import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubCall {
  readonly method: string;
  readonly path: string;
  readonly target: string;
  readonly body: Record<string, unknown>;
}

interface StubAnswer {
  readonly status?: number;
  readonly body: unknown;
}

export interface HttpStub {
  readonly url: string;
  readonly calls: readonly StubCall[];
  close(): Promise<void>;
}

/** A server of this test's own for a service that speaks JSON: AWS's query-less protocols, or an agent. */
export async function startHttpStub(answer: (call: StubCall) => StubAnswer): Promise<HttpStub> {
  const calls: StubCall[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let text = '';
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
      const body = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
      const call = { method: request.method ?? '', path: request.url ?? '', target, body };
      calls.push(call);
      const { status = 200, body: answered } = answer(call);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
