import { resolveJobOptions } from '../../src/contracts/job-options.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';

/** A job as start-job makes it, with what a test says otherwise. */
export function sampleJob(given: Partial<UpscaleVideoInput> = {}): UpscaleVideoInput {
  const jobId = given.jobId ?? '12345678-1234-1234-1234-123456789012';
  return {
    jobId,
    videoName: 'my-video.mp4',
    videoType: 'real',
    source: {
      bucket: 'source',
      key: `data/src/real/${jobId}/my-video.mp4`,
      versionId: null,
      eTag: 'abc',
      sizeBytes: 1000,
      contentType: 'video/mp4',
    },
    processedBucket: 'processed',
    finalBucket: 'final',
    options: resolveJobOptions({}, 'real', 'fp32'),
    tenant: 'local',
    ...given,
  };
}
