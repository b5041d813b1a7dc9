import { jobEventId, type JobMessage, type Topic } from '../contracts/job-message.js';
import type { JobStatus } from '../contracts/job.js';

/** As much of a job as a message says. */
export interface MessagedJob {
  readonly jobId: string;
  readonly videoName: string;
  readonly source: { readonly bucket: string; readonly key: string };
}

interface MessageContext {
  readonly job: MessagedJob;
  readonly topic: Topic;
  readonly status: JobStatus;
  readonly runId: string;
}

/** What every message of a job says; the stage adds what the next one needs. */
export function jobMessage({ job, topic, status, runId }: MessageContext): JobMessage {
  return {
    jobId: job.jobId,
    videoName: job.videoName,
    sourceBucket: job.source.bucket,
    sourceKey: job.source.key,
    eventId: jobEventId(job.jobId, runId, topic),
    status,
    timestamp: new Date().toISOString(),
  };
}
