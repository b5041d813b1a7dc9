import type { JobStatus } from '../../contracts/job.js';

const STAGES: Readonly<Record<JobStatus, string>> = {
  INITIATED: 'starting',
  EXTRACTING: 'extracting',
  PROCESSING: 'upscaling',
  RECOMPOSING: 'recomposing',
  COMPLETED: 'completed',
  FAILED: 'failed',
};

/** What a job is doing, in the words the command line uses. */
export function jobStage(status: JobStatus): string {
  return STAGES[status];
}
