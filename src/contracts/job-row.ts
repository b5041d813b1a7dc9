import type { FailureType } from './failures.js';
import type { JobOptions } from './job-options.js';
import type { JobStatus } from './job.js';
import type { VideoType } from './models.js';

/** An item of the jobs table, attribute by attribute as the specification names them. Times are ISO 8601, UTC. */
export interface JobRow {
  readonly JobId: string;
  readonly VideoName: string;
  readonly SourceBucket: string;
  readonly SourceKey: string;
  readonly ProcessedBucket: string;
  readonly FinalBucket: string;
  readonly ContentLength: number;
  readonly ContentType: string;
  readonly Status: JobStatus;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Frames: { readonly Total: number; readonly Extracted: number; readonly Processed: number };
  readonly VideoType: VideoType;
  readonly Options: JobOptions;
  readonly SourceETag: string;
  /** `null` (the word, as S3 has it) in a bucket without versioning. */
  readonly SourceVersionId: string;
  readonly WorkflowId: string;
  readonly RunId: string;
  /** When the activity that wrote last was scheduled, in ms on Temporal's clock: a smaller one never overwrites. */
  readonly Revision: number;
  readonly FailureType?: FailureType;
  readonly FailureReason?: string;
  readonly FinalKey?: string;
  readonly ReportKey?: string;
  /** Absent in rows of before there were tenants: the default one. */
  readonly Tenant?: string;
}

/** Index of the table: partition Status, sort CreatedAt. */
export const STATUS_INDEX = 'StatusCreatedAt';

/** Index of the table: partition Tenant, sort CreatedAt. Rows of before there were tenants are not in it. */
export const TENANT_INDEX = 'TenantCreatedAt';
