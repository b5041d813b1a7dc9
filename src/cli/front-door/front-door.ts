import type { GivenOptions } from '../../contracts/job-options.js';
import type { JobStatus } from '../../contracts/job.js';
import type { VideoType } from '../../contracts/models.js';
import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import type { JobList } from '../../triggers/jobs/list-jobs.js';
import type { JobResult } from '../../triggers/jobs/result-of.js';
import type { PresignedUpload } from '../../triggers/presign-upload.js';

interface UploadRequest {
  readonly fileName: string;
  readonly contentType: string;
  readonly videoType: VideoType;
  readonly options: GivenOptions;
}

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
  cancel(jobId: string): Promise<void>;
  retry(jobId: string): Promise<void>;
  remove(jobId: string): Promise<void>;
}
