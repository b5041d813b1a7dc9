import { createHash } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import { FailureType, UpreelError } from '../contracts/failures.js';
import {
  canonicalOptions,
  type GivenOptions,
  OPTION_METADATA_PREFIX,
  parseJobOptions,
  type Precision,
  resolveJobOptions,
} from '../contracts/job-options.js';
import type { Refusal, UpscaleVideoInput } from '../contracts/job.js';
import { VIDEO_EXTENSIONS } from '../contracts/object-keys.js';
import type { JobMemo } from '../contracts/temporal-names.js';
import { DEFAULT_TENANT, isTenant, TENANT_METADATA } from '../contracts/tenant.js';
import { hasVideoExtension } from '../domain/video-file-name.js';
import type { ObjectRef, StoredObject } from '../ports/object-store.js';
import type { UploadLocation } from './parse-upload-key.js';

/** What a deployment adds to every job. */
export interface Deployment {
  readonly processedBucket: string;
  readonly finalBucket: string;
  /** Where the caller names none. */
  readonly precision: Precision;
}

export interface Upload {
  readonly ref: ObjectRef;
  readonly location: UploadLocation;
  /** From one HeadObject; where that found nothing, what the event said. */
  readonly object: StoredObject;
  readonly missing: boolean;
}

export interface JudgedUpload {
  /** With a refusal where no result can come of it. */
  readonly job: UpscaleVideoInput;
  readonly memo: JobMemo;
  /** The id that belongs to this source alone, for when another has taken the one in the key. */
  readonly derivedJobId: string;
}

/** Namespace of job ids derived from sources; never to be changed, or a second delivery would be a second job. */
const JOB_NAMESPACE = '0f6d8a52-7f0e-4c55-9a0b-6f1f3f6c1d11';

/** What the job of an upload is, and whether it is refused: no I/O, so that it can be judged anew at any time. */
export function judgeUpload({ ref, location, object, missing }: Upload, deployment: Deployment): JudgedUpload {
  const metadata = lowerCase(object.metadata);
  const options = readOptions(metadata);
  const tenant = readTenant(metadata);
  const versionId = object.versionId ?? 'null';
  const derivedJobId = uuidV5(
    JSON.stringify([
      ref.bucket,
      ref.key,
      versionId,
      object.eTag,
      options.canonical,
      ...(tenant === DEFAULT_TENANT ? [] : [tenant]),
    ]),
    JOB_NAMESPACE,
  );
  const refusal = refusalOf({ ref, location, object, missing }, options.refusal);
  return {
    derivedJobId,
    memo: {
      source: { bucket: ref.bucket, key: ref.key, versionId: object.versionId, eTag: object.eTag },
      optionsHash: createHash('sha256').update(options.canonical).digest('hex'),
    },
    job: {
      jobId: location.jobId ?? derivedJobId,
      videoName: location.videoName,
      videoType: location.videoType,
      source: {
        bucket: ref.bucket,
        key: ref.key,
        versionId: object.versionId,
        eTag: object.eTag,
        sizeBytes: object.sizeBytes,
        contentType: object.contentType,
      },
      processedBucket: deployment.processedBucket,
      finalBucket: deployment.finalBucket,
      options: resolveJobOptions(options.given, location.videoType, deployment.precision),
      tenant,
      ...(refusal !== null && { refusal }),
    },
  };
}

interface ReadOptions {
  readonly given: GivenOptions;
  readonly canonical: string;
  readonly refusal: Refusal | null;
}

function lowerCase(metadata: StoredObject['metadata']): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Only presign-upload signs it; what it would never sign is nobody's. */
function readTenant({ [TENANT_METADATA]: tenant }: Readonly<Record<string, string>>): string {
  return isTenant(tenant) ? tenant : DEFAULT_TENANT;
}

/** Wrong options are part of what the upload is: two wrong ones at one key are two jobs, each refused. */
function readOptions(metadata: StoredObject['metadata']): ReadOptions {
  const raw = Object.fromEntries(
    Object.entries(metadata)
      .filter(([name]) => name.startsWith(OPTION_METADATA_PREFIX) && name !== TENANT_METADATA)
      .map(([name, value]) => [name.slice(OPTION_METADATA_PREFIX.length), value]),
  );
  try {
    const given = parseJobOptions(raw);
    return { given, canonical: canonicalOptions(given), refusal: null };
  } catch (error) {
    if (!(error instanceof UpreelError)) throw error;
    const canonical = JSON.stringify(Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1)));
    return { given: {}, canonical, refusal: { failureType: error.type, reason: error.message } };
  }
}

function refusalOf({ ref, location, object, missing }: Upload, badOption: Refusal | null): Refusal | null {
  const { videoName } = location;
  if (missing) {
    const reason = `The video s3://${ref.bucket}/${ref.key} is not there any more; upload it again.`;
    return { failureType: FailureType.SourceNotFound, reason };
  }
  if (location.problem !== null) return { failureType: FailureType.InvalidInput, reason: location.problem };
  if (!hasVideoExtension(videoName)) {
    const reason = `"${videoName}" is not named as a video: it must end in one of ${VIDEO_EXTENSIONS.join(', ')}.`;
    return { failureType: FailureType.UnsupportedMedia, reason };
  }
  if (object.sizeBytes === 0) {
    return { failureType: FailureType.UnsupportedMedia, reason: `The file "${videoName}" is empty.` };
  }
  return badOption;
}
