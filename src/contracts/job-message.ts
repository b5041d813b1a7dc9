import type { FailureType } from './failures.js';
import type { FrameCounts, JobStatus } from './job.js';

export const TOPICS = ['extraction', 'processing', 'recomposition', 'completion'] as const;
export type Topic = (typeof TOPICS)[number];

/** What a subscriber receives as the JSON body; `status` is also a message attribute of type String. */
export interface JobMessage {
  readonly jobId: string;
  readonly videoName: string;
  readonly sourceBucket: string;
  readonly sourceKey: string;
  /** `<jobId>:<run id>:<topic>`: duplicates share it; a retry or reset, where the stage happens again, has another. */
  readonly eventId: string;
  readonly status: JobStatus;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly processedBucket?: string;
  readonly framesPrefix?: string;
  readonly audioKey?: string | null;
  readonly frames?: FrameCounts;
  readonly finalBucket?: string;
  readonly finalKey?: string;
  readonly reportKey?: string;
  readonly failureType?: FailureType;
  readonly failureReason?: string;
}

export function jobEventId(jobId: string, runId: string, topic: Topic): string {
  return `${jobId}:${runId}:${topic}`;
}
