import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import { countBytes } from './count-bytes.js';

export interface FetchFile {
  readonly url: string;
  readonly path: string;
  readonly signal: AbortSignal;
  /** Bytes had so far, and how many there will be (0: not known). */
  readonly onBytes: (bytes: number, totalBytes: number) => void;
}

/**
 * Fetches a presigned URL into a file, streamed. `path` is either as it was before or complete.
 * @throws UpreelError `Unavailable` when it is refused or breaks off
 * @throws the reason of an aborted signal
 */
export async function fetchFile({ url, path, signal, onBytes }: FetchFile): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw new Error(`S3 answered ${response.status}`);
    const totalBytes = Number(response.headers.get('content-length') ?? 0);
    let bytes = 0;
    const count = countBytes((sum) => {
      bytes = sum;
      onBytes(sum, totalBytes);
    });
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(body, count, createWriteStream(unfinished), { signal });
    if (totalBytes !== 0 && bytes !== totalBytes) throw new Error(`only ${bytes} of ${totalBytes} bytes came`);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new UpreelError(FailureType.Unavailable, `The download to ${path} broke off: ${reason}.`, { cause: error });
  }
}
