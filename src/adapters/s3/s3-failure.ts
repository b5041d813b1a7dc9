import { S3ServiceException } from '@aws-sdk/client-s3';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { ObjectRef } from '../../ports/object-store.js';
import { unavailable } from '../aws/unavailable.js';

interface S3Action {
  /** For the message: `read`, `write`, … */
  readonly verb: string;
  readonly ref: ObjectRef;
  readonly signal?: AbortSignal | undefined;
}

/** What a failed S3 call becomes: the signal's reason, or the UpreelError that the port promises. */
export function s3Failure(error: unknown, { verb, ref, signal }: S3Action): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof UpreelError) return error;
  if (isMissing(error)) return notFound(ref, error);
  if (isAnotherVersion(error)) return sourceChanged(ref, error);
  if (isDamaged(error)) return damaged(ref, error);
  return unavailable('S3', `${verb} ${formatRef(ref)}`, error);
}

export function notFound(ref: ObjectRef, cause?: unknown): UpreelError {
  return new UpreelError(FailureType.SourceNotFound, `There is no object ${formatRef(ref)}.`, { cause });
}

export function sourceChanged(ref: ObjectRef, cause?: unknown): UpreelError {
  return new UpreelError(
    FailureType.SourceChanged,
    `${formatRef(ref)} was replaced after the job began; upload it again to start a new job.`,
    { cause },
  );
}

/** Once it may be the way here; what arrives damaged again and again lies there damaged. */
function damaged(ref: ObjectRef, cause: unknown): UpreelError {
  const sentence = `${formatRef(ref)} arrived damaged: its checksum is not that of what was stored.`;
  return new UpreelError(FailureType.Internal, sentence, { cause });
}

/** The SDK has no class for this. */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Checksum mismatch');
}

/** The object, or that version of it, is not there; a missing bucket is a wrong configuration instead. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException) || error.name === 'NoSuchBucket') return false;
  const status = error.$metadata.httpStatusCode;
  // 405 is what a version answers that is a delete marker.
  return status === 404 || (status === 405 && error.name !== 'NotImplemented');
}

function formatRef(ref: ObjectRef): string {
  return `s3://${ref.bucket}/${ref.key}`;
}

function isAnotherVersion(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
