import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { UpscaleVideoInput, UpscaleVideoResult } from '../../contracts/job.js';
import {
  type JobMemo,
  SEARCH_ATTRIBUTES,
  TASK_QUEUES,
  UPSCALE_VIDEO,
  workflowIdOf,
} from '../../contracts/temporal-names.js';
import { DEFAULT_TENANT } from '../../contracts/tenant.js';
import type { JobControl } from '../../ports/job-control.js';
import { ProgressReader } from './progress-reader.js';
import { readHasBegun, readOutcome } from './read-outcome.js';

type UpscaleVideo = (input: UpscaleVideoInput) => Promise<UpscaleVideoResult>;

/** Of one call, retries included. */
const ANSWER_WITHIN_MS = 10_000;
/** Whoever looks at progress looks again soon; no worker may be there to answer the query. */
const PROGRESS_WITHIN_MS = 2_000;

/** Temporal's bounds: 400 bytes of summary, 255 characters of a keyword. */
const MAX_SUMMARY_CHARACTERS = 100;
const MAX_KEYWORD_CHARACTERS = 255;

export interface JobControlDeps {
  readonly client: Client;
  readonly answerWithinMs?: number;
}

/** The Temporal client behind the JobControl port. */
export function createJobControl({ client, answerWithinMs = ANSWER_WITHIN_MS }: JobControlDeps): JobControl {
  const progress = new ProgressReader(client);

  async function memoOf(workflowId: string): Promise<JobMemo | null> {
    try {
      const { memo } = await client.workflow.getHandle(workflowId).describe();
      return (memo as JobMemo | undefined) ?? null;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  return {
    start: ({ job, memo, run }) =>
      guarded('start the job', async () => {
        const workflowId = workflowIdOf(job.jobId);
        try {
          const handle = await client.workflow.start<UpscaleVideo>(UPSCALE_VIDEO, {
            workflowId,
            taskQueue: TASK_QUEUES.jobs,
            args: [job],
            workflowIdReusePolicy: run === 'first' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
            workflowIdConflictPolicy: 'FAIL',
            memo,
            typedSearchAttributes: searchAttributesOf(job),
            staticSummary: Array.from(job.videoName).slice(0, MAX_SUMMARY_CHARACTERS).join(''),
            // Batches inherit both from the workflow.
            priority: { priorityKey: job.options.priority, fairnessKey: job.tenant ?? DEFAULT_TENANT },
          });
          return { started: true, runId: handle.firstExecutionRunId };
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
          return { started: false, memo: await memoOf(workflowId) };
        }
      }),

    requestCancel: (workflowId) =>
      guarded('cancel the job', async () => {
        try {
          const handle = client.workflow.getHandle(workflowId);
          // A closed workflow takes the request too, and nothing comes of it.
          if ((await handle.describe()).status.name !== 'RUNNING') return false;
          await handle.cancel();
          return true;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      }),

    outcomeOf: (workflowId) => guarded('tell what became of the job', () => readOutcome(client, workflowId)),

    hasBegun: (workflowId, runId) =>
      guarded('tell what became of the job', () => readHasBegun(client, { workflowId, runId })),

    async progressOf(workflowId) {
      try {
        return await client.withDeadline(Date.now() + PROGRESS_WITHIN_MS, () => progress.read(workflowId));
      } catch {
        // The row tells the rest; that Temporal can't now is no fault of who asks.
        return null;
      }
    },
  };

  async function guarded<T>(action: string, call: () => Promise<T>): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + answerWithinMs, call);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UpreelError(FailureType.Unavailable, `Temporal could not ${action} (${why}).`, { cause: error });
    }
  }
}

function searchAttributesOf(job: UpscaleVideoInput): TypedSearchAttributes {
  const source = `s3://${job.source.bucket}/${job.source.key}`;
  return new TypedSearchAttributes([
    { key: SEARCH_ATTRIBUTES.status, value: 'INITIATED' },
    { key: SEARCH_ATTRIBUTES.videoType, value: job.videoType },
    { key: SEARCH_ATTRIBUTES.model, value: job.options.model },
    { key: SEARCH_ATTRIBUTES.source, value: source.slice(0, MAX_KEYWORD_CHARACTERS) },
  ]);
}
