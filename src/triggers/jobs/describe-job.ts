import { isFinalStatus } from '../../contracts/job.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { JobProgress } from '../../contracts/progress.js';
import { type JobRef, type JobsDeps, requireRow } from './jobs-deps.js';

export interface JobDescription {
  readonly row: JobRow;
  /** What the running workflow knows beyond the row; null at the job's end, and when Temporal has no answer. */
  readonly progress: JobProgress | null;
}

/** @throws ApiError 404 */
export async function describeJob(
  { table, control }: Pick<JobsDeps, 'table' | 'control'>,
  job: JobRef,
): Promise<JobDescription> {
  const row = await requireRow(table, job);
  return { row, progress: isFinalStatus(row.Status) ? null : await control.progressOf(row.WorkflowId) };
}
