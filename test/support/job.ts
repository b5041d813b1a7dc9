import { randomUUID } from 'node:crypto';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { resolveJobOptions, type GivenOptions } from '../../src/contracts/job-options.js';

/** A job as start-job would describe it. */
export function someJob(overrides: Partial<UpscaleVideoInput> = {}, options: GivenOptions = {}): UpscaleVideoInput {
  const jobId = randomUUID();
  return {
    jobId,
    videoName: 'clip.mp4',
    videoType: 'anime',
    source: {
      bucket: 'source',
      key: `data/src/anime/${jobId}/clip.mp4`,
      versionId: null,
      eTag: 'c0ffee',
      sizeBytes: 1000,
      contentType: 'video/mp4',
    },
    processedBucket: 'processed',
    finalBucket: 'final',
    options: resolveJobOptions(options, 'anime', 'fp32'),
    ...overrides,
  };
}
