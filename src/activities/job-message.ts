import { jobEventId, type JobMessage, type Topic } from '../contracts/job-message.js';
import type { JobStatus, UpscaleVideoInput } from '../contracts/job.js';

interface MessageContext {
  readonly job: UpscaleVideoInput;
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
