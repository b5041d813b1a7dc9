import type { FailureType } from '../contracts/failures.js';
import type { UpscaleVideoInput, UpscaleVideoResult } from '../contracts/job.js';
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

/** What the last run of a workflow came to. */
export type JobOutcome =
  | { readonly state: 'running'; readonly runId: string }
  | { readonly state: 'completed'; readonly runId: string; readonly result: UpscaleVideoResult }
  /** Also cancelled, terminated or timed out: the type says so. */
  | {
      readonly state: 'failed';
      readonly runId: string;
      readonly failureType: FailureType;
      readonly failureReason: string;
    };

/** The workflows of jobs, from outside. Errors are UpreelErrors: `Unavailable` where Temporal does not answer. */
export interface JobControl {
  start(request: StartRequest): Promise<StartOutcome>;
  /** null when Temporal knows no such workflow, or none any more. */
  outcomeOf(workflowId: string): Promise<JobOutcome | null>;
  /** Whether any activity of the run was done: a run that was ended before has left nothing, not even a row. */
  hasBegun(workflowId: string, runId: string): Promise<boolean>;
  /** false when no run of it is open. */
  requestCancel(workflowId: string): Promise<boolean>;
  /** With the frames of activities that run now; null when it can't be had soon, whatever the reason. */
  progressOf(workflowId: string): Promise<JobProgress | null>;
}
