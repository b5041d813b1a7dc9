import { activityInfo } from '@temporalio/activity';
import type { Writer } from '../ports/job-table.js';

/** The writer this attempt is: the same over attempts of one activity, rising over activities, runs and resets. */
export function jobWriter(): Writer {
  const { workflowExecution, scheduledTimestampMs } = activityInfo();
  if (workflowExecution === undefined) throw new Error('activities that write the row belong to a workflow');
  return { runId: workflowExecution.runId, revision: scheduledTimestampMs };
}
