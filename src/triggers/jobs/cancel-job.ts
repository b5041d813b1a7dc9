import { isFinalStatus, type JobStatus } from '../../contracts/job.js';
import { conflict, type JobRef, type JobsDeps, requireRow } from './jobs-deps.js';

/** Asks for the end; the row says FAILED with `Cancelled` once it has come. @throws ApiError 404, 409 */
export async function cancelJob(
  { table, control }: Pick<JobsDeps, 'table' | 'control'>,
  job: JobRef,
): Promise<{ readonly jobId: string; readonly status: JobStatus }> {
  const { jobId } = job;
  const { Status: status, WorkflowId } = await requireRow(table, job);
  if (isFinalStatus(status)) throw conflict(`Job ${jobId} is ${status}; only a running job can be cancelled.`);
  if (!(await control.requestCancel(WorkflowId))) {
    throw conflict(`Job ${jobId} is ${status}, but its workflow has ended; its row follows soon.`);
  }
  return { jobId, status };
}
