import type { FailureType } from '../contracts/failures.js';
import type { FrameCounts, JobStatus, UpscaleVideoInput } from '../contracts/job.js';
import type { JobRow } from '../contracts/job-row.js';

/** Who writes: the run, and when its writing activity was scheduled (ms): later schedules win, whatever the order of arrival. */
export interface Writer {
  readonly runId: string;
  readonly revision: number;
}

export interface JobChange {
  readonly jobId: string;
  readonly status?: JobStatus;
  /** A write of the same revision never makes a counter fall. */
  readonly frames?: Partial<FrameCounts>;
  /**
   * Counters only, and only while the writer's run is at this status: they never fall, and Revision stays as it is, so
   * that other activities of the stage go on writing theirs.
   */
  readonly during?: JobStatus;
  readonly failure?: { readonly failureType: FailureType; readonly failureReason: string };
  readonly finalKey?: string;
  readonly reportKey?: string;
}

export interface JobPage {
  readonly rows: readonly JobRow[];
  /** Opaque; null at the end. */
  readonly cursor: string | null;
}

/** The DynamoDB mirror of all jobs. A write that is staler than what the row holds is dropped, which is success. */
export interface JobTable {
  /** INITIATED with zero frames; keeps CreatedAt of an earlier run, removes its failure and results. */
  register(job: UpscaleVideoInput, writer: Writer): Promise<void>;
  update(change: JobChange, writer: Writer): Promise<void>;
  get(jobId: string): Promise<JobRow | null>;
  /** Newest first, of one status or of all. A page may be shorter than asked: without a cursor it is the last. */
  list(query: {
    readonly status?: JobStatus;
    /** Whose jobs; without it everybody's. */
    readonly tenant?: string;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<JobPage>;
  remove(jobId: string): Promise<void>;
}
