import { jobOfRow } from '../../intake/job-of-row.js';
import { conflict, type JobsDeps, requireRow } from './jobs-deps.js';

/** A new run of a failed job, under the same workflow id. @throws ApiError 404, 409 */
export async function retryJob(
  { table, control, store }: Pick<JobsDeps, 'table' | 'control' | 'store'>,
  jobId: string,
): Promise<{ readonly jobId: string; readonly runId: string }> {
  const row = await requireRow(table, jobId);
  if (row.Status !== 'FAILED') throw conflict(`Job ${jobId} is ${row.Status}; only a FAILED job can be retried.`);
  const versionId = row.SourceVersionId === 'null' ? null : row.SourceVersionId;
  const found = await store.head({ bucket: row.SourceBucket, key: row.SourceKey, versionId });
  const started = await control.start({ ...jobOfRow(row, found), run: 'after-failure' });
  if (!started.started) {
    throw conflict(`Job ${jobId} is FAILED, but its workflow runs again already or has not failed.`);
  }
  return { jobId, runId: started.runId };
}
