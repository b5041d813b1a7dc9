import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '../../ports/object-store.js';
import { copyObject, type CopyLimits, S3_COPY_LIMITS } from './copy-object.js';
import { downloadObject } from './download-object.js';
import { unquoted } from './exact-version.js';
import { listFolders, listObjects } from './list-objects.js';
import { isMissing, notFound, s3Failure, sourceChanged } from './s3-failure.js';
import { uploadFile } from './upload-file.js';

export interface ObjectStoreDeps {
  readonly client: S3Client;
  readonly copyLimits?: CopyLimits;
}

/** S3 behind the ObjectStore port. */
export function createObjectStore({ client, copyLimits = S3_COPY_LIMITS }: ObjectStoreDeps): ObjectStore {
  const store: ObjectStore = {
    async head({ versionId, ...ref }) {
      try {
        const command = new HeadObjectCommand({
          Bucket: ref.bucket,
          Key: ref.key,
          ...(versionId != null && { VersionId: versionId }),
        });
        const found = await client.send(command);
        return {
          eTag: unquoted(found.ETag),
          versionId: found.VersionId ?? null,
          sizeBytes: found.ContentLength ?? 0,
          contentType: found.ContentType ?? 'application/octet-stream',
          metadata: found.Metadata ?? {},
        };
      } catch (error) {
        if (isMissing(error)) return null;
        throw s3Failure(error, { verb: 'look at', ref });
      }
    },

    async read(ref) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: ref.bucket, Key: ref.key }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (isMissing(error)) return null;
        throw s3Failure(error, { verb: 'read', ref });
      }
    },

    async write(ref, body, { contentType, metadata }) {
      try {
        const command = new PutObjectCommand({
          Bucket: ref.bucket,
          Key: ref.key,
          Body: body,
          ContentType: contentType,
          Metadata: metadata,
        });
        const { ETag, VersionId } = await client.send(command);
        return {
          eTag: unquoted(ETag),
          versionId: VersionId ?? null,
          sizeBytes: Buffer.byteLength(body),
          contentType,
          metadata: metadata ?? {},
        };
      } catch (error) {
        throw s3Failure(error, { verb: 'write', ref });
      }
    },

    download: (ref, path, options = {}) => downloadObject(client, ref, path, options),
    upload: (path, ref, options) => uploadFile(client, path, ref, options),

    async copy(from, to, options) {
      try {
        const source = await store.head(from);
        if (source === null) throw notFound(from);
        if (source.eTag !== from.eTag) throw sourceChanged(from);
        const { sizeBytes } = source;
        const copied = await copyObject(client, { from, to, sizeBytes, options }, copyLimits);
        return {
          eTag: unquoted(copied.eTag),
          versionId: copied.versionId ?? null,
          sizeBytes,
          contentType: options.contentType,
          metadata: options.metadata ?? {},
        };
      } catch (error) {
        throw s3Failure(error, { verb: 'copy', ref: from });
      }
    },

    list: (bucket, prefix, after) => listObjects(client, { bucket, prefix, after }),
    listFolders: (bucket, prefix, after) => listFolders(client, { bucket, prefix, after }),

    async removeAll(bucket, prefix) {
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
          if (keys.length === 0) continue;
          const { Errors } = await client.send(
            new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }),
          );
          const first = Errors?.[0];
          if (first !== undefined) throw new Error(`${first.Key ?? ''}: ${first.Code ?? ''} ${first.Message ?? ''}`);
        }
      } catch (error) {
        throw s3Failure(error, { verb: 'remove', ref: { bucket, key: prefix } });
      }
    },
  };

  return store;
}
