import type { JobRow } from '../../src/contracts/job-row.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import { sampleJob } from './sample-job.js';

/** The row of the sample job. */
export function sampleRow(given: Partial<JobRow> = {}): JobRow {
  const job = sampleJob(given.JobId === undefined ? {} : { jobId: given.JobId });
  return {
    JobId: job.jobId,
    VideoName: job.videoName,
    SourceBucket: job.source.bucket,
    SourceKey: job.source.key,
    ProcessedBucket: job.processedBucket,
    FinalBucket: job.finalBucket,
    ContentLength: job.source.sizeBytes,
    ContentType: job.source.contentType,
    Status: 'FAILED',
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Frames: { Total: 0, Extracted: 0, Processed: 0 },
    VideoType: job.videoType,
    Options: job.options,
    SourceETag: job.source.eTag,
    SourceVersionId: 'null',
    WorkflowId: workflowIdOf(job.jobId),
    RunId: 'run-1',
    Revision: 1,
    ...given,
  };
}
