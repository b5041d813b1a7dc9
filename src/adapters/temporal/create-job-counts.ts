import type { Client } from '@temporalio/client';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { UPSCALE_VIDEO } from '../../contracts/temporal-names.js';
import type { JobCounts } from '../../ports/job-counts.js';

const ANSWER_WITHIN_MS = 10_000;

/** Temporal's index of workflows behind the JobCounts port; seconds behind what happens. */
export function createJobCounts({ client }: { readonly client: Client }): JobCounts {
  async function count(condition: string): Promise<number> {
    try {
      const query = `WorkflowType = "${UPSCALE_VIDEO}" AND ${condition}`;
      const found = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => client.workflow.count(query));
      return found.count;
    } catch (error) {
      throw new UpreelError(FailureType.Unavailable, 'Temporal could not count the jobs.', { cause: error });
    }
  }

  return {
    async endedSince(moment) {
      const ended = (status: string) =>
        count(`ExecutionStatus = "${status}" AND CloseTime > "${moment.toISOString()}"`);
      const [completed, ...others] = await Promise.all(['Completed', 'Failed', 'TimedOut'].map(ended));
      return { completed: completed ?? 0, failed: others.reduce((sum, each) => sum + each, 0) };
    },
    runningSinceBefore: (moment) => count(`ExecutionStatus = "Running" AND StartTime < "${moment.toISOString()}"`),
  };
}
