import { setTimeout as delay } from 'node:timers/promises';
import { jobOfRow } from '../../intake/job-of-row.js';
import type { StartRequest } from '../../ports/job-control.js';
import { conflict, type JobRef, type JobsDeps, requireRow } from './jobs-deps.js';

/** A row says FAILED a moment before its workflow has closed: the completion message goes out in between. */
const CLOSES_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 100;

/**
 * A new run of a failed job, under the same workflow id; the run that failed is given two seconds to close.
 * @throws ApiError 404, 409
 */
export async function retryJob(
  { table, control, store }: Pick<JobsDeps, 'table' | 'control' | 'store'>,
  job: JobRef,
): Promise<{ readonly jobId: string; readonly runId: string }> {
  const { jobId } = job;
  const row = await requireRow(table, job);
  if (row.Status !== 'FAILED') throw conflict(`Job ${jobId} is ${row.Status}; only a FAILED job can be retried.`);
  const versionId = row.SourceVersionId === 'null' ? null : row.SourceVersionId;
  const found = await store.head({ bucket: row.SourceBucket, key: row.SourceKey, versionId });
  const request: StartRequest = { ...jobOfRow(row, found), run: 'after-failure' };
  const deadline = Date.now() + CLOSES_WITHIN_MS;
  for (;;) {
    const started = await control.start(request);
    if (started.started) return { jobId, runId: started.runId };
    const holder = await control.outcomeOf(row.WorkflowId);
    const isClosing = holder?.state === 'running' && holder.runId === row.RunId;
    if ((!isClosing && holder?.state !== 'failed') || Date.now() > deadline) {
      throw conflict(`Job ${jobId} is FAILED, but its workflow runs again already or has not failed.`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
