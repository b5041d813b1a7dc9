import { useCallback } from 'preact/hooks';

import { isFinalStatus } from '../../../src/contracts/job.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';
import { describeJob } from '../api/api.js';
import { ApiProblem } from '../api/fetch-json.js';
import { usePolled, type Polled } from '../state/use-polled.js';

/** Workers tell their frames every two seconds. */
const LIVE_MS = 1_000;
/** A finished job changes only when somebody else retries it. */
const SETTLED_MS = 10_000;

/** A job as it is now. `expected`: its upload has just ended, so that it will be there soon; null until then. */
export function useJob(jobId: string, expected: boolean): Polled<JobDescription | null> {
  const look = useCallback(
    async (signal: AbortSignal) => {
      try {
        return await describeJob(jobId, signal);
      } catch (problem) {
        if (expected && problem instanceof ApiProblem && problem.status === 404) return null;
        throw problem;
      }
    },
    [jobId, expected],
  );
  return usePolled(look, (view) => (view !== null && isFinalStatus(view.row.Status) ? SETTLED_MS : LIVE_MS));
}
