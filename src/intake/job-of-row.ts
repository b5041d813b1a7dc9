import { FailureType } from '../contracts/failures.js';
import type { JobRow } from '../contracts/job-row.js';
import type { Refusal } from '../contracts/job.js';
import { DEFAULT_TENANT } from '../contracts/tenant.js';
import type { StoredObject } from '../ports/object-store.js';
import { judgeUpload, type JudgedUpload } from './judge-upload.js';
import { parseUploadKey } from './parse-upload-key.js';

/**
 * The job of a row, to be run again: all of it from the row, but whether it is refused from what is at its source now.
 * `found` is that object, null when there is none.
 */
export function jobOfRow(row: JobRow, found: StoredObject | null): Pick<JudgedUpload, 'job' | 'memo'> {
  const source = {
    bucket: row.SourceBucket,
    key: row.SourceKey,
    versionId: row.SourceVersionId === 'null' ? null : row.SourceVersionId,
    eTag: row.SourceETag,
  };
  const recorded = { sizeBytes: row.ContentLength, contentType: row.ContentType };
  const location = parseUploadKey(row.SourceKey) ?? {
    videoName: row.VideoName,
    videoType: row.VideoType,
    jobId: row.JobId,
    problem: null,
  };
  const changed = found !== null && found.eTag !== row.SourceETag;
  const object = found === null || changed ? { ...source, ...recorded, metadata: {} } : found;
  const deployment = {
    processedBucket: row.ProcessedBucket,
    finalBucket: row.FinalBucket,
    precision: row.Options.precision,
  };
  const judged = judgeUpload({ ref: source, location, object, missing: found === null }, deployment);
  const refusal = changed ? replaced(row) : judged.job.refusal;
  return {
    memo: judged.memo,
    job: {
      jobId: row.JobId,
      videoName: row.VideoName,
      videoType: row.VideoType,
      source: { ...source, ...recorded },
      processedBucket: row.ProcessedBucket,
      finalBucket: row.FinalBucket,
      options: row.Options,
      tenant: row.Tenant ?? DEFAULT_TENANT,
      ...(refusal !== undefined && { refusal }),
    },
  };
}

function replaced({ SourceBucket, SourceKey }: JobRow): Refusal {
  const reason = `The video s3://${SourceBucket}/${SourceKey} was replaced after this job began; upload it again.`;
  return { failureType: FailureType.SourceChanged, reason };
}
