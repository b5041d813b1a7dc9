import type { IncomingMessage } from 'node:http';

/** The request's body as text; null when it is longer than `limitBytes`, of which no more is kept. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
  }
  return length > limitBytes ? null : Buffer.concat(chunks).toString('utf8');
}
