import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import { countBytes } from './count-bytes.js';

export interface PutFile {
  readonly path: string;
  /** Where in the file what is sent begins. */
  readonly offset?: number;
  readonly sizeBytes: number;
  readonly url: string;
  /** To be sent exactly so: the URL's signature covers them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Bytes sent so far. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Sends a file to a presigned URL, streamed.
 * @throws UpreelError `Unavailable` when it is refused or breaks off
 * @throws the reason of an aborted signal
 */
export async function putFile({ path, offset = 0, sizeBytes, url, headers, signal, onBytes }: PutFile): Promise<void> {
  const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'PUT',
    headers: { ...headers, 'content-length': String(sizeBytes) },
    signal,
  });
  const source = createReadStream(path, { start: offset, end: offset + Math.max(0, sizeBytes - 1) });
  // What S3 answers decides: it says 200 only to all the bytes, and its no may come before the last one is sent.
  const [answer] = await Promise.allSettled([
    readAnswer(request, source),
    pipeline(source, countBytes(onBytes), request, { signal }),
  ]);
  signal.throwIfAborted();
  if (answer.status === 'rejected') {
    throw unavailable(`The upload of ${path} broke off: ${messageOf(answer.reason)}.`, answer.reason);
  }
  const { status, code } = answer.value;
  if (status > 299) throw unavailable(`S3 refused the upload of ${path}: ${code}.`);
}

/** An early answer is a refusal: the rest of the file is then not wanted. */
async function readAnswer(
  request: ReturnType<typeof httpRequest>,
  source: ReturnType<typeof createReadStream>,
): Promise<{ readonly status: number; readonly code: string }> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  const body = await text(response);
  if (status > 299) source.destroy();
  return { status, code: /<Code>([^<]+)<\/Code>/.exec(body)?.[1] ?? `status ${status}` };
}

function unavailable(message: string, cause?: unknown): UpreelError {
  return new UpreelError(FailureType.Unavailable, message, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
