import type { FailureType } from '../../contracts/failures.js';
import type { FrameCounts, JobStatus, StageSeconds } from '../../contracts/job.js';

/** What `upscale --json` ends with, one object a video, on one line. */
export interface ResultLine {
  readonly jobId: string;
  readonly workflowId: string;
  readonly status: JobStatus;
  /** Path of the video; null when the job failed. */
  readonly output: string | null;
  /** Path of the job's report.json, saved beside the video; null when the job failed. */
  readonly report: string | null;
  readonly frames: FrameCounts;
  readonly seconds: StageSeconds;
  readonly failureType?: FailureType;
  readonly failureReason?: string;
}

export function formatResultLine(result: ResultLine): string {
  return `${JSON.stringify(result)}\n`;
}
