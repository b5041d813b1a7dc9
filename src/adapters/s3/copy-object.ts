import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { ExactObjectRef, ObjectRef, PutOptions } from '../../ports/object-store.js';
import { quoted } from './exact-version.js';

export interface CopyLimits {
  /** Objects above this are copied by parts; S3 itself copies at most 5 GB at once. */
  readonly singleCopyBytes: number;
  /** At least 5 MiB. */
  readonly partBytes: number;
}

export const S3_COPY_LIMITS: CopyLimits = { singleCopyBytes: 5 * 1000 ** 3, partBytes: 1024 ** 3 };

interface CopyRequest {
  readonly from: ExactObjectRef;
  readonly to: ObjectRef;
  readonly sizeBytes: number;
  readonly options: PutOptions;
}

export interface Copied {
  readonly eTag: string | undefined;
  readonly versionId: string | undefined;
}

/** Copies within S3; a source that is no longer the given one fails with 412. */
export async function copyObject(client: S3Client, request: CopyRequest, limits: CopyLimits): Promise<Copied> {
  if (request.sizeBytes > limits.singleCopyBytes) return copyByParts(client, request, limits.partBytes);
  const { CopyObjectResult, VersionId } = await client.send(
    new CopyObjectCommand({ ...target(request), ...source(request), MetadataDirective: 'REPLACE' }),
  );
  return { eTag: CopyObjectResult?.ETag, versionId: VersionId };
}

async function copyByParts(client: S3Client, request: CopyRequest, partBytes: number): Promise<Copied> {
  const to = { Bucket: request.to.bucket, Key: request.to.key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target(request)));
  try {
    const parts: CompletedPart[] = [];
    for (let start = 0; start < request.sizeBytes; start += partBytes) {
      const end = Math.min(start + partBytes, request.sizeBytes) - 1;
      const PartNumber = parts.length + 1;
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({
          ...to,
          ...source(request),
          UploadId,
          PartNumber,
          CopySourceRange: `bytes=${start}-${end}`,
        }),
      );
      parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload: { Parts: parts } }),
    );
    return { eTag: done.ETag, versionId: done.VersionId };
  } catch (error) {
    // What failed is told, not that tidying up failed too: the bucket's lifecycle rule takes such remains.
    await client.send(new AbortMultipartUploadCommand({ ...to, UploadId })).catch(() => undefined);
    throw error;
  }
}

function target({ to, options }: CopyRequest) {
  return { Bucket: to.bucket, Key: to.key, ContentType: options.contentType, Metadata: options.metadata };
}

function source({ from }: CopyRequest) {
  const path = [from.bucket, ...from.key.split('/')].map(encodeURIComponent).join('/');
  const version = from.versionId === null ? '' : `?versionId=${encodeURIComponent(from.versionId)}`;
  return { CopySource: path + version, CopySourceIfMatch: quoted(from.eTag) };
}
