import { isFinalStatus } from '../../../src/contracts/job.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { JobLine } from './job-line.js';

/** Each look at a job costs the stack some CPU: only so many are looked at closely. */
const CLOSELY = 4;

export function JobLines({ rows }: { readonly rows: readonly JobRow[] }) {
  const moving = rows.filter((row) => !isFinalStatus(row.Status)).slice(0, CLOSELY);
  return (
    <ul class="jobs">
      {rows.map((row) => (
        <JobLine key={row.JobId} row={row} closely={moving.includes(row)} />
      ))}
    </ul>
  );
}
