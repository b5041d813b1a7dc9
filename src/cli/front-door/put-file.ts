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
export async function putFile({ path, sizeBytes, url, headers, signal, onBytes }: PutFile): Promise<void> {
  const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'PUT',
    headers: { ...headers, 'content-length': String(sizeBytes) },
    signal,
  });
  const source = createReadStream(path, { end: Math.max(0, sizeBytes - 1) });
  const [answer, sending] = await Promise.allSettled([
    readAnswer(request, source),
    pipeline(source, countBytes(onBytes), request, { signal }),
  ]);
  signal.throwIfAborted();
  if (answer.status === 'rejected') throw unsent(path, answer.reason);
  if (answer.value.status > 299) {
    throw new UpreelError(FailureType.Unavailable, `S3 refused the upload of ${path}: ${answer.value.reason}.`);
  }
  if (sending.status === 'rejected') throw unsent(path, sending.reason);
}

/** An early answer is a refusal: the rest of the file is then not wanted. */
async function readAnswer(
  request: ReturnType<typeof httpRequest>,
  source: ReturnType<typeof createReadStream>,
): Promise<{ status: number; reason: string }> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  const body = await text(response);
  if (status > 299) source.destroy();
  return { status, reason: /<Code>([^<]+)<\/Code>/.exec(body)?.[1] ?? `status ${status}` };
}

function unsent(path: string, cause: unknown): UpreelError {
  return new UpreelError(FailureType.Unavailable, `The upload of ${path} broke off: ${String(cause)}.`, { cause });
}
