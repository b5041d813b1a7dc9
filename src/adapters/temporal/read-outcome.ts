import { type Client, TerminatedFailure, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import { FailureType, isFailureType } from '../../contracts/failures.js';
import type { UpscaleVideoResult } from '../../contracts/job.js';
import type { JobOutcome } from '../../ports/job-control.js';

const ACTIVITY_COMPLETED = proto.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;

/** Registering the job is a run's first activity: it is done long before this many events, or never was. */
const FIRST_EVENTS = 50;

const CLOSED: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT']);

export async function readOutcome(client: Client, workflowId: string): Promise<JobOutcome | null> {
  try {
    const { runId, status } = await client.workflow.getHandle(workflowId).describe();
    if (!CLOSED.has(status.name)) return { state: 'running', runId };
    const handle = client.workflow.getHandle(workflowId, runId, { followRuns: false });
    return await handle.result().then(
      (result) => ({ state: 'completed', runId, result: result as UpscaleVideoResult }),
      (error: unknown) => {
        if (error instanceof WorkflowFailedError) return { state: 'failed', runId, ...failureOf(error.cause) };
        throw error;
      },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

export async function readHasBegun(
  client: Client,
  execution: { readonly workflowId: string; readonly runId: string },
): Promise<boolean> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution,
    maximumPageSize: FIRST_EVENTS,
  });
  return (history?.events ?? []).some(({ eventType }) => eventType === ACTIVITY_COMPLETED);
}

function failureOf(cause: Error | undefined): { failureType: FailureType; failureReason: string } {
  if (cause instanceof ApplicationFailure && isFailureType(cause.type)) {
    return { failureType: cause.type, failureReason: cause.message };
  }
  if (cause instanceof CancelledFailure) {
    return { failureType: FailureType.Cancelled, failureReason: 'The job was cancelled.' };
  }
  if (cause instanceof TerminatedFailure) {
    const failureReason = `The job's workflow was terminated (${cause.message}); retry the job to run it again.`;
    return { failureType: FailureType.Terminated, failureReason };
  }
  if (cause instanceof TimeoutFailure) {
    return { failureType: FailureType.TimedOut, failureReason: "The job's workflow did not end within its time." };
  }
  return { failureType: FailureType.Internal, failureReason: cause?.message ?? 'The workflow failed.' };
}
