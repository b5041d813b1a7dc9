import { defineSearchAttributeKey } from '@temporalio/common';

/** One kind of machine a queue. */
export const TASK_QUEUES = { jobs: 'upreel-jobs', media: 'upreel-media', gpu: 'upreel-gpu' } as const;

export const UPSCALE_VIDEO = 'upscaleVideo';

export const RECONCILE_JOBS = 'reconcileJobs';
export const RECONCILE_SCHEDULE = 'upreel-reconcile';

export const PROGRESS_QUERY = 'progress';

const WORKFLOW_ID_PREFIX = 'upscale-';

/** Batches that one run of a job's workflow starts: it ends well before the 4,096 events at which Temporal asks for it. */
export const MAX_BATCHES_A_RUN = 500;

/** Sent to a job's workflow while its frames are extracted. */
export const SEGMENTS_READY_SIGNAL = 'segmentsReady';

/** A hint: a lost, late or repeated one costs time only. */
export interface SegmentsReady {
  /** Batches of frames before this one can begin: their segments and drafts are stored. */
  readonly upTo: number;
  readonly batchFrames: number;
}

export function workflowIdOf(jobId: string): string {
  return WORKFLOW_ID_PREFIX + jobId;
}

/** null for a workflow that is no job's. */
export function jobIdOf(workflowId: string): string | null {
  return workflowId.startsWith(WORKFLOW_ID_PREFIX) ? workflowId.slice(WORKFLOW_ID_PREFIX.length) : null;
}

export const SEARCH_ATTRIBUTES = {
  status: defineSearchAttributeKey('UpreelStatus', 'KEYWORD'),
  videoType: defineSearchAttributeKey('UpreelVideoType', 'KEYWORD'),
  model: defineSearchAttributeKey('UpreelModel', 'KEYWORD'),
  source: defineSearchAttributeKey('UpreelSource', 'KEYWORD'),
} as const;

/** Memo of every job's workflow: what a second event at the same key is compared with. */
export interface JobMemo extends Record<string, unknown> {
  readonly source: {
    readonly bucket: string;
    readonly key: string;
    readonly versionId: string | null;
    readonly eTag: string;
  };
  /** sha256 of the canonical options that the caller gave. */
  readonly optionsHash: string;
}
