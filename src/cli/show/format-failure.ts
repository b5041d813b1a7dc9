import type { JobRow } from '../../contracts/job-row.js';

/** Why a job failed, in one sentence and its type. */
export function formatFailure({ FailureReason, FailureType }: JobRow): string {
  return `The job failed: ${FailureReason ?? 'no reason was recorded'} (${FailureType ?? 'unknown'})`;
}
