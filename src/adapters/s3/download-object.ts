import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ExactObjectRef, ObjectRef, TransferOptions } from '../../ports/object-store.js';
import { exactly } from './exact-version.js';
import { s3Failure } from './s3-failure.js';

/** Streams an object into a file; on any failure the file is removed. */
export async function downloadObject(
  client: S3Client,
  ref: ObjectRef | ExactObjectRef,
  path: string,
  { signal, onBytes }: TransferOptions,
): Promise<void> {
  try {
    signal?.throwIfAborted();
    const command = new GetObjectCommand({ Bucket: ref.bucket, Key: ref.key, ...exactly(ref) });
    const { Body, ContentLength } = await client.send(command, signal && { abortSignal: signal });
    if (!(Body instanceof Readable)) throw new Error('S3 answered without a body');
    let received = 0;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        onBytes?.(received);
        done(null, chunk);
      },
    });
    await pipeline(Body, counter, createWriteStream(path), ...(signal ? [{ signal }] : []));
    if (ContentLength !== undefined && received !== ContentLength) {
      throw new Error(`the connection ended after ${received} of ${ContentLength} bytes`);
    }
  } catch (error) {
    await rm(path, { force: true });
    throw s3Failure(error, { verb: 'read', ref, signal });
  }
}
