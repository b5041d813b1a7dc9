import { FailureType } from '../../contracts/failures.js';
import { isFinalStatus, JOB_STATUSES, type JobStatus } from '../../contracts/job.js';
import type { ReconciledPage, ReconcilePage } from '../../contracts/reconcile.js';
import type { JobControl, JobOutcome } from '../../ports/job-control.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { type JobEnd, writeEnd } from '../jobs/record-end.js';
import { jobWriter } from '../job-writer.js';
import { lookAfter } from './look-after.js';

export interface EndLostJobsDeps {
  readonly control: Pick<JobControl, 'outcomeOf'>;
  readonly table: JobTable;
  readonly notifier: Notifier;
}

const ROWS_A_PAGE = 100;
const OPEN_STATUSES: readonly JobStatus[] = JOB_STATUSES.filter((status) => !isFinalStatus(status));

/** One page of the rows of one status. */
export function createEndLostJobs(deps: EndLostJobsDeps) {
  return async (page: ReconcilePage): Promise<ReconciledPage> => {
    const { status, cursor } = parseCursor(page.cursor);
    const listed = await deps.table.list({ status, limit: ROWS_A_PAGE, ...(cursor !== '' && { cursor }) });
    const counts = await lookAfter(listed.rows, ({ JobId }) => endIfLost(deps, JobId));
    return { cursor: formatNext(status, listed.cursor), ...counts };
  };
}

/**
 * The row is read again after its workflow was found closed, so an end that was just written is seen. A run that begins
 * later schedules its writes later than this activity was, and they win.
 */
async function endIfLost({ table, notifier, control }: EndLostJobsDeps, jobId: string): Promise<boolean> {
  const before = await table.get(jobId);
  if (before === null || isFinalStatus(before.Status)) return false;
  const outcome = await control.outcomeOf(before.WorkflowId);
  if (outcome?.state === 'running') return false;
  const row = await table.get(jobId);
  if (row === null || isFinalStatus(row.Status)) return false;

  const job = {
    jobId,
    videoName: row.VideoName,
    source: { bucket: row.SourceBucket, key: row.SourceKey },
    finalBucket: row.FinalBucket,
  };
  await writeEnd({ table, notifier }, job, endOf(outcome), { ...jobWriter(), runId: outcome?.runId ?? row.RunId });
  return true;
}

function endOf(outcome: Exclude<JobOutcome, { readonly state: 'running' }> | null): JobEnd {
  if (outcome === null) {
    const failureReason = "The job's workflow is not there any more; retry the job to run it again.";
    return { status: 'FAILED', failureType: FailureType.Terminated, failureReason };
  }
  if (outcome.state === 'completed') {
    const { frames, finalKey, reportKey } = outcome.result;
    return { status: 'COMPLETED', frames, finalKey, reportKey };
  }
  const { failureType, failureReason } = outcome;
  return { status: 'FAILED', failureType, failureReason };
}

/** `<status>:<cursor of its list>`, the first page of a status without one. */
function parseCursor(cursor: string | null): { status: JobStatus; cursor: string } {
  const [first = 'INITIATED'] = OPEN_STATUSES;
  if (cursor === null) return { status: first, cursor: '' };
  const colon = cursor.indexOf(':');
  const status = OPEN_STATUSES.find((open) => open === cursor.slice(0, colon)) ?? first;
  return { status, cursor: cursor.slice(colon + 1) };
}

function formatNext(status: JobStatus, cursor: string | null): string | null {
  if (cursor !== null) return `${status}:${cursor}`;
  const next = OPEN_STATUSES[OPEN_STATUSES.indexOf(status) + 1];
  return next === undefined ? null : `${next}:`;
}
