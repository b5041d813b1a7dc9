import type { FailureType } from './failures.js';
import type { JobOptions } from './job-options.js';
import type { VideoType } from './models.js';

export const JOB_STATUSES = ['INITIATED', 'EXTRACTING', 'PROCESSING', 'RECOMPOSING', 'COMPLETED', 'FAILED'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export function isJobStatus(value: unknown): value is JobStatus {
  return JOB_STATUSES.some((status) => status === value);
}

export function isFinalStatus(status: JobStatus): status is 'COMPLETED' | 'FAILED' {
  return status === 'COMPLETED' || status === 'FAILED';
}

export interface FrameCounts {
  readonly total: number;
  readonly extracted: number;
  readonly processed: number;
}

/** One exact version of the uploaded object: every read names it, so a job never mixes two uploads. */
export interface SourceObject {
  readonly bucket: string;
  readonly key: string;
  /** null in a bucket without versioning: reads then insist on the eTag. */
  readonly versionId: string | null;
  /** Without quotes. */
  readonly eTag: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** Why a job is refused before any work; it still gets its row and its completion message. */
export interface Refusal {
  readonly failureType: FailureType;
  readonly reason: string;
}

/** Input of the workflow `upscaleVideo`: complete, and free of the state of any run. */
export interface UpscaleVideoInput {
  readonly jobId: string;
  readonly videoName: string;
  readonly videoType: VideoType;
  readonly source: SourceObject;
  readonly processedBucket: string;
  readonly finalBucket: string;
  readonly options: JobOptions;
  readonly refusal?: Refusal;
  /** Whose job it is; absent: the default tenant. */
  readonly tenant?: string;
}

export interface StageSeconds {
  readonly total: number;
  readonly extract: number;
  readonly upscale: number;
  readonly recompose: number;
  readonly verify: number;
}

export interface UpscaleVideoResult {
  readonly jobId: string;
  readonly finalBucket: string;
  readonly finalKey: string;
  readonly reportKey: string;
  readonly frames: FrameCounts;
  readonly seconds: StageSeconds;
}
