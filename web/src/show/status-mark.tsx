import { jobStage } from '../../../src/cli/show/job-stage.js';
import type { JobRow } from '../../../src/contracts/job-row.js';

/** A job's state in a word, with a dot whose colour says the same. */
export function StatusMark({ row }: { readonly row: Pick<JobRow, 'Status' | 'FailureType'> }) {
  const cancelled = row.FailureType === 'Cancelled';
  const kind = row.Status === 'COMPLETED' ? 'done' : row.Status === 'FAILED' ? (cancelled ? 'ended' : 'bad') : 'live';
  return <span class={`status ${kind}`}>{cancelled ? 'cancelled' : jobStage(row.Status)}</span>;
}
