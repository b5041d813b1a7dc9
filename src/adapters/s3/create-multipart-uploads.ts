import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { MultipartUpload, MultipartUploads, UploadedPart } from '../../ports/multipart-uploads.js';
import { unavailable } from '../aws/unavailable.js';
import { quoted, unquoted } from './exact-version.js';
import { isMissing, s3Failure } from './s3-failure.js';
import { signedLifetime } from './signed-lifetime.js';

export interface MultipartUploadsDeps {
  readonly client: S3Client;
  /** With `requestChecksumCalculation` WHEN_REQUIRED: the checksum of an absent body would be signed otherwise. */
  readonly presigning: S3Client;
  readonly now?: () => number;
}

/** S3's multipart uploads behind the MultipartUploads port. */
export function createMultipartUploads({ client, presigning, now = Date.now }: MultipartUploadsDeps): MultipartUploads {
  return {
    async create(ref, { contentType, metadata }) {
      try {
        // Who sends the parts states no checksums: an upload that announces them would be stored with a wrong one.
        const { UploadId } = await presigning.send(
          new CreateMultipartUploadCommand({
            Bucket: ref.bucket,
            Key: ref.key,
            ContentType: contentType,
            Metadata: metadata,
          }),
        );
        return { ...ref, uploadId: UploadId ?? '' };
      } catch (error) {
        throw s3Failure(error, { verb: 'begin an upload to', ref });
      }
    },

    async signPart(upload, { partNumber, expiresInSeconds: asked }) {
      try {
        const expiresInSeconds = await signedLifetime(presigning, asked, now());
        const command = new UploadPartCommand({ ...parameters(upload), PartNumber: partNumber });
        return { url: await getSignedUrl(presigning, command, { expiresIn: expiresInSeconds }), expiresInSeconds };
      } catch (error) {
        throw unavailable('S3', 'sign a part of an upload', error);
      }
    },

    async parts(upload) {
      const parts: UploadedPart[] = [];
      try {
        // The SDK's own paginator goes by the next marker alone, which servers give on the last page too.
        for (let marker: string | undefined, more = true; more;) {
          const page = await client.send(new ListPartsCommand({ ...parameters(upload), PartNumberMarker: marker }));
          for (const { PartNumber = 0, Size = 0, ETag } of page.Parts ?? []) {
            parts.push({ partNumber: PartNumber, sizeBytes: Size, eTag: unquoted(ETag) });
          }
          marker = page.NextPartNumberMarker;
          more = page.IsTruncated === true;
        }
        return parts.sort((a, b) => a.partNumber - b.partNumber);
      } catch (error) {
        throw failureOf(error, 'list the parts of', upload);
      }
    },

    async complete(upload, parts) {
      try {
        await client.send(
          new CompleteMultipartUploadCommand({
            ...parameters(upload),
            MultipartUpload: {
              Parts: parts.map(({ partNumber, eTag }) => ({ PartNumber: partNumber, ETag: quoted(eTag) })),
            },
          }),
        );
      } catch (error) {
        throw failureOf(error, 'complete', upload);
      }
    },

    async abort(upload) {
      try {
        await client.send(new AbortMultipartUploadCommand(parameters(upload)));
      } catch (error) {
        if (!isGone(error)) throw failureOf(error, 'abort', upload);
      }
    },
  };
}

function parameters({ bucket, key, uploadId }: MultipartUpload) {
  return { Bucket: bucket, Key: key, UploadId: uploadId };
}

function failureOf(error: unknown, verb: string, upload: MultipartUpload): unknown {
  if (isGone(error)) {
    const message = `There is no upload to ${upload.key} under this id: it was completed, aborted, or never begun.`;
    return new UpreelError(FailureType.SourceNotFound, message, { cause: error });
  }
  return s3Failure(error, { verb: `${verb} the upload to`, ref: upload });
}

/** Servers differ in what they call an id that they don't know. */
function isGone(error: unknown): boolean {
  return isMissing(error) || (error instanceof S3ServiceException && error.name === 'NoSuchUpload');
}
