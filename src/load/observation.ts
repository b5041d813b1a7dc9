import type { Topic } from '../contracts/job-message.js';
import type { JobRow } from '../contracts/job-row.js';
import type { Upload } from './upload-videos.js';

export interface SeenWorkflow {
  readonly workflowId: string;
  readonly runId: string;
  /** Temporal's word: COMPLETED, FAILED, … */
  readonly status: string;
  readonly startMs: number;
  readonly closeMs: number | null;
  readonly historyEvents: number;
  readonly historyBytes: number;
}

/** A message as a subscriber received it. */
export interface SeenMessage {
  readonly jobId: string;
  readonly topic: Topic;
  readonly eventId: string;
  readonly status: string;
  readonly atMs: number;
}

/** What was uploaded, and what is found afterwards in each of the servers, read apart from Upreel's own code. */
export interface Observation {
  readonly uploads: readonly Upload[];
  /** Every row of the table. */
  readonly rows: readonly JobRow[];
  /** Every key of the bucket of results. */
  readonly finalKeys: readonly string[];
  /** Every run of the workflow that there ever was. */
  readonly workflows: readonly SeenWorkflow[];
  /** In the order they came. */
  readonly messages: readonly SeenMessage[];
  /** Messages that start-job gave up. */
  readonly deadLetters: number;
}
