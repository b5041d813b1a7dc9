import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/** A request as it came in, complete. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Of one connection only, hence not passed on; none of them is signed. */
const HOP_HEADERS = ['connection', 'keep-alive', 'expect', 'transfer-encoding', 'proxy-connection', 'upgrade', 'te'];

/**
 * Passes a request on. Host stays what the client signed, so that the server finds the signature good.
 * @throws Error when the server does not answer
 */
export function forward(upstream: string, { method, url, headers, body }: Call): Promise<Answer> {
  const { hostname, port } = new URL(upstream);
  const length = body.length > 0 || headers['content-length'] !== undefined ? { 'content-length': body.length } : {};
  return new Promise((resolve, reject) => {
    const call = request({
      hostname,
      port,
      method,
      path: url,
      headers: { ...passedOn(headers), ...length },
      agent: false,
    });
    call.on('error', reject);
    call.on('response', (response) => {
      readAll(response).then((received) => {
        resolve({ status: response.statusCode ?? 502, headers: passedOn(response.headers), body: received });
      }, reject);
    });
    call.end(body);
  });
}

export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name)));
}
