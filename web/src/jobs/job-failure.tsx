import type { JobRow } from '../../../src/contracts/job-row.js';
import { failureAdvice } from './failure-advice.js';

/** Why a job failed, and what can be done about it. */
export function JobFailure({ row }: { readonly row: JobRow }) {
  const cancelled = row.FailureType === 'Cancelled';
  return (
    <section class={cancelled ? 'failure calm' : 'failure'} aria-label={cancelled ? 'Cancelled' : 'Failure'}>
      <h2>{cancelled ? 'This job was cancelled' : 'This job failed'}</h2>
      <p>{row.FailureReason ?? 'No reason was recorded.'}</p>
      <p>
        <strong>What to do:</strong> {failureAdvice(row.FailureType)}
      </p>
    </section>
  );
}
