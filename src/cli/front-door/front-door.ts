import type { JobEstimate, VideoFacts } from '../../contracts/estimate.js';
import type { GivenOptions } from '../../contracts/job-options.js';
import type { JobStatus } from '../../contracts/job.js';
import type { VideoType } from '../../contracts/models.js';
import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import type { JobList } from '../../triggers/jobs/list-jobs.js';
import type { JobResult } from '../../triggers/jobs/result-of.js';
import type { StartedMultipartUpload } from '../../triggers/multipart-upload.js';
import type { PresignedUpload } from '../../triggers/presign-upload.js';

export interface UploadRequest {
  readonly fileName: string;
  readonly contentType: string;
  readonly videoType: VideoType;
  readonly options: GivenOptions;
}

type PartedUpload = Pick<StartedMultipartUpload, 'key' | 'uploadId'>;

/** An upload with a video type: its key fixes the job, a new one each time. */
export type Upload = PresignedUpload & Required<Pick<PresignedUpload, 'jobId'>>;

/** The HTTP API of a stack. Methods throw FrontDoorError, or the reason of an aborted signal. */
export interface FrontDoor {
  upload(request: UploadRequest, signal?: AbortSignal): Promise<Upload>;
  /** null when there is no such job. */
  job(jobId: string, signal?: AbortSignal): Promise<JobDescription | null>;
  /** Newest first. */
  jobs(query: { readonly status?: JobStatus; readonly limit: number; readonly cursor?: string }): Promise<JobList>;
  /** Presigned downloads of a completed job. */
  result(jobId: string, signal?: AbortSignal): Promise<JobResult>;
  /** What a job would take. */
  estimate(request: {
    readonly video: VideoFacts;
    readonly videoType: VideoType;
    readonly options: GivenOptions;
  }): Promise<JobEstimate>;
  /** An upload in parts, for what one request can't carry. */
  beginUpload(request: UploadRequest, sizeBytes: number, signal?: AbortSignal): Promise<StartedMultipartUpload>;
  /** The URL that one part is put to. */
  signPart(upload: PartedUpload, partNumber: number, signal?: AbortSignal): Promise<string>;
  completeUpload(upload: PartedUpload, sizeBytes: number, signal?: AbortSignal): Promise<void>;
  abortUpload(upload: PartedUpload): Promise<void>;
  cancel(jobId: string): Promise<void>;
  retry(jobId: string): Promise<void>;
  remove(jobId: string): Promise<void>;
}
