import type { ExtractFramesResult } from '../contracts/activities.js';
import type { StageSeconds } from '../contracts/job.js';

/** What is known once the frames are there. */
export interface Extraction extends ExtractFramesResult {
  /** Absent: GPU workers may be busy with the job as long as it takes. */
  readonly gpuSecondsLimit?: number;
}

/** What one run hands to the next when it continues as new: everything else follows from S3. */
export interface Resumption extends Extraction {
  /** Index of the first batch not yet done. */
  readonly nextBatch: number;
  readonly framesDone: number;
  /** Only of a job with a limit. */
  readonly gpuSecondsUsed?: number;
  /** ISO 8601: when the first run began. */
  readonly startedAt: string;
  readonly seconds: StageSeconds;
}
