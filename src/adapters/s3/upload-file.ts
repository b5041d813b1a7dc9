import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectRef, PutOptions, StoredObject, TransferOptions } from '../../ports/object-store.js';
import { unquoted } from './exact-version.js';
import { s3Failure } from './s3-failure.js';

const PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** Streams a file into an object: one request when it fits in a part, else in parts, four at a time. */
export async function uploadFile(
  client: S3Client,
  path: string,
  ref: ObjectRef,
  { contentType, metadata, signal, onBytes }: PutOptions & TransferOptions,
): Promise<StoredObject> {
  const { size } = await stat(path);
  try {
    signal?.throwIfAborted();
    // The signal ends the file's stream and not the Upload: an aborted Upload rejects before it has taken its parts
    // back, whereas a failing source makes it take them back first.
    const file = createReadStream(path, signal && { signal });
    const upload = new Upload({
      client,
      partSize: Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS)),
      params: {
        Bucket: ref.bucket,
        Key: ref.key,
        Body: file,
        ContentLength: size,
        ContentType: contentType,
        Metadata: metadata,
      },
    });
    upload.on('httpUploadProgress', ({ loaded }) => onBytes?.(loaded ?? 0));
    const { ETag, VersionId } = await upload.done();
    signal?.throwIfAborted();
    return {
      eTag: unquoted(ETag),
      versionId: VersionId ?? null,
      sizeBytes: size,
      contentType,
      metadata: metadata ?? {},
    };
  } catch (error) {
    throw s3Failure(error, { verb: 'write', ref, signal });
  }
}
