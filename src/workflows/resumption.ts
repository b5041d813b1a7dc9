import type { ExtractFramesResult } from '../contracts/activities.js';
import type { StageSeconds } from '../contracts/job.js';

/** What one run hands to the next when it continues as new: everything else follows from S3. */
export interface Resumption extends ExtractFramesResult {
  /** Index of the first batch not yet done. */
  readonly nextBatch: number;
  readonly framesDone: number;
  /** ISO 8601: when the first run began. */
  readonly startedAt: string;
  readonly seconds: StageSeconds;
}
