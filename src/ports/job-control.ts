import type { UpscaleVideoInput } from '../contracts/job.js';
import type { JobProgress } from '../contracts/progress.js';
import type { JobMemo } from '../contracts/temporal-names.js';

export interface StartRequest {
  readonly job: UpscaleVideoInput;
  readonly memo: JobMemo;
  /** `first`: only if the id was never used; `after-failure`: also when its last run failed. */
  readonly run: 'first' | 'after-failure';
}

export type StartOutcome =
  | { readonly started: true; readonly runId: string }
  /** The id is taken; by whom its memo tells. */
  | { readonly started: false; readonly memo: JobMemo | null };

/** The workflows of jobs, from outside. Errors are UpreelErrors: `Unavailable` where Temporal does not answer. */
export interface JobControl {
  start(request: StartRequest): Promise<StartOutcome>;
  /** false when no run of it is open. */
  requestCancel(workflowId: string): Promise<boolean>;
  /** With the frames of activities that run now; null when it can't be had soon, whatever the reason. */
  progressOf(workflowId: string): Promise<JobProgress | null>;
}
